"""What a call ends with: what it leaves open, what was read back, and a note."""

import json
from dataclasses import replace
from datetime import date, timedelta

from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.coverage.rules.calls import MOST_QUESTIONS
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.field_row import FieldRows
from ui.kit.fields import CheckField, NoteField, TextField
from ui.kit.form import Form, flag
from ui.kit.rows_field import RowsField

_ASK_AGAIN = timedelta(days=7)


class CallEnding(Form):
    """The lower end of the sheet, while a call goes on."""

    def __init__(self, today: date) -> None:
        """`today` is what the day to ask again follows from."""
        again = dates.shown(today + _ASK_AGAIN)

        def build() -> FieldRows:
            words = TextField("words", say("What is still open"))
            on = TextField("ask_again_on", say("Ask again on"), example=again)
            return (((words, 5), (on, 2)),)

        self.open = RowsField(
            "questions",
            say("Open questions"),
            build,
            add=say("Add a question"),
            row_name=lambda number: say("question {number}", number=number),
            most=MOST_QUESTIONS,
        )
        back = CheckField("read_back", say("Read back, disclaimer heard"))
        super().__init__(self.open, back, NoteField("note", say("Note"), lines=2))

    def show_call(self, draft: BenefitCallDraft) -> None:
        """Show what is noted."""
        rows = [{"words": one.words, "ask_again_on": one.ask_again_on} for one in draft.questions]
        self.fill({"questions": json.dumps(rows), "read_back": flag(draft.read_back), "note": draft.note})

    def show_questions(self, draft: BenefitCallDraft) -> None:
        """Show the questions that came or went with an answer; what else is typed here stays."""
        self.open.set_rows([{"words": one.words, "ask_again_on": one.ask_again_on} for one in draft.questions])

    def noted(self, draft: BenefitCallDraft) -> BenefitCallDraft:
        """The draft with what stands here."""
        typed = self.values()
        return replace(draft, questions=self.questions(), read_back=bool(typed["read_back"]), note=typed["note"])

    def questions(self) -> tuple[OpenQuestionDraft, ...]:
        """What stands in the rows, each at its place."""
        return tuple(OpenQuestionDraft(**one) for one in self.open.rows())
