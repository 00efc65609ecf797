"""What a client asked to be kept from their plans, on a page of the chart."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.restrictions.model import ASKED_HOW, Restriction, ToldPaper
from clinic_desktop.restrictions.rules import paper_words, restriction_words
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column, emptied, holder, row
from ui.kit.text import ChipText, Text

# As many as a card is read for.
_MOST_PAPERS = 20


class RestrictionCard(QWidget):
    """`go` leads to a part of the chart, as "restriction/new" or "restriction/7"."""

    def __init__(self, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_restrictions`."""
        super().__init__()
        self._go = go
        self.add = button(say("Client asked for it"), lambda: go("restriction/new"), picture="plus")
        self._told = column(gap=1)
        heading = HeadLine([Text(say("Kept from the plan"), "heading", wrap=False)], [self.add])
        self.setLayout(column(card("", heading, self._told, gap=2)))

    def show_restrictions(self, asked: Sequence[Restriction], papers: Sequence[ToldPaper] = ()) -> None:
        """Show what the client asked for, what was taken back last; and the issued `papers` that tell of it."""
        emptied(self._told)
        if not asked:
            words = say(
                "Nothing. A client who pays a visit in full themselves may ask that their plan not be told of it; then "
                "it gets no superbill unasked, no statement and no claim."
            )
            self._told.addWidget(Text(words, "muted"))
        for one in sorted(asked, key=lambda one: one.taken_back_on is not None):
            self._told.addWidget(self._line(one))
        if papers:
            words = say(
                "These papers are issued and tell of such visits. Void those that did not go out yet; do not send the"
                " others again."
            )
            self._told.addWidget(Text(words, "strong"))
        for paper in papers[:_MOST_PAPERS]:
            self._told.addWidget(self._paper(paper))
        if len(papers) > _MOST_PAPERS:
            more = say_many("{count} more is among the documents.", "{count} more are among the documents.",
                            len(papers) - _MOST_PAPERS)  # fmt: skip
            self._told.addWidget(Text(more, "muted"))

    def _paper(self, one: ToldPaper) -> QWidget:
        """A link to it, whom it is for, and whether it went out."""
        link = button(paper_words(one), partial(self._go, f"{one.kind}/{one.item}"), "link")
        gone = say("sent {day}", day=dates.shown(one.sent_on)) if one.sent_on else say("not sent")
        told = Text(" · ".join(part for part in (one.to_name, gone) if part), "muted")
        line = row(link, told, gap=2)
        line.setStretch(1, 1)
        return holder(line)

    def _line(self, one: Restriction) -> QWidget:
        words = restriction_words(one)
        told = (
            say("Taken back on {day}", day=dates.shown(one.taken_back_on))
            if one.taken_back_on
            else say("Asked on {day}, {how}", day=dates.shown(one.asked_on), how=say(ASKED_HOW[one.how]).lower())
        )
        change = button(say("Change"), partial(self._go, f"restriction/{one.id}"), "link")
        change.setAccessibleName(say("Change: {what}", what=words))
        beside = Text(" · ".join(part for part in (told, one.note) if part), "muted")
        line = row(ChipText(words, "plain" if one.taken_back_on else "stop"), beside, change, gap=2)
        line.setStretch(1, 1)
        return holder(line)
