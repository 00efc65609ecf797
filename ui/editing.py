"""How a form becomes an editor of the open clinic: its draft, the command it makes, and the way back."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Generic, TypeVar

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.left_over import LeftOver
from ui.session import Session

RowT = TypeVar("RowT")
# The drafts about a row and about what would be added to it, by its table. A retired client's chart still opens, and
# a sale that was begun there waits for them.
_DRAFTS_ABOUT: dict[str, tuple[str, ...]] = {
    "alerts": ("alert:{row}",),
    "attachments": ("attachment:{row}",),
    "health_histories": ("history:{row}",),
    "health_flags": ("flag:{row}", "resolve:{row}"),
    "consents": ("consent:{row}",),
    "cases": (
        *("case:{row}", "policy:new:{row}", "prescription:new:{row}", "diagnosis:new:{row}"),
        *("authorization:new:{row}", "visit:new:{row}", "visit:new:planned:{row}", "payment:new:all:{row}"),
        *("contact:new:{row}", "benefit-call:case:{row}", "coverage-slips:case:{row}"),
        *("assessment:new:{row}", "treatment:new:{row}", "report:new:{row}"),
        *("body-map:new:{row}", "estimate:new:{row}", "estimate-request:new:{row}"),
        *("benefits:new:case:{row}", "credit:new:{row}", "denial:new:{row}"),
    ),
    "benefit_statements": ("benefits:{row}", "plan-payment:{row}"),
    "denials": ("denial:{row}", "denial-end:{row}", "denial-contact:new:{row}", "appeal:new:{row}"),
    "appeals": ("appeal:sent:{row}", "appeal:end:{row}"),
    "policies": ("policy:{row}",),
    "estimate_requests": ("estimate-request:{row}",),
    "restrictions": ("restriction:{row}",),
    "assessments": ("assessment:{row}",),
    "treatment_plans": ("treatment:{row}",),
    "progress_reports": ("report:{row}",),
    "letters": ("letter:{row}",),
    "scores": ("score:{row}",),
    "authorizations": ("authorization:{row}",),
    "body_maps": ("body-map:{row}",),
    "contacts": ("contact:{row}", "strike:{row}"),
    "follow_ups": ("follow-up:{row}",),
    # Not the note: where undo brings a visit back, what was half written about it is there too.
    "visits": ("visit:{row}", "payment:new:{row}", "payment:new:from:{row}", "write-off:new:{row}"),
    "payments": ("payment:{row}", "refund:new:{row}"),
    "prepaids": ("prepaid:{row}", "payment:sale:{row}", "ending:{row}", "renewal:{row}"),
    "prescribers": ("prescriber:{row}",),
    "prescriptions": ("prescription:{row}",),
    "diagnoses": ("diagnosis:{row}",),
    "payers": ("payer:{row}", "department:new:{row}", "contract:new:{row}", "supervision:new:{row}"),
    "departments": ("department:{row}",),
    "contracts": ("contract:{row}",),
    "supervision_answers": ("supervision:{row}",),
    "supervisors": ("supervisor:{row}",),
    "therapists": ("therapist:{row}", "credential:new:{row}"),
    "credentials": ("credential:{row}",),
    "services": ("service:{row}",),
    "phrases": ("phrase:{row}",),
    "staff": ("person:{row}",),
}
# Called with the id of the row that was saved, or 0.
Back = Callable[[int], object]


class Held(Generic[RowT]):
    """The row an editor changes, as it was last read; None for a new one. Its version is what Save goes by."""

    def __init__(self, row: RowT | None) -> None:
        """Holds what was read for the page."""
        self.row = row

    def reread(self, editor: Editor, again: Callable[[RowT], RowT], show: Callable[[], object]) -> None:
        """Let the editor read the row again once somebody else changed it; `show` fills the form with it."""

        def load() -> None:
            if self.row is not None:
                self.row = again(self.row)
            show()

        editor.reload_with(load)


def row_editor(
    session: Session, form: Form, command: Callable[[], Command], back: Back, name: str, title: str = ""
) -> Editor:
    """An editor of one row, new or not; `name` is its draft's. Leaves by `back` when it is saved or given up."""
    saved_row = [0]

    def save() -> None:
        saved_row[0] = session.run(command())

    editor = Editor(title, form, save)
    editor.keep_drafts(session.clinic.drafts, name)
    editor.saved.connect(lambda: back(saved_row[0]))
    editor.left.connect(lambda: back(0))
    editor.setFocusProxy(next(iter(form.fields.values())))
    return editor


