"""The page of a letter that was issued: what it is, how it went out, its paper beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from clinic_desktop.cases.queries import case
from clinic_desktop.errors import Missing
from clinic_desktop.letters.commands.letters import VoidLetter, WriteLetter
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import VOICES, Letter
from clinic_desktop.letters.queries.letters import kept_letter, letter, packets_waiting
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.handing import HandoutPage
from ui.kit.ask_void import AskVoid
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.layout import bring_into_view, emptied, holder, row, tab_through
from ui.kit.paper_bar import Handout
from ui.kit.text import ChipText
from ui.letters.sending import SendingLog
from ui.superbills.kept_paper import KEPT, KeptPaper
from ui.superbills.making import Making


class LetterPage(HandoutPage):
    """`left` is called when the person goes back, `go` leads to another part of the chart."""

    topic = "66-letters#issued"

    def __init__(self, making: Making, row_id: int, left: Callable[[], object], go: Callable[[str], object]) -> None:
        """Raises Missing where there is no such letter of that client."""
        self._making, self._session, self._client, self._go = making, making.session, making.client, go
        self._found = self._read(row_id)
        title = say(self._found.row.title)
        home = say("Denial") if self._found.draft.denial else say("Letters")
        super().__init__(making.jobs, (title, say("The letter as it was issued")), home, left)
        self._about, self._voiding = QVBoxLayout(), QVBoxLayout()
        self.log = SendingLog(self._session, self._found, self._to(), self.go_back)
        self.replace = button(say("Write the one that comes instead"), self._replace)
        self.void = button(say("Void this letter"), self._ask_void)
        self.kept = KeptPaper(self._session, self.bar, (say("Void this letter"), self._ask_void))
        self.lay_out(
            self.kept.asked,
            self._about,
            1,
            self.log,
            1,
            holder(row(self.replace, self.void, None)),
            self._voiding,
            above=self.kept,
        )
        self._session.keep_fresh(self, "letters", "disclosures", "packets", *KEPT)

    @property
    def letter(self) -> Letter:
        """The letter that is shown."""
        return self._found

    def reload(self) -> None:
        """Read it again: it can only have been sent, or have become void."""
        self._found = self._read(self._found.row.id)
        emptied(self._about)
        self._tell()
        is_void, is_asked = self._found.row.voided_on is not None, self._voiding.count() > 0
        self.log.show_entries(self._found)
        if is_asked:
            self.log.put_away()
        self.void.setVisible(not is_void and not is_asked)
        self.replace.setVisible(is_void)
        found, read = self._found, self._session.clinic.read
        kind = found.row.kind.replace("_", "-")
        name = say("{title} {number}", title=say(found.row.title), number=found.row.id)
        self.kept.look(found.row.client, "letter", found.row.id)
        self.show_paper(
            Handout(f"{kind}-{found.row.id}.pdf", name, lambda: kept_letter(read, found), ("letters", found.row.id))
        )
        tab_through(self)

    def _read(self, row_id: int) -> Letter:
        found = letter(self._session.clinic.read, row_id)
        if found.row.client != self._client:
            raise Missing(say("This letter is another client’s."))
        return found

    def _to(self) -> tuple[str, int]:
        """Whom it is written to, with the payer of the case: what the client or the prescriber signs goes to them."""
        found, read = self._found, self._session.clinic.read
        voice = found.paper.voice if found.paper else ""
        if voice == "member":
            return "client", 0
        if voice == "prescriber":
            return "prescriber", 0
        to = shipped(found.row.kind).to
        policies = policy_page(read, case(read, found.row.case).id).rows
        return to, policies[0].payer if to == "payer" and policies else 0

    def _tell(self) -> None:
        found = self._found
        paper = found.paper
        pairs = [
            (say("To"), found.row.to_whom),
            (say("Issued"), dates.shown(found.row.issued_on) if found.row.issued_on else ""),
            (say("Who speaks"), say(VOICES[paper.voice]) if paper else ""),
        ]
        if found.row.voided_on:
            chip = ChipText(say("Void since {day}", day=dates.shown(found.row.voided_on)), "stop")
            self._about.addWidget(holder(row(chip, None)))
            pairs.append((say("Why it is void"), found.void_why))
        if found.replaces:
            words = button(say("Show the letter it replaces"), lambda: self._go(f"letter/{found.replaces}"), "link")
            self._about.addWidget(holder(row(words, None)))
        told = facts(pairs)
        told.setContentsMargins(0, 0, 0, 0)
        self._about.addWidget(holder(told))

    def _replace(self) -> None:
        found = self._found
        again = WriteLetter(found.row.case, 0, 0, found.draft, found.titles, found.row.id)
        self._go(f"letter/{self._session.run(again)}")

    def _ask_void(self) -> None:
        emptied(self._voiding)
        # One open form at a time.
        self.log.put_away()
        self.void.hide()
        found, session = self._found, self._session
        waiting = packets_waiting(session.clinic.read, found.row.id)
        asked = AskVoid(
            (say("The paper says VOID from now on. This cannot be undone."), say("Void letter")),
            lambda why: session.run(VoidLetter(found.row.id, found.row.version, why)),
            first=_waiting_words(waiting) if waiting else "",
        )
        asked.begin(session.clinic.drafts, f"void-letter:{found.row.id}", self._on_voided, self._drop_void)
        self._voiding.addWidget(asked)
        asked.show()
        tab_through(self)
        asked.setFocus()
        bring_into_view(asked)

    def _drop_void(self) -> None:
        emptied(self._voiding)
        self.log.show_entries(self._found)
        self.void.setVisible(self._found.row.voided_on is None)
        self.bar.print_button.setFocus()

    def _on_voided(self) -> None:
        self._drop_void()
        self.banner.show_words("good", say("It is void. Tell whoever has it, and write the one that comes instead."))
        self.replace.setFocus()


def _waiting_words(numbers: Sequence[int]) -> str:
    """In which packets it waits to be sent: with it void they must not go out."""
    listed = ", ".join(map(str, numbers))
    return say_many(
        "Packet no. {numbers} holds it and is not sent yet. With the letter void it does not go out: void it too, and"
        " make one with the letter that comes instead.",
        "Packets no. {numbers} hold it and are not sent yet. With the letter void they do not go out: void them too,"
        " and make one with the letter that comes instead.",
        len(numbers),
        numbers=listed,
    )
