"""What is to be renewed, a card each: trust in the backups and in the recovery key, prescriptions, authorizations, what
was paid ahead, policies, licenses."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.today.queries.authorizations import authorizations_running_out
from clinic_desktop.today.queries.prescriptions import prescriptions_ending, prescriptions_nearly_used
from clinic_desktop.today.queries.running_out import licenses_running_out, policies_ending
from ui.preferences import Preferences
from ui.session import Session
from ui.today.calls import names_of_calls
from ui.today.drill import drill_card
from ui.today.due import authorizations_card, due_card
from ui.today.running_out import licenses_card, policies_card, prepaids_card
from ui.today.second_place import is_missed, second_place_card


def beside_the_record(session: Session, preferences: Preferences | None, today: date) -> tuple[tuple[str, ...], bool]:
    """What Today shows that no change of the record tells of: calls that go on, and a second place that is missed."""
    return names_of_calls(session), is_missed(session, preferences, today)


def renewing_cards(
    session: Session, today: date, go: Callable[[str], object], preferences: Preferences | None
) -> list[QWidget]:
    """Those cards that have something to tell, the first lines of each; the rest stands in the reports. `go` leads to a
    part of the place of the clients."""
    read = session.clinic.read
    report = partial(session.go, "reports")
    settings = partial(session.go, "settings")
    ending, used = prescriptions_ending(read, today), prescriptions_nearly_used(read, today)
    authorizations = authorizations_running_out(read, today)
    policies, licenses = policies_ending(read, today), licenses_running_out(read, today)
    found = (
        second_place_card(session, preferences, today),
        drill_card(session, today),
        due_card(ending, used, today, go, partial(report, "prescriptions")) if ending or used else None,
        authorizations_card(authorizations, go, partial(report, "authorizations/running_out"))
        if authorizations
        else None,
        prepaids_card(session, today, go, partial(report, "prepaids")),
        policies_card(policies, today, go, partial(report, "policies")) if policies else None,
        licenses_card(licenses, today, settings, partial(settings, "therapists/")) if licenses else None,
    )
    return [one for one in found if one]
