"""The checklist of flags as a form: every question once, by its level."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinic_desktop.clients.model import ClientId
from clinic_desktop.intake.commands.flags import GoOverFlags
from clinic_desktop.intake.model.checklist import CHECKLIST
from clinic_desktop.intake.model.flags import LEVELS, OpenFlag, Screening, ScreeningDraft
from clinic_desktop.intake.queries.flags import last_answers, open_flags
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, row_editor
from ui.intake.question import FlagQuestionField
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.field import Field
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.grid import step
from ui.kit.layout import bring_into_view, column, holder, row
from ui.kit.text import Text
from ui.session import Session


class LevelField(Field):
    """The heading of a level, and a button that answers what is left of it with no. It has no value."""

    def __init__(self, level: str, questions: Sequence[FlagQuestionField]) -> None:
        """`level` is a key of LEVELS, `questions` those of it."""
        self._questions = questions
        title, why = (say(words) for words in LEVELS[level])
        self.rest = button(say("The rest: no"), self._on_rest)
        self.rest.setAccessibleName(say("The rest: no. {level}", level=title))
        words = column(Text(title, "strong"), Text(why, "muted"))
        words.setSpacing(step(1) // 2)
        line = row(words, self.rest, gap=2)
        line.setStretch(0, 1)
        line.setContentsMargins(0, step(2), 0, step(1) // 2)
        super().__init__(f"level_{level}", title, "", holder(line), labelled=False)
        self.setFocusProxy(self.rest)

    def value(self) -> str:
        """Always ""."""
        return ""

    def set_value(self, value: str) -> None:
        """Nothing."""

    def _on_rest(self) -> None:
        for one in self._questions:
            # What is open is answered for itself: a no would end it.
            if not (one.is_answered() or one.is_open):
                one.answer("no")


def checklist_form(last: Mapping[str, Screening], flags: Mapping[str, OpenFlag]) -> Form:
    """`last` is when each question was asked last, `flags` those that are open, both by the key of the question."""
    day = TextField("asked_on", say("Asked on"), say("What you leave open counts as not asked."))
    rows: list[Field | list[tuple[Field | None, int]]] = [[(day, 2), (None, 3)]]
    questions: list[FlagQuestionField] = []
    for level in LEVELS:
        of_level = [
            FlagQuestionField(kind, _asked(last.get(kind.key), kind.key, flags.get(kind.key)), flags.get(kind.key))
            for kind in CHECKLIST.values()
            if kind.level == level
        ]
        rows += [LevelField(level, of_level), *of_level]
        questions += of_level
    form = Form(*rows)
    layout = form.layout()
    assert layout
    # Closer than other forms: it is one list to go down.
    layout.setSpacing(step(1) // 2)
    for at, one in enumerate(questions):
        one.moved.connect(partial(_move, questions, at))
    return form


def checklist_editor(session: Session, client: ClientId, back: Back) -> Editor:
    """The checklist, nothing answered yet."""
    read = session.clinic.read
    flags = {one.key: one for one in open_flags(read, client)}
    form = checklist_form(last_answers(read, client), flags)
    form.fill({"asked_on": dates.printed(session.clinic.clock.today())})
    questions = [one for one in form.fields.values() if isinstance(one, FlagQuestionField)]

    def command() -> Command:
        answers, seen = tuple(filter(None, (one.draft() for one in questions))), tuple(flags)
        day = form.values()["asked_on"]
        # What others did meanwhile is on the screen before it is answered for.
        now = {one.key: one for one in open_flags(read, client)}
        if now != flags:
            _stand(questions, last_answers(read, client), flags, now)
            flags.clear()
            flags.update(now)
        return GoOverFlags(client, ScreeningDraft(day, answers, seen))

    editor = row_editor(session, form, command, lambda _: back(0), f"checklist:new:{client}")
    words = say("Y and N answer and go on; the arrows go up and down. Yes to an open flag: it is still so.")
    editor.put_above(Text(words, "muted"))
    editor.setFocusProxy(questions[0])
    return editor


def _stand(
    questions: Sequence[FlagQuestionField],
    last: Mapping[str, Screening],
    before: Mapping[str, OpenFlag],
    now: Mapping[str, OpenFlag],
) -> None:
    """Show how the questions stand by now whose flags are others than before."""
    for one in questions:
        flag = now.get(one.key)
        if flag != before.get(one.key):
            one.stand(_asked(last.get(one.key), one.key, flag), flag)


def _asked(last: Screening | None, key: str, flag: OpenFlag | None) -> str:
    if flag:
        return say("Open since {day}", day=dates.shown(flag.found_on))
    if last is None:
        return ""
    answer = say("yes") if last.answers[key] == "yes" else say("no")
    return say("{day}: {answer}", day=dates.shown(last.asked_on), answer=answer)


def _move(questions: list[FlagQuestionField], at: int, by: int) -> None:
    """From one question to the next; past the last one to the button that saves, as Tab would."""
    if 0 <= at + by < len(questions):
        following: QWidget = questions[at + by]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_view(following)
    elif by > 0:
        questions[at].leave()
