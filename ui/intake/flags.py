"""The editors of one flag: raise it, put it right, resolve it; and one that is resolved, to read."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.clients.model import ClientId
from clinic_desktop.intake.commands.flags import ChangeFlag, NoteFlags, NoteModified, RaiseFlag, ResolveFlag
from clinic_desktop.intake.model.checklist import CHECKLIST, OTHERS
from clinic_desktop.intake.model.flags import FlagClearance, FlagDraft, FlagResolutionDraft, HealthFlag
from clinic_desktop.intake.queries.flags import clearances, health_flag
from clinic_desktop.intake.rules.words import clearance_words, noted_words, resolution_words
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, row_editor
from ui.intake.columns import LEVEL_WORDS
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import column, emptied, holder
from ui.kit.suggest import suggest
from ui.kit.text import Text
from ui.kit.words_field import WordsField
from ui.session import Session

Go = Callable[[str], object]


class FlagForm(Form):
    """What was found, when and where, and what is done otherwise because of it."""

    def __init__(self, key: str = "") -> None:
        """`key` is what was found, of a flag that is on record; of a new one it is chosen."""
        self._key = key
        kinds = [
            (one.key, say("{flag} · {level}", flag=say(one.words), level=say(LEVEL_WORDS[one.level])))
            for one in CHECKLIST.values()
        ]
        found_on = TextField("found_on", say("Found on"), example="11/20/2026")
        kind = None if key else ChoiceField("key", say("What was found"), [("", say("Choose")), *kinds])
        super().__init__(
            [(found_on, 2), (None, 5)] if kind is None else [(kind, 5), (found_on, 2)],
            WordsField("to_do", say("What to do")),
            TextField("words", say("What it is"), say("A few words, as they stand in the head of the chart.")),
            TextField("region", say("Where"), example=say("left calf")),
            TextField(
                "modification", say("What is done otherwise"), say("It stands with the flag in the head of the chart.")
            ),
            NoteField("note", say("Note"), lines=3),
        )
        # What was offered for the kind that was chosen; what a person typed over it stays.
        self._offered = ""
        self.edited.connect(self.follow)

    def draft(self) -> FlagDraft:
        """What was typed."""
        return read_draft(FlagDraft, self, **({"key": self._key} if self._key else {}))

    def follow(self) -> None:
        """Ask for what this kind of flag has."""
        values = {"key": self._key} | self.values()
        kind = CHECKLIST.get(values["key"])
        to_do = self.fields["to_do"]
        assert isinstance(to_do, WordsField)
        to_do.show_words(say(kind.to_do) if kind else "")
        to_do.setVisible(kind is not None)
        self.fields["words"].setVisible(values["key"] in OTHERS)
        self.fields["region"].setVisible(kind is not None and kind.level == "local")
        self.fields["modification"].setVisible(kind is not None and kind.level != "urgent")
        offer = say(kind.modification) if kind and kind.modification else ""
        if values["modification"] == self._offered and offer != self._offered:
            self._offered = offer
            self.fields["modification"].set_value(offer)

    def show_flag(self, found: HealthFlag | None, draft: FlagDraft) -> None:
        """A saved flag, or a new one; nothing is offered over what is saved."""
        self.fill(draft_text(FlagDraft, found or draft))
        self._offered = self.values()["modification"] if found is None else "\n"
        self.follow()


def flag_editor(
    session: Session, client: ClientId, found: HealthFlag | None, ways: tuple[Back, Go], key: str = ""
) -> Editor:
    """One flag that is open, or a new one that begins as one of this kind. `ways` are the way back and what opens
    another part of the chart."""
    back, go = ways
    form, held = FlagForm(found.key if found else ""), Held(found)
    today = dates.printed(session.clinic.clock.today())

    def show() -> None:
        form.show_flag(held.row, FlagDraft(found_on=today))

    def command() -> Command:
        draft, row = form.draft(), held.row
        return ChangeFlag(row.id, row.version, draft) if row else RaiseFlag(client, draft)

    show()
    editor = row_editor(session, form, command, back, f"flag:{found.id}" if found else f"flag:new:{client}")
    held.reread(editor, lambda row: health_flag(session.clinic.read, row.id), show)
    form.follow()
    if found:
        if noted := noted_words(found):
            editor.put_above(Text(noted, "muted"))
        if found.level != "urgent":
            for words, noting in ((say("Still so today"), NoteFlags), (say("Modified today"), NoteModified)):
                editor.add_button(button(words, _noting(session, editor, noting((found.id,)))))
        editor.add_button(button(say("Resolve"), partial(go, f"resolve/{found.id}")))
    elif key in CHECKLIST:
        form.begin_with({"key": key})
        form.follow()
    return editor


def resolve_editor(session: Session, found: HealthFlag, prescribers: Sequence[str], back: Back) -> Editor:
    """How a flag is resolved; `prescribers` are offered as who gave a clearance."""
    hows = [
        ("", say("Choose")),
        ("note", say("By a note: it is safe, or it was something else")),
        ("clearance", say("By a prescriber’s clearance")),
    ]
    by = TextField("cleared_by", say("Cleared by"), say("The name of the prescriber."), example=say("Dr. Ana Lee"))
    suggest(by.box, prescribers)
    words = NoteField("words", "", lines=4)
    until = TextField("until_on", say("Counts until"), say("Empty: no end."))
    form = Form(
        [
            (ChoiceField("how", say("How it is resolved"), hows), 4),
            (TextField("resolved_on", ""), 2),
            (until, 2),
            (by, 4),
        ],
        words,
    )
    held, above = Held(found), column(gap=0)

    def ends() -> bool:
        values = form.values()
        return values["how"] == "clearance" and bool(values["until_on"].strip())

    def follow() -> None:
        is_cleared = form.values()["how"] == "clearance"
        for field in (by, until):
            field.setVisible(is_cleared)
        until.show_hint(say("The flag stays open.") if ends() else say("Empty: no end."))
        form.fields["resolved_on"].relabel(say("Day of the clearance") if is_cleared else say("Resolved on"))
        words.relabel(say("What the prescriber said") if is_cleared else say("What it was, or why it is safe"))

    def command() -> Command:
        row = held.row
        assert row
        return ResolveFlag(row.id, row.version, read_draft(FlagResolutionDraft, form))

    def show() -> None:
        emptied(above)
        if held.row:
            above.addWidget(_told(held.row, clearances(session.clinic.read, held.row.id)))
        form.fill({"resolved_on": dates.printed(session.clinic.clock.today())})
        follow()

    show()
    form.edited.connect(follow)
    editor = row_editor(session, form, command, back, f"resolve:{found.id}")

    def name_it() -> None:
        words = say("Save clearance") if ends() else say("Resolve")
        editor.save_button.setText(words)
        editor.save_button.setAccessibleName(words)

    form.edited.connect(name_it)
    held.reread(editor, lambda row: health_flag(session.clinic.read, row.id), show)
    follow()
    name_it()
    editor.put_above(holder(above))
    return editor


def resolved_view(session: Session, found: HealthFlag, back: Back) -> Editor:
    """A flag that is resolved, to read: nothing of it is changed any more."""
    return read_only(_told(found, clearances(session.clinic.read, found.id)), back)


def read_only(told: QWidget, back: Back) -> Editor:
    """Something to read, with the way back."""
    editor = Editor("", Form(), lambda: None)
    editor.put_above(told)
    editor.save_button.hide()
    editor.cancel_button.setText(say("Back"))
    editor.cancel_button.setAccessibleName(say("Back"))
    editor.left.connect(lambda: back(0))
    editor.setFocusProxy(editor.cancel_button)
    return editor


def _noting(session: Session, editor: Editor, command: Command) -> Callable[[], None]:
    def note() -> None:
        if editor.attempt(lambda: session.run(command)):
            editor.go_back()

    return note


def _told(found: HealthFlag, ended: Sequence[FlagClearance]) -> QWidget:
    """All that is on record about a flag, with the clearances of it that end."""
    kind = CHECKLIST.get(found.key)
    resolved = dates.shown(found.resolved_on) if found.resolved_on else ""
    pairs = (
        (say("Level"), say(LEVEL_WORDS[found.level])),
        (say("Found on"), dates.shown(found.found_on)),
        (say("What to do"), say(kind.to_do) if kind and found.is_open else ""),
        (say("What is done otherwise"), found.modification),
        (say("Note"), found.note),
        (say("Noted"), noted_words(found)),
        (say("Clearances"), "\n".join(map(clearance_words, ended))),
        (say("How it was resolved"), resolution_words(found)),
        (say("Cleared by"), found.cleared_by),
        (say("Resolved on"), resolved),
        (say("Why"), found.resolution_words),
        (say("Written down by"), found.resolver),
    )
    told = facts(pairs)
    told.setContentsMargins(0, 0, 0, 0)
    return holder(told)
