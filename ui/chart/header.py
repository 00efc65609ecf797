"""The head of a chart, that never scrolls away: who, alerts, the case in question, and who pays for it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from clinic_desktop.authorizations.rules.burning import current
from clinic_desktop.authorizations.rules.words import chip_words as authorization_words
from clinic_desktop.chart.loader import record_kept_until
from clinic_desktop.chart.model import Glance
from clinic_desktop.clients.model import Client
from clinic_desktop.intake.model.flags import OpenFlag
from clinic_desktop.intake.rules.words import flag_chip, urgent
from clinic_desktop.policies.rules import begins_later, has_ended
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.rules import restriction_words
from clinic_desktop.values import dates
from clinic_desktop.visits.rules.standing_words import outlook_words
from clinic_desktop.wording import mark, say, say_many
from ui.attachments.scan_folder import ScanFolder, counted, scans_waiting
from ui.cases.columns import case_title
from ui.chart.documents import making_words
from ui.clients.columns import ALERT_CHIPS, guardian, guardian_role
from ui.coverage.call.chip import call_chips
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.flow import Flow
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.text import ChipText, Text, isolated, tip
from ui.policies.columns import policy_line
from ui.referrals.prescriptions import chip_words
from ui.session import Session
from ui.superbills.section import MAKING

_CASE_LETTERS = 48
# More would push the case out of sight; all stand on the page Coverage.
_MOST_AUTHORIZATIONS = 3
# Likewise; all stand on the page Health.
_MOST_FLAGS = 6
TABS: tuple[tuple[str, str], ...] = (
    ("summary", mark("Summary")),
    ("health", mark("Health")),
    ("visits", mark("Visits")),
    ("assessment", mark("Assessment")),
    ("plan", mark("Plan")),
    ("coverage", mark("Coverage")),
    ("wizard", mark("Wizard")),
    ("documents", mark("Documents")),
    ("money", mark("Money")),
)


class ChartHeader(QFrame):
    """`chosen` carries the case, `tab` the page of the chart that is asked for."""

    chosen = Signal(int)
    tab = Signal(str)

    def __init__(self, session: Session, back: Callable[[], object], go: Callable[[str], object]) -> None:
        """`back` leads to the list of clients, `go` to a part of the chart."""
        super().__init__()
        self.setProperty("surface", "top")
        self._session, self._go = session, go
        self._scans: ScanFolder | None = None
        # Both wrap: the longest name must not make the window wider than the screen.
        self._name = Text(role="title")
        self._about = Text(role="muted")
        # A word that cannot be broken may be cut; a window wider than the screen would be worse.
        for line in (self._name, self._about):
            line.setMinimumWidth(step(20))
        self._edit = button(say("Edit client"), partial(go, "edit"), picture="edit")
        self._superbill = button(say("Make a superbill"), partial(go, MAKING), picture="superbills")
        self._chips = Flow()
        self._cases = ChoiceBox()
        self._cases.setAccessibleName(say("Case"))
        self._cases.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._cases.setMinimumContentsLength(_CASE_LETTERS)
        # It gives way where the letters are large.
        self._cases.setMinimumWidth(step(30))
        self._cases.currentIndexChanged.connect(self._on_case)
        self._case_line = holder(row(Text(say("Case"), "muted", wrap=False), self._cases, None, gap=2))
        self.tabs = {key: button(say(words), partial(self.tab.emit, key), "tab") for key, words in TABS}
        self.setLayout(
            column(
                row(button(say("Clients"), back, "link", "back"), None),
                _stretched(row(self._name, self._edit, self._superbill, gap=2)),
                self._about,
                holder(self._chips),
                self._case_line,
                holder(self._tab_line()),
                gap=1,
            )
        )
        self.setContentsMargins(step(3), step(1), step(3), 0)

    def follow(self, folder: ScanFolder) -> None:
        """Say beside the word for the documents how many scans wait there, whichever page is open."""
        self._scans = folder
        folder.changed.connect(self.reload)
        folder.look()
        self._session.keep_fresh(self, "attachments")

    def reload(self) -> None:
        """Count the scans again."""
        if self._scans:
            tab, word, count = self.tabs["documents"], say("Documents"), len(scans_waiting(self._session, self._scans))
            # The number alone: on a small screen more would push the last page into a second line.
            tab.setText(say("{word} · {count}", word=word, count=count) if count else word)
            tab.setAccessibleName(counted(word, count))
            tip(tab, counted(word, count) if count else "")

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now."""
        self._name.setText(isolated(glance.client.name))
        self._about.setText(_about(glance))
        self._chips.show_all(self._chips_of(glance))
        self._cases.blockSignals(True)
        self._cases.clear()
        for case in glance.cases:
            self._cases.addItem(case_title(case), int(case.id))
        if glance.case:
            self._cases.setCurrentIndex(self._cases.findData(int(glance.case.id)))
        self._cases.blockSignals(False)
        self._case_line.setVisible(bool(glance.cases))
        self._superbill.setVisible(glance.case is not None)
        self._superbill.setText(making_words(glance))
        self._superbill.setAccessibleName(making_words(glance))

    def _tab_line(self) -> Flow:
        """The pages beside each other; with large letters they go on in a second line."""
        made = Flow(gap=3)
        for one in self.tabs.values():
            made.addWidget(one)
        return made

    def show_tab(self, key: str) -> None:
        """Mark the page that is open, or that the open editor belongs to."""
        for one, made in self.tabs.items():
            made.setChecked(one == key)

    def _retired(self, client: Client) -> list[QWidget]:
        if not client.is_retired:
            return []
        until = record_kept_until(self._session.clinic.read, client)
        kept = [ChipText(say("Keep the record until {day} at least", day=dates.shown(until)))] if until else []
        return [ChipText(say("Retired"), "warning"), *kept]

    def _chips_of(self, glance: Glance) -> list[QWidget]:
        today = self._session.clinic.clock.today()
        chips: list[QWidget] = _stops(glance.health.flags, today)
        chips += call_chips(self._session, glance.cases, self._go)
        chips += self._retired(glance.client)
        for alert in glance.alerts:
            words = say("Allergy: {what}", what=alert.words) if alert.kind == "allergy" else alert.words
            chips.append(ChipText(words, ALERT_CHIPS[alert.kind]))
        chips += _kept(glance.restrictions)
        chips += _cautions(glance.health.flags, today)
        if glance.lacks_guardian:
            chips.append(ChipText(say("Minor, no guardian on record"), "warning"))
        elif glance.client.guardian_name:
            role = guardian_role(glance.client, self._session.clinic.clock.today())
            chips.append(ChipText(say("{role}: {who}", role=role, who=guardian(glance.client))))
        if glance.namesakes:
            words = say_many(
                "Another client has this name", "{count} other clients have this name", len(glance.namesakes)
            )
            chips.append(ChipText(words, "warning"))
        for policy in glance.policies:
            if has_ended(policy.ends_on, today):
                chips.append(ChipText(say("Terminated: {policy}", policy=policy_line(policy)), "warning"))
            elif begins_later(policy.effective_on, today):
                chips.append(ChipText(say("Not yet effective: {policy}", policy=policy_line(policy)), "warning"))
            else:
                chips.append(ChipText(policy_line(policy)))
        if glance.prescription and glance.outlook:
            given = glance.uses[glance.prescription.id].given
            waits = outlook_words(glance.outlook, glance.prescription.id)
            words, warns = chip_words(self._session, glance.prescription, given, waits)
            chips.append(ChipText(words, "warning" if warns else "plain"))
        return chips + _authorized(glance) + _overdue(glance.due_days, today)

    def _on_case(self, _: int) -> None:
        self.chosen.emit(int(self._cases.currentData() or 0))


