"""Re-evaluations and progress reports that are due."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.progress.model import SOON_DUE_DAYS
from clinic_desktop.today.model import CareDue
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import card
from ui.kit.text import Text
from ui.today.due import left_words
from ui.today.lines import below, line, own, titled


def care_card(found: tuple[CareDue, ...], today: date, go: Callable[[str], object]) -> QWidget:
    """One line each; `go` leads to a part of the place of the clients."""
    why = say(
        "They are due in the next {soon} days, or were due before. A payer asks what changed.", soon=SOON_DUE_DAYS
    )
    return card("", titled(say("Re-evaluations and reports"), why), *(_line(one, today, go) for one in found), gap=2)


def _line(one: CareDue, today: date, go: Callable[[str], object]) -> QWidget:
    left = (one.due_on - today).days
    facts = {"what": one.what, "day": dates.shown(one.due_on), "left": left_words(left)}
    words = say("{what} was due by {day} ({left})", **facts) if left < 0 else say("{what} by {day} ({left})", **facts)
    act = button(one.verb, partial(go, one.part))
    act.setAccessibleName(say("{verb}: {client}", verb=one.verb, client=one.client_name))
    return line(below(Text(own(one.client_name), "strong"), Text(words), Text(own(one.reason), "muted")), act)
