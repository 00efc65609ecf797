"""The settings page: sections on the left, one open at a time; each is built when it is first opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.staff.rules.roles import may, why_not
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.command import Permission
from clinic_desktop.wording import mark, say
from ui.audit.page import TrailSection
from ui.checkup.page import CheckSection
from ui.codes.page import CodesSection
from ui.coverage.packs.section import RulesSection
from ui.disclosures.log import DisclosureLog
from ui.exports.section import ExportSection
from ui.imports.section import ImportSection
from ui.kit.buttons import button, knows_who_may
from ui.kit.form import Form, keep_all
from ui.kit.grid import step
from ui.kit.layout import bring_into_view, card, column, row, scrolled, to_the_edge
from ui.kit.records import Records
from ui.kit.text import Text
from ui.letters.wording import wording_list
from ui.phrases.page import phrase_list
from ui.practice.editors import billing_editor, practice_editor
from ui.practice.licenses import LicensesSection
from ui.practice.page import service_list, therapist_list
from ui.session import Session
from ui.settings.backups import BackupsSection
from ui.settings.computer import computer_section
from ui.settings.recovery import RecoverySection
from ui.settings.tools import Tools
from ui.staff.holding_back import HeldBack
from ui.staff.page import people_list
from ui.supervision.page import supervisor_list

# What begins another matter: words and codes, who may do and see what, what comes in and goes out.
_GROUPS_BEGIN = ("phrases", "people", "imports")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its key (a Fix button and the manual name it), its title and how it is built."""

    key: str
    title: str
    build: Callable[[Session, Tools], QWidget]
    # Where another chapter of the manual than that of the settings speaks of it.
    topic: str = ""
    # What changing something there asks for: who may not reads why, and reads on.
    asks: Permission = "owner"
    # What reading it asks for by the role: an emergency is no reason to read what everybody did.
    reads: Permission = "read"


def _practice(session: Session, _: Tools) -> QWidget:
    return card(say("Clinic"), practice_editor(session))


def _billing(session: Session, _: Tools) -> QWidget:
    return card(say("Billing"), billing_editor(session))


def _check(session: Session, tools: Tools) -> QWidget:
    return CheckSection(session, tools.jobs, tools.checks, tools.restore)


def _closed(section: Section, session: Session, _: Tools) -> QWidget:
    """In the place of what a role does not read."""
    words = [why_not(session.clinic.person.role, section.reads)]
    if section.key == "audit":
        words.insert(0, say("The audit trail has the words of notes and plans, as they were and as they are."))
    return card(say(section.title), *map(Text, words))


SECTIONS: tuple[Section, ...] = (
    Section("practice", mark("Clinic"), _practice),
    Section("billing", mark("Billing"), _billing),
    Section("therapists", mark("Therapists"), lambda session, _: therapist_list(session)),
    Section("licenses", mark("Licenses and NPI"), lambda session, tools: LicensesSection(session, tools.jobs)),
    Section("supervisors", mark("Supervisors"), lambda session, _: supervisor_list(session)),
    Section("services", mark("Services"), lambda session, _: service_list(session)),
    Section("phrases", mark("Phrases"), lambda session, _: phrase_list(session), asks="clinical"),
    Section("letters", mark("Letters"), lambda session, _: wording_list(session), "66-letters#wording", "billing"),
    Section("codes", mark("Diagnosis codes"), lambda session, tools: CodesSection(session, tools.jobs)),
    Section(
        "rules", mark("Coverage rules"), lambda session, tools: RulesSection(session, tools.jobs), "35-wizard#rules"
    ),
    Section("people", mark("People"), lambda session, tools: people_list(session, tools.jobs)),
    Section(
        "disclosures", mark("Disclosures"), lambda session, _: DisclosureLog(session), "67-disclosures#all", "read"
    ),
    Section(
        "audit",
        mark("Audit trail"),
        lambda session, tools: TrailSection(session, tools.jobs, tools.trail),
        "72-audit#trail",
        "read",
        # It has the words of notes, as they were and as they are.
        "read_clinical",
    ),
    Section("recovery", mark("Recovery key"), lambda session, tools: RecoverySection(session, tools.jobs)),
    Section("backups", mark("Backups"), BackupsSection, topic="80-backups", asks="read"),
    Section("imports", mark("Import"), lambda session, tools: ImportSection(session, tools.jobs), "81-import"),
    Section("export", mark("Export"), lambda session, tools: ExportSection(session, tools.jobs), "82-export"),
    Section("check", mark("Check"), _check, topic="85-trouble#check"),
    Section(
        "computer",
        mark("This computer"),
        lambda session, tools: computer_section(session, tools.preferences, tools.theme, tools.demo),
        asks="read",
    ),
)