def _stops(flags: Sequence[OpenFlag], today: date) -> list[QWidget]:
    """A chip for each urgent flag that stops, before everything else."""
    return [ChipText(flag_chip(one, today), "stop") for one in urgent(flags, today)]


def _kept(asked: Sequence[Restriction]) -> list[QWidget]:
    """A chip for each thing that a plan must not be told, beside the alerts: whoever bills or faxes has to see it."""
    return [ChipText(restriction_words(one), "stop") for one in asked if one.taken_back_on is None]


def _cautions(flags: Sequence[OpenFlag], today: date) -> list[QWidget]:
    """A chip for each flag that changes how the client is treated, and for those with a clearance."""
    stopping = urgent(flags, today)
    others = [one for one in flags if one not in stopping]
    chips: list[QWidget] = [ChipText(flag_chip(one, today), "warning") for one in others[:_MOST_FLAGS]]
    rest = others[_MOST_FLAGS:]
    if rest:
        chips.append(ChipText(say_many("{count} more flag", "{count} more flags", len(rest)), "warning"))
    return chips


def _authorized(glance: Glance) -> list[QWidget]:
    """A chip for each authorization that counts, the first to end first."""
    going, most = current(glance.authorizations), _MOST_AUTHORIZATIONS
    chips: list[QWidget] = [
        ChipText(authorization_words(one), "warning" if one.warns else "plain") for one in going[:most]
    ]
    rest = going[most:]
    if rest:
        words = say_many("{count} more authorization", "{count} more authorizations", len(rest))
        chips.append(ChipText(words, "warning" if any(one.warns for one in rest) else "plain"))
    return chips


def _overdue(due: Sequence[date], today: date) -> list[QWidget]:
    """A chip where a follow-up is overdue."""
    late = [day for day in due if day < today]
    if not late:
        return []
    words = say_many(
        "Follow-up overdue since {day}", "{count} follow-ups overdue since {day}", len(late), day=dates.shown(late[0])
    )
    return [ChipText(words, "warning")]


def _stretched(line: QHBoxLayout) -> QHBoxLayout:
    """The same line, its first part taking the room there is."""
    line.setStretch(0, 1)
    return line


def _about(glance: Glance) -> str:
    client: Client = glance.client
    parts = [str(glance.age) if glance.age is not None else ""]
    parts.append(dates.shown(client.birth_date) if client.birth_date else say("no birth date"))
    parts.append(say("called {name}", name=client.preferred_name) if client.preferred_name else "")
    parts.append(client.pronouns)
    return " · ".join(part for part in parts if part)
