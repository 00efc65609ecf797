"""The editor of a progress report: a draft that is saved as often as one likes, and signed once."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.practice.queries import therapist_page
from clinic_desktop.progress.commands import RetireReport, SignReport, WriteReport
from clinic_desktop.progress.model import (
    REPORT_KINDS,
    REPORT_PARTS,
    GoalStanding,
    ProgressReport,
    ProgressReportDraft,
    ReportFigures,
)
from clinic_desktop.progress.queries import draft_begin, figures_of, progress_report, reports_of
from clinic_desktop.referrals.queries import codes_of
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.visits.queries.visits import given_days
from clinic_desktop.wording import say, say_many
from ui.codes.shelf import Shelf
from ui.editing import Back, Held, add_gone_button, row_editor, show_left_over, take_over_draft
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import column, emptied, holder
from ui.kit.text import Text, tip
from ui.session import Session

_HINTS = {
    "status": lambda: say("In what they can do, with numbers. The tables come from the record."),
    "ahead": lambda: say("How often, how long, what for. Of a discharge: what is left."),
    "outlook": lambda: say("Like “six more visits over four weeks”."),
}


def report_editor(
    session: Session,
    codes: Shelf,
    case: CaseId,
    found: ProgressReport | None,
    ways: tuple[Back, Callable[[], object], Callable[[], object]],
) -> Editor:
    """A draft of this case, or a new one. `ways` are the way back, what shows the paper of a saved draft, and what
    opens the next report, begun or not."""
    back, show_paper, open_next = ways
    form, held = _form(session, found), Held(found)
    signed = [one.id for one in reports_of(session.clinic.read, case) if one.signed_on]

    def show() -> None:
        row = held.row
        texts = draft_text(ProgressReportDraft, row or ProgressReportDraft())
        form.fill(texts | {"therapist": str(row.therapist) if row else ""})

    def command() -> Command:
        row = held.row
        return WriteReport(
            case, row.id if row else 0, row.version if row else 0, read_draft(ProgressReportDraft, form), len(signed)
        )

    show()
    base, begun = f"report:new:{case}", {} if found else _begun(session, case)
    name = f"report:{found.id}" if found else f"{base}:{len(signed)}"
    for one in () if found else signed:
        take_over_draft(session, f"report:{one}", name, begun)
    editor = row_editor(session, form, command, back, name)
    editor.save_button.setText(say("Save draft"))
    if found is None:
        form.begin_with(begun)
        _begin_at_first(session, form, case, begun["since"])
        editor.lead_to(say("Show what is there now"), open_next)
    show_left_over(session, editor, base, name, partial(_left_over, len(signed)))
    held.reread(editor, lambda row: progress_report(session.clinic.read, row.id), show)
    add_gone_button(session, editor, held, say("Remove draft"), lambda row: RetireReport(row.id, row.version), back)

    def sign() -> None:
        row, draft = held.row, read_draft(ProgressReportDraft, form)
        titles = {code: codes.title(code) for code in codes_of(session.clinic.read, case)}
        signing = SignReport(case, row.id if row else 0, row.version if row else 0, draft, titles, len(signed))
        saved: list[int] = []
        if editor.attempt(lambda: saved.append(session.run(signing))):
            form.forget_draft()
            back(saved[0])

    signing_button = button(say("Sign report"), sign)
    tip(signing_button, say("Signed, a report stays as it is, with what the record says now."))
    editor.add_button(signing_button, beside_save=True)
    if found:
        editor.add_button(button(say("Show paper"), show_paper))
    editor.put_above(_Known(session, form, case))
    _tell_signer(session, form, editor, signing_button)
    return editor


def _left_over(signed: int, typed: str) -> str:
    """How it came that something was typed into a report that was begun after so many signed ones."""
    if typed == str(signed):
        return say("This report was begun twice. You typed into the other one.")
    return say("You typed into the report before, and it was signed without that.")


def _tell_signer(session: Session, form: Form, editor: Editor, signing: QPushButton) -> None:
    """Only its therapist signs: the others are told so."""
    note = Text(say("Only its therapist can sign a report, signed in themselves."), "muted")
    editor.put_above(note)

    def look() -> None:
        own = session.clinic.person.therapist
        is_theirs = own is not None and form.values()["therapist"] == str(own)
        signing.setEnabled(is_theirs)
        note.setVisible(not is_theirs)

    form.fields["therapist"].changed.connect(look)
    look()


def _begin_at_first(session: Session, form: Form, case: CaseId, usual: str) -> None:
    """A discharge tells of the whole course, from the first visit on, unless somebody typed another day than the usual
    one."""
    first = next(iter(given_days(session.clinic.read, case)), None)
    whole = dates.printed(first) if first else usual

    def look() -> None:
        values = form.values()
        if values["since"] in (usual, whole):
            form.fields["since"].set_value(whole if values["kind"] == "discharge" else usual)

    form.fields["kind"].changed.connect(look)


class _Known(QWidget):
    """What the record says of the days that are typed, in short: the paper has all of it."""

    def __init__(self, session: Session, form: Form, case: CaseId) -> None:
        super().__init__()
        self._session, self._form, self._case = session, form, case
        self._lines = column(gap=0)
        self._seen = ("", "")
        self.setLayout(column(Text(say("What the record says"), "strong"), self._lines, gap=1))
        form.edited.connect(self.look)
        self.look()

    def look(self) -> None:
        """Read it again where other days were typed."""
        values = self._form.values()
        typed = values["since"], values["day"]
        if typed == self._seen:
            return
        self._seen = typed
        emptied(self._lines)
        today = self._session.clinic.clock.today()
        try:
            since, day = (dates.parse_date(one, today) for one in typed)
        except Unreadable:
            return
        figures = figures_of(self._session.clinic.read, self._case, (since, day), catalogue())
        made = facts(_told(figures))
        made.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(holder(made))


def _goal_told(one: GoalStanding) -> str:
    facts = {"name": one.name, "baseline": one.baseline, "now": one.now or say("not measured"), "target": one.target}
    told = say("{name}: baseline {baseline}, now {now}, goal {target}", **facts)
    return f"{told}. {one.reached}" if one.reached else told


def _told(figures: ReportFigures) -> tuple[tuple[str, str], ...]:
    goals = "\n".join(map(_goal_told, figures.goals))
    changes = say_many("{count} finding compared", "{count} findings compared", len(figures.changes))
    return (
        (say("Visits"), say("{count} in this period, {all} in all", count=figures.visits, all=figures.visits_in_all)),
        (say("Pain"), figures.pain),
        (say("Goals"), goals),
        (say("Measures"), "\n".join(one.sentence for one in figures.measures)),
        (say("Assessments"), changes if figures.changes else say("Two assessments are needed to compare them.")),
    )


def _form(session: Session, found: ProgressReport | None) -> Form:
    therapists = [(str(one.id), one.name) for one in therapist_page(session.clinic.read).rows]
    if found and str(found.therapist) not in dict(therapists):
        therapists.append((str(found.therapist), found.therapist_name))
    kinds = [(key, say(words)) for key, words in REPORT_KINDS.items()]
    words = [
        NoteField(part, say(label), _HINTS[part]() if part in _HINTS else "", lines=2 if part == "outlook" else 3)
        for part, label in REPORT_PARTS.items()
    ]
    return Form(
        [
            (ChoiceField("kind", say("Kind of report"), kinds), 3),
            (TextField("since", say("From")), 2),
            (TextField("day", say("Day of the report")), 2),
            (ChoiceField("therapist", say("Therapist"), [("", say("Choose a therapist")), *therapists]), 4),
            (TextField("next_on", say("Next one due by"), say("Empty: as the program says.")), 3),
        ],
        *words,
    )


def _begun(session: Session, case: CaseId) -> dict[str, str]:
    """A new report tells of the days since the last one, by whoever is signed in."""
    today = session.clinic.clock.today()
    therapists = therapist_page(session.clinic.read).rows
    own = session.clinic.person.therapist or (therapists[0].id if len(therapists) == 1 else "")
    return {
        "since": dates.printed(draft_begin(session.clinic.read, case, today)),
        "day": dates.printed(today),
        "therapist": str(own),
    }
