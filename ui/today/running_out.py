"""Licenses to renew, policies that end, and what was paid ahead and runs out."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.prepaid.rules import SOON_DAYS as PREPAID_DAYS
from clinic_desktop.referrals.model import SOON_DAYS
from clinic_desktop.today.model import ENDED_DAYS, LICENSE_DAYS, LicenseDue, PolicyDue, PrepaidDue
from clinic_desktop.today.queries.listing import MOST_DUE
from clinic_desktop.today.queries.running_out import prepaids_running_out
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import card, column, emptied
from ui.kit.text import Text, isolated
from ui.session import Session
from ui.today.due import left_words
from ui.today.lines import below, first_of, line, own, titled


def licenses_card(
    found: tuple[LicenseDue, ...], today: date, go: Callable[[str], object], show_all: Callable[[], object]
) -> QWidget:
    """One line a license, the first few of them; `go` leads to a part of the settings."""
    why = say("They expired, or expire in the next {soon} days. A superbill is stopped without one.", soon=LICENSE_DAYS)
    title, lines = say("Licenses to renew"), [partial(_license, one, today, go) for one in found]
    return card("", titled(title, why), *first_of(title, lines, show_all), gap=2)


def policies_card(
    found: tuple[PolicyDue, ...], today: date, go: Callable[[str], object], show_all: Callable[[], object]
) -> QWidget:
    """One line a case, the first few of them; `go` leads to a part of the place of the clients."""
    why = say(
        "They ended in the last {ended} days, or end in the next {soon}, and no other policy follows.",
        ended=ENDED_DAYS,
        soon=SOON_DAYS,
    )
    title, lines = say("Policies that end"), [partial(_policy, one, today, go) for one in found]
    return card("", titled(title, why), *first_of(title, lines, show_all, is_cut=len(found) == MOST_DUE), gap=2)


def prepaids_card(
    session: Session, today: date, go: Callable[[str], object], show_all: Callable[[], object]
) -> QWidget | None:
    """One line for each that was paid ahead and runs out, the first few of them, None without one; `go` leads to a part
    of the place of the clients."""
    return _PrepaidsCard(session, go, show_all) if prepaids_running_out(session.clinic.read, today) else None


class _PrepaidsCard(QWidget):
    # Reads itself again: each use is a payment, and the rest of the day has nothing to do with payments.
    def __init__(self, session: Session, go: Callable[[str], object], show_all: Callable[[], object]) -> None:
        super().__init__()
        self._session, self._go, self._show_all = session, go, show_all
        self._inner = column()
        self.setLayout(self._inner)
        session.keep_fresh(self, "payments")

    def reload(self) -> None:
        today = self._session.clinic.clock.today()
        emptied(self._inner)
        found = prepaids_running_out(self._session.clinic.read, today)
        if found:
            why = say("They expired with something left, or expire in the next {soon} days.", soon=PREPAID_DAYS)
            title, lines = (
                say("Packages and memberships that run out"),
                [partial(_prepaid, one, today, self._go) for one in found],
            )
            shown = first_of(title, lines, self._show_all, is_cut=len(found) == MOST_DUE)
            self._inner.addWidget(card("", titled(title, why), *shown, gap=2))
        self.setVisible(bool(found))


def _license(one: LicenseDue, today: date, go: Callable[[str], object]) -> QWidget:
    left = (one.expires_on - today).days
    facts = {"license": isolated(one.called), "day": dates.shown(one.expires_on), "left": left_words(left)}
    if left < 0:
        words = say("{license} expired on {day} ({left})", **facts)
    else:
        words = say("{license} expires on {day} ({left})", **facts)
    act = button(say("Type the new day"), partial(go, one.part))
    act.setAccessibleName(say("Type the new day of {who}’s license", who=one.name))
    return line(below(Text(own(one.name), "strong"), Text(words)), act)


def _policy(one: PolicyDue, today: date, go: Callable[[str], object]) -> QWidget:
    left = (one.ends_on - today).days
    facts = {"payer": isolated(one.payer_name), "day": dates.shown(one.ends_on), "left": left_words(left)}
    if left < 0:
        words = say("{payer} ended on {day} ({left})", **facts)
    else:
        words = say("{payer} ends on {day} ({left})", **facts)
    act = button(say("Add policy"), partial(go, one.part))
    act.setAccessibleName(say("Add policy for {client}", client=one.client_name))
    return line(below(Text(own(one.client_name), "strong"), Text(words), Text(own(one.reason), "muted")), act)


def _prepaid(one: PrepaidDue, today: date, go: Callable[[str], object]) -> QWidget:
    left = (one.expires_on - today).days
    facts = {"name": isolated(one.called), "day": dates.shown(one.expires_on), "left": left_words(left)}
    if left < 0:
        words = say("{name} expired on {day} ({left})", **facts)
    else:
        words = say("{name} expires on {day} ({left})", **facts)
    act = button(say("Open"), partial(go, one.part))
    act.setAccessibleName(say("Open {name} of {client}", name=one.called, client=one.client_name))
    return line(below(Text(own(one.client_name), "strong"), Text(words), Text(one.left, "muted")), act)
