"""The page of an estimate that was issued: what it says, how it was delivered, its paper beside it."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from clinic_desktop.errors import Missing
from clinic_desktop.estimates.commands.estimates import VoidEstimate
from clinic_desktop.estimates.model.estimate import IssuedEstimate, number_words
from clinic_desktop.estimates.queries.issued import estimate_paper, issued_estimate
from clinic_desktop.estimates.rules.words import visits_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.estimates.delivering import DeliveryLog
from ui.handing import HandoutPage
from ui.kit.ask_void import AskVoid
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.layout import bring_into_view, emptied, holder, row, tab_through
from ui.kit.paper_bar import Handout
from ui.kit.text import ChipText
from ui.superbills.making import Making


class IssuedEstimatePage(HandoutPage):
    """`left` is called when the person goes back, `go` leads to another part of the chart."""

    topic = "61-estimates#issued"

    def __init__(self, making: Making, estimate: int, left: Callable[[], object], go: Callable[[str], object]) -> None:
        """Raises Missing where there is no such estimate of that client."""
        self._session, self._client, self._go = making.session, making.client, go
        self._found = self._read(estimate)
        title = say("Good Faith Estimate {number}", number=number_words(self._found.number))
        super().__init__(making.jobs, (title, say("The estimate as it was issued")), say("Coverage"), left)
        self._about, self._voiding = QVBoxLayout(), QVBoxLayout()
        self.log = DeliveryLog(self._session, self._found, self.go_back)
        self.replace = button(say("Make the next estimate"), lambda: go("estimate/new"))
        self.void = button(say("Void this estimate"), self._ask_void)
        self.lay_out(self._about, 1, self.log, 1, holder(row(self.replace, self.void, None)), self._voiding)
        self._session.keep_fresh(self, "estimates", "estimate_deliveries")

    @property
    def estimate(self) -> IssuedEstimate:
        """The estimate that is shown."""
        return self._found

    def begin_delivery(self) -> None:
        """The focus goes to the form of the delivery."""
        self.setFocusProxy(self.log)

    def reload(self) -> None:
        """Read it again: it can only have been delivered, or have become void."""
        self._found = self._read(self._found.id)
        emptied(self._about)
        self._tell()
        self.log.show_entries(self._found)
        self.void.setVisible(self._found.is_live)
        read, found = self._session.clinic.read, self._found
        number = number_words(found.number)
        name = say("Good Faith Estimate {number}", number=number)
        self.show_paper(
            Handout(
                f"estimate-{number.lower()}.pdf", name, lambda: estimate_paper(read, found), ("estimates", found.id)
            )
        )
        tab_through(self)

    def _read(self, estimate: int) -> IssuedEstimate:
        found = issued_estimate(self._session.clinic.read, estimate)
        if found.client != self._client:
            raise Missing(say("This estimate is another client’s."))
        return found

    def _tell(self) -> None:
        found = self._found
        replaces = ", ".join(map(number_words, found.replaces))
        pairs = [
            (say("Issued"), dates.shown(found.issued_on)),
            (say("For"), visits_words(found)),
            (say("Total"), money.shown(found.facts.total_cents)),
            (say("Treated by"), found.facts.therapist.name),
            (say("Replaces"), replaces),
        ]
        if found.voided_on:
            chip = ChipText(say("Void since {day}", day=dates.shown(found.voided_on)), "stop")
            self._about.addWidget(holder(row(chip, None)))
            pairs.append((say("Why it is void"), found.void_why))
        told = facts(pairs)
        told.setContentsMargins(0, 0, 0, 0)
        self._about.addWidget(holder(told))

    def _ask_void(self) -> None:
        emptied(self._voiding)
        found, session = self._found, self._session
        words = say("The paper says VOID from now on. This cannot be undone."), say("Void estimate")
        asked = AskVoid(words, lambda why: session.run(VoidEstimate(found.id, found.version, why)))
        asked.begin(session.clinic.drafts, f"void-estimate:{found.id}", self._on_voided, self._drop_void)
        self._voiding.addWidget(asked)
        asked.show()
        tab_through(self)
        asked.setFocus()
        bring_into_view(asked)

    def _drop_void(self) -> None:
        emptied(self._voiding)
        self.bar.print_button.setFocus()

    def _on_voided(self) -> None:
        self._drop_void()
        self.banner.show_words("good", say("It is void. Make the next estimate where visits are still to come."))
        self.replace.setFocus()
