"""Visits that wait for a superbill."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.superbills.model.issued import Waiting
from clinic_desktop.values import money
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.layout import card
from ui.kit.picture import picture
from ui.today.lines import line, told


def bills_card(found: Waiting, go: Callable[[], object]) -> QWidget:
    """How many visits wait, and the way to them."""
    visits = say_many("{count} visit waits for a superbill", "{count} visits wait for a superbill", found.visits)
    clients = say_many("Of {count} client, {amount}", "Of {count} clients, {amount}", found.clients,
                       amount=money.shown(found.charged_cents))  # fmt: skip
    there = button(say("Open superbills"), go)
    return card(say("Superbills"), line(told(visits, clients), there, picture("superbills")))
