"""A determination that was kept: its summary for the client and its reasoning for the file, as they are printed."""

from collections.abc import Callable
from functools import partial

from clinic_desktop.cases.queries import case
from clinic_desktop.clients.model import ClientId
from clinic_desktop.coverage.document.papers import reasoning_pdf, summary_pdf
from clinic_desktop.coverage.queries.papers import determination_paper
from clinic_desktop.errors import Missing
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.handing import HandoutPage
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.layout import row
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session

_WHOSE = {
    "summary": mark("For the client: plain words, what to ask, what to bring, and the estimate."),
    "reasoning": mark("For the file: what it stood on, each rule that spoke, and its source."),
}


class DeterminationPage(HandoutPage):
    """Opens on the summary. It never changes, so it is read once."""

    topic = "35-wizard#summary"

    def __init__(
        self, session: Session, jobs: Jobs, place: tuple[ClientId, int], back: tuple[str, Callable[[], object]]
    ) -> None:
        """`place` is the client with the row of the determination, `back` where the way back leads to, in words and in
        deed. Raises Missing where there is none of that client."""
        client, determination = place
        back_words, left = back
        name = say("The paper of this determination")
        read = session.clinic.read
        self.paper = determination_paper(read, determination)
        found = self.paper.determination
        title = say("Coverage as of {day}", day=dates.shown(found.made_on))
        super().__init__(jobs, (title, name), back_words, left)
        if case(read, found.case).client != client:
            raise Missing(say("This coverage summary is another client’s."))
        words = {"summary": say("Coverage summary"), "reasoning": say("Reasoning")}
        self.choices = {key: button(title, partial(self.show_which, key), "tab") for key, title in words.items()}
        self._whose = Text("", "muted")
        self.lay_out(Text(found.headline, "strong"), 1, row(*self.choices.values(), None, gap=2), self._whose)
        self.show_which("summary")

    def show_which(self, key: str) -> None:
        """Show one of the two papers; Print and Save are about this one."""
        for one, made in self.choices.items():
            made.setChecked(one == key)
        self._whose.setText(say(_WHOSE[key]))
        number, paper = self.paper.determination.id, self.paper
        if key == "summary":
            pdf, title = summary_pdf(paper), say("Coverage summary {number}", number=number)
        else:
            pdf, title = reasoning_pdf(paper), say("Reasoning {number}", number=number)
        self.show_paper(Handout(f"coverage-{key}-{number}.pdf", title, lambda: pdf, ("determinations", number)))
