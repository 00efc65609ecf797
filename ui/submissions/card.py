"""What became of a bill, on its page: whether it went in, what came, and how that compares with the estimate."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.store.reader import Reader
from clinic_desktop.submissions.model import COMPARED, BillStanding, EstimateAndOutcome, Submission
from clinic_desktop.submissions.queries.denied import way_to_denial
from clinic_desktop.submissions.queries.standing import bill_standing, estimate_and_outcome, submissions_of
from clinic_desktop.submissions.rules.compared import compared_words, span_words
from clinic_desktop.submissions.rules.standing import (
    denial_words,
    sent_words,
    shared_words,
    stage_words,
    standing_words,
)
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.layout import holder, row
from ui.kit.text import Chip, ChipText, Role, Text

# Of the width of the table: the name of an amount, and both amounts.
_SHARES = (3, 2, 2)
_LOOKS: dict[str, Chip] = {"denied": "stop", "partly": "warning", "paid": "good", "settled": "good"}


def standing_parts(read: Reader, bill: int, go: Callable[[str], object], *, is_client: bool) -> list[QWidget]:
    """The parts of a card, from top to bottom. `go` leads to a part of the chart, as "submission/new/12"; `is_client`
    where the client is the one who sends it in."""
    found = bill_standing(read, bill)
    way = way_to_denial(read, bill)
    parts: list[QWidget] = [_head(found, way, go), Text(standing_words(found, is_client=is_client))]
    shared = shared_words(found.answered)
    parts += [Text(shared, "muted")] if shared else []
    for one in found.denials:
        # The head has the button of one of them.
        if way != f"denial/{one.denial}":
            parts.append(button(denial_words(one), partial(go, f"denial/{one.denial}"), "link"))
    parts += [_line(one, go) for one in submissions_of(read, bill)]
    words = say("Mark as sent in again") if found.sent else say("Mark as sent in")
    parts.append(holder(row(button(words, partial(go, f"submission/new/{bill}"), "link", "plus"), None)))
    compared = estimate_and_outcome(read, bill)
    if compared:
        parts += [Text(say("Estimate and what came, a visit"), "strong"), holder(_table(compared))]
        parts.append(Text(compared_words(compared), "muted"))
        shown = button(say("Show the estimate"), partial(go, f"determination/{compared.determination}"), "link")
        parts.append(holder(row(shown, None)))
    return parts


def _head(found: BillStanding, denial: str, go: Callable[[str], object]) -> QWidget:
    """The stage; beside what the plan said no to what leads to its denial, or first to where it is entered."""
    chip = ChipText(stage_words(found.stage), _LOOKS.get(found.stage, "plain"))
    parts: list[QWidget] = [Text(say("What became of it"), "strong", wrap=False), chip]
    if denial:
        is_new = denial.startswith("denial/new")
        words = say("Enter denial") if is_new else say("Open denial")
        parts.append(button(words, partial(go, denial), "main" if is_new else "plain"))
    return holder(flow(*parts))


def _line(one: Submission, go: Callable[[str], object]) -> QWidget:
    words = say("Sent in {how}", how=sent_words(one))
    change = button(say("Change"), partial(go, f"submission/{one.id}"), "link")
    change.setAccessibleName(say("Change: {what}", what=words))
    line = row(Text(words, "muted"), change, gap=2)
    line.setStretch(0, 1)
    return holder(line)


def _table(found: EstimateAndOutcome) -> QGridLayout:
    """An amount a row, what was estimated and what came beside each other; in a narrow card a range takes two lines."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(step(2))
    grid.setVerticalSpacing(step(1))
    for place, share in enumerate(_SHARES):
        grid.setColumnStretch(place, share)
    for place, words in enumerate((say("Estimated"), say("Came")), 1):
        grid.addWidget(_amount(words, "muted"), 0, place)
    for at, one in enumerate(found.amounts, 1):
        grid.addWidget(Text(say(COMPARED[one.key])), at, 0)
        for place, span in enumerate((one.estimated, one.came), 1):
            grid.addWidget(_amount(span_words(span)), at, place)
    return grid


def _amount(words: str, role: Role = "body") -> Text:
    made = Text(words, role)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made