class SettingsPage(QWidget):
    """All sections; `open` goes to one, and there to a field."""

    def __init__(self, session: Session, tools: Tools) -> None:
        """Opens with the clinic's section."""
        super().__init__()
        self._session, self._tools = session, tools
        self._held_back, self._role = HeldBack(session), session.clinic.person.role
        knows_who_may(self)
        self._built: dict[str, QWidget] = {}
        self._inner: dict[str, QWidget] = {}
        self._stack, self._key = QStackedWidget(), ""
        self._buttons = {
            section.key: button(say(section.title), partial(self.open, section.key), "section") for section in SECTIONS
        }
        for made in self._buttons.values():
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # With the largest letters they are higher than a small screen.
        sections = scrolled(to_the_edge(*self._grouped(), None, gap=0))
        sections.setFixedWidth(step(22))
        whole = column(Text(say("Settings"), "title"), row(sections, self._stack, gap=3), gap=2)
        # What scrolls goes on to the lower edge, and keeps its margin inside.
        whole.setContentsMargins(step(3), step(3), step(3), 0)
        self.setLayout(whole)
        self.open(SECTIONS[0].key)
        session.changed.connect(self._on_changed)

    def _grouped(self) -> Iterator[QWidget | int]:
        """The ways to the sections, with room before what is another matter."""
        for key, made in self._buttons.items():
            if key in _GROUPS_BEGIN:
                yield 1
            yield made

    @property
    def topic(self) -> str:
        """What the open section is about: its heading in the manual has its key."""
        own = next(section.topic for section in SECTIONS if section.key == self._key)
        return own or f"70-settings#{self._key}"

    @property
    def part(self) -> str:
        """What `open_part` leads here again by."""
        inner = self._inner[self._key]
        return f"{self._key}/{inner.part}" if isinstance(inner, Records | ImportSection) and inner.part else self._key

    def open_part(self, part: str) -> None:
        """Go to a section and to a field there ("billing/tax_id"), or to a row of its list and a field of it
        ("therapists/3/npi", "therapists/3/credential/5/expires_on", "services/new"); of a section alone ("codes") to
        where it begins."""
        key, _, field = part.partition("/")
        self.open(key, field)
        if not field:
            begin = self._inner[key] if self._inner[key].focusProxy() else self._buttons[key]
            begin.setFocus()

    def open(self, key: str, field: str = "") -> None:
        """Show a section, and put the focus on one of its fields."""
        self._session.moved.emit()
        section = next(section for section in SECTIONS if section.key == key)
        if key not in self._built:
            person = self._session.clinic.person
            build = section.build if may(person, section.reads) else partial(_closed, section)
            built = self._inner[key] = build(self._session, self._tools)
            # A list scrolls by itself and takes the height there is, and so does a paper; a form scrolls with its page.
            below = () if isinstance(built, Records | LicensesSection | TrailSection) else (None,)
            whole = built if isinstance(built, ImportSection) else to_the_edge(built, *below)
            self._built[key] = whole if isinstance(built, Records | ImportSection) else scrolled(whole)
            self._stack.addWidget(self._built[key])
        # First: what is shown asks for it.
        self._key = key
        self._stack.setCurrentWidget(self._built[key])
        for one, made in self._buttons.items():
            made.setChecked(one == key)
        bring_into_view(self._buttons[key])
        if field:
            self._go_to(self._inner[key], field)

    def why_held_back(self, words: str) -> str:
        """What `HoldsBack` asks: to save asks for what the section does."""
        return self._held_back.why(words, next(one.asks for one in SECTIONS if one.key == self._key))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("staff") and self._session.clinic.person.role != self._role:
            # Once the form is done that made it so.
            QTimer.singleShot(0, self, self._build_anew)

    def _build_anew(self) -> None:
        """One's own role is another now: what it does not read goes, and what it may not stands back."""
        # What is typed and cannot be kept stays in its form; the commands refuse all the same.
        if not keep_all(self):
            return
        self._role, part = self._session.clinic.person.role, self.part
        for built in self._built.values():
            self._stack.removeWidget(built)
            built.deleteLater()
        self._built.clear()
        self._inner.clear()
        self.open(*part.partition("/")[::2])

    def _go_to(self, inner: QWidget, part: str) -> None:
        if isinstance(inner, Records | ImportSection | TrailSection):
            try:
                inner.open_part(part)
            except Missing as missing:
                self._session.trouble.emit(missing.words)
            return
        for form in inner.findChildren(Form):
            if part in form.fields:
                form.go_to(part)
