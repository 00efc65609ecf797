"""The statements on the coverage page of a chart, and what a payer allowed, on its page."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.benefit_statements.loader import known_reasons, reasons_trouble
from clinic_desktop.benefit_statements.model import PayerLesson, StatementRow
from clinic_desktop.benefit_statements.queries.brought_back import of_case, of_payer
from clinic_desktop.benefit_statements.queries.learned import payer_lessons, policy_lessons
from clinic_desktop.benefit_statements.queries.statements import statement_page
from clinic_desktop.benefit_statements.queries.taking import to_take
from clinic_desktop.benefit_statements.rules.brought import brought_words
from clinic_desktop.benefit_statements.rules.words import denied_words, lesson_words
from clinic_desktop.cases.model import CaseId
from clinic_desktop.payers.model import Payer
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.benefit_statements.columns import LESSON_COLUMNS, STATEMENT_COLUMNS
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.layout import card, column, emptied, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_ROWS = 8


class StatementList(QWidget):
    """The statements of a case; `go` leads to a part of the chart, as "benefits/12"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_case`."""
        super().__init__()
        self._session, self._case = session, 0
        self._model = PagedModel(self._fetch, STATEMENT_COLUMNS)
        self.table = Table(say("Benefit statements"), self._model, "", rows=_MOST_ROWS)
        self.table.opened.connect(lambda found: go(f"benefits/{found.id}"))
        self.enter = button(say("Enter benefit statement"), lambda: go("benefits/new"), picture="plus")
        self._sums, self._taught = Text(role="muted"), column(gap=1)
        heading = row(Text(say("Benefit statements"), "heading", wrap=False), None, self.enter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card("", heading, self._sums, self.table, self._taught, gap=2))

    def show_case(self, case: int, policies: Sequence[PolicyRow]) -> None:
        """Show the statements of this case, 0 for none, and what the plans of its policies teach; without a policy
        there is nobody who could have sent one."""
        self._case, has_policy = case, bool(policies)
        emptied(self._taught)
        for one in policies:
            for lesson in policy_lessons(self._session.clinic.read, one.id):
                said = denied_words(lesson.denied, lesson.lines, lesson.reasons, known_reasons())
                self._taught.addWidget(Text(" ".join(filter(None, (lesson_words(lesson, one.payer_name), said)))))
        self.enter.setEnabled(bool(case) and has_policy)
        self.table.say_empty(
            say(
                "No statement yet. Enter what the plan answered: later estimates go by what it allowed. For a superbill"
                " begin on its page, under Documents."
            )
            if has_policy
            else say("A policy comes first: a statement is from the plan behind it.")
        )
        words = self._words() if case else ""
        self._sums.setText(words)
        self._sums.setVisible(bool(words))
        self._model.reload()

    def _words(self) -> str:
        """What the superbills of the case brought, and what of it the clinic has still to take."""
        read = self._session.clinic.read
        due = to_take(read, self._case)
        words = say(
            "{cents} that plans paid to the clinic are on record in no payment yet: open the statement and press"
            " “Take as payment”.",
            cents=money.shown(due),
        )
        return " ".join(filter(None, (brought_words(of_case(read, CaseId(self._case))), words if due else "")))

    def _fetch(self, after: Cursor | None) -> Page[StatementRow]:
        return statement_page(self._session.clinic.read, CaseId(self._case), after)


class LessonCard(QWidget):
    """What a payer allowed, by plan and code, with how many statements say so."""

    def __init__(self, session: Session, payer: Payer) -> None:
        """Reads itself again when statements change."""
        super().__init__()
        self._session, self._payer = session, payer
        self._lessons: tuple[PayerLesson, ...] = ()
        self._model = PagedModel(lambda _: Page(self._lessons, None), LESSON_COLUMNS)
        self.table = Table(
            say("What it allowed"),
            self._model,
            say("No statement of this payer yet. What clients bring back teaches what it allows for each code."),
            rows=_MOST_ROWS,
        )
        self._sums, self._denied = Text(role="muted"), column(gap=1)
        about = Text(
            say(
                "By its benefit statements: of each code the newest five. Estimates go by them where no contract does."
            ),
            "muted",
        )
        self._trouble = Banner()
        title = Text(say("What it allowed"), "heading", wrap=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card("", title, about, self._trouble, self._sums, self.table, self._denied, gap=2))
        if reasons_trouble():
            self._trouble.show_words("warning", reasons_trouble())
        self.reload()
        session.keep_fresh(
            self, *("benefit_statements", "benefit_lines", "bills", "policies", "contracts", "payers", "visits")
        )

    def reload(self) -> None:
        """Read everything again."""
        read = self._session.clinic.read
        self._lessons = payer_lessons(read, self._payer.id)
        self._model.reload()
        words = brought_words(of_payer(read, self._payer.id))
        self._sums.setText(words)
        self._sums.setVisible(bool(words))
        emptied(self._denied)
        for one in self._lessons:
            said = denied_words(one.denied, one.lines, one.reasons, known_reasons())
            if said:
                plan = one.plan_name or say("No plan named")
                facts = {"plan": plan, "code": one.procedure_code, "words": said}
                self._denied.addWidget(Text(say("{plan}, {code}: {words}", **facts), "small"))


def lessons(session: Session, payer: Payer) -> QWidget:
    """The card of a payer's page."""
    return LessonCard(session, payer)