def take_over_draft(session: Session, before: str, name: str, begun: Mapping[str, str]) -> None:
    """Keep under `name`, that of a new row, what was typed about a row that was signed meanwhile and has no form any
    more; `begun` is what the new one begins with. Where something was typed under `name` already, that goes first."""
    drafts = session.clinic.drafts
    # On a full disk it stays where it is.
    with suppress(StoreTrouble):
        kept = drafts.kept(before)
        if kept is None or drafts.kept(name) is not None:
            return
        drafts.keep(
            name,
            {
                key: [typed, "", *([begun[key]] if key in begun else [])]
                for key, typed in {**begun, **{key: entry[0] for key, entry in kept.items()}}.items()
            },
        )
        drafts.forget(before)


def show_left_over(
    session: Session,
    editor: Editor,
    base: str,
    own: str,
    words: Callable[[str], str],
    place: Callable[[str], Callable[[], object] | None] = lambda _: None,
) -> None:
    """Offer above the form what this person typed into others like it that came too late: drafts called `base`, or that
    and a number. `own` is the name of what this form keeps itself; `words` tell of a number, or "", how it came, and
    `place` gives what opens the form that it was typed into, None where only this one is left for it."""
    drafts = session.clinic.drafts
    known: tuple[str, ...] = ()
    with suppress(StoreTrouble):
        known = drafts.names(base)
    for name in known:
        number = name.removeprefix(base)
        if name != own and (not number or number.startswith(":")):
            number = number.removeprefix(":")
            editor.put_above(LeftOver(editor.form, (drafts, name), words(number), place(number)))


def forget_drafts_of_gone(session: Session, changes: Changes) -> None:
    """Drop the drafts about rows that were taken out of use."""
    gone = [(name, row) for table, rows in changes.retired.items() for name in _drafts_about(table) for row in rows]
    # One that stays on a full disk does no harm.
    with suppress(StoreTrouble):
        for name, row in gone:
            session.clinic.drafts.forget_of_all(name.format(row=row))


def _drafts_about(table: str) -> tuple[str, ...]:
    names = _DRAFTS_ABOUT.get(table, ())
    if table != "cases":
        return names
    # Imported here: the catalog is read when it is wanted, and the window stands sooner.
    from clinic_desktop.measures.loader import catalogue

    # One for each measure that may be scored in the case.
    return (*names, *(f"score:new:{key}:{{row}}" for key in catalogue()))


def add_gone_button(
    session: Session, editor: Editor, held: Held[RowT], words: str, gone: Callable[[RowT], Command], back: Back
) -> None:
    """A button that takes the row away, and with it what was typed about it; a new row has none."""

    def take_away() -> None:
        row = held.row
        if row is not None and editor.attempt(lambda: session.run(gone(row))):
            editor.form.forget_draft()
            back(0)

    if held.row is not None:
        made = button(words, take_away)
        # It asks for what saving the form does.
        made.does = say("Remove")
        editor.add_button(made)


def kept_editor(editor: Editor, session: Session, name: str, load: Callable[[], object]) -> Editor:
    """An editor that stays open: it says "Saved." and shows what is kept."""
    editor.keep_drafts(session.clinic.drafts, name)
    editor.reload_with(load)

    def on_saved() -> None:
        load()
        editor.banner.show_words("good", say("Saved."))

    editor.saved.connect(on_saved)
    return editor
