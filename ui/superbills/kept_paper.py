"""Stands above an issued paper that tells a payer of what the client keeps from it: says so, says what to do, and asks
why before the paper is printed or saved all the same."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.restrictions.model import ToldPaper
from clinic_desktop.restrictions.queries import told_papers
from clinic_desktop.restrictions.rules import stop_words, was_right
from clinic_desktop.superbills.commands.acceptances import HandOutAnyway
from clinic_desktop.superbills.queries.preflight import acceptances
from clinic_desktop.wording import say
from ui.kit.banner import Banner, Kind
from ui.kit.layout import bring_into_view, card, column, emptied, holder, tab_through
from ui.kit.paper_bar import PaperBar
from ui.kit.text import Text
from ui.session import Session
from ui.superbills.reason import ReasonForm

_RULE = "kept-paper"
# The tables that it is read from, besides those of the papers.
KEPT = ("restrictions", "acceptances")
# What voids a paper: the words of its button, and what asks why.
Voids = tuple[str, Callable[[], object]]


class KeptPaper(QWidget):
    """Hidden where the paper tells nothing that the client keeps from its payer. `asked` is where the reason is asked
    for: a page puts it where it scrolls."""

    topic = "30-coverage#kept-paper"

    def __init__(self, session: Session, bar: PaperBar, voids: Voids) -> None:
        """`bar` hands the paper out."""
        super().__init__()
        self._session, self._bar, self._voids = session, bar, voids
        self._found: ToldPaper | None = None
        self._client = 0
        self.banner = Banner()
        self.form: ReasonForm | None = None
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.asked = holder(self._place)
        self.asked.hide()
        self.setLayout(column(self.banner))
        self.hide()

    def look(self, client: int, kind: str, item: int) -> None:
        """Look whether this paper of the client does: "bill", "letter" or "packet" with its row."""
        clinic, self._client = self._session.clinic, client
        papers = told_papers(clinic.read, client, clinic.clock.today())
        found = next((one for one in papers if (one.kind, one.item) == (kind, item)), None)
        if self._found != found:
            self._drop_form()
        self._found = found
        self.setVisible(found is not None)
        if found is None:
            self._bar.ask_first(None)
            return
        reason = self._reason(found)
        words = stop_words(found)
        if reason:
            words = say("{stop} Handed out all the same: “{why}”.", stop=words, why=reason.rstrip("."))
        looks: Kind = "warning" if was_right(found) else "stop"
        self.banner.show_words(looks, words, self._voids if found.sent_on is None else None)
        self._bar.ask_first(None if reason else self._ask)

    def _reason(self, found: ToldPaper) -> str:
        """Why it may be handed out all the same, "" where nobody said."""
        fact = _fact(found)
        given = acceptances(self._session.clinic.read, self._client)
        return next((one.reason for one in given if (one.rule, one.fact) == (_RULE, fact)), "")

    def _ask(self, then: Callable[[], object]) -> None:
        """Ask why, then go on."""
        found = self._found
        assert found
        self._drop_form()

        def keep(reason: str) -> None:
            self._session.run(HandOutAnyway(self._client, _RULE, (_fact(found),), reason))
            self._drop_form()
            then()

        drafts = self._session.clinic.drafts
        self.form = ReasonForm(keep, drafts, "kept-paper", (_RULE, f"{found.kind}:{found.item}"))
        self.form.editor.save_button.setText(say("Keep reason and go on"))
        self.form.left.connect(self._drop_form)
        words = Text(say("Why does it leave the clinic all the same? The payer must not get it."))
        self._place.addWidget(card("", words, self.form, gap=1))
        self.asked.show()
        tab_through(self.asked)
        self.form.setFocus()
        bring_into_view(self.asked)

    def _drop_form(self) -> None:
        had_focus = self.form is not None and self.form.isAncestorOf(self.asked.focusWidget() or self)
        self.form = None
        emptied(self._place)
        self.asked.hide()
        if had_focus:
            self._bar.print_button.setFocus()


def _fact(found: ToldPaper) -> str:
    """What a reason is about: one more demand asks again."""
    demands = ",".join(map(str, sorted({one.by.id for one in found.kept})))
    return f"{found.kind}:{found.item}:{demands}"[:500]
