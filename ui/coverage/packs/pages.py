"""The pages of a rule pack: what it says, why it cannot be read, and what comes of accepting or removing it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.coverage.model.own_packs import PackMove
from clinic_desktop.coverage.queries.own_packs import has_payer
from clinic_desktop.coverage.rules.pack_changes import pack_changes
from clinic_desktop.wording import say
from ui.coverage.packs.lines import PackLine, facts_words, head_words, wrong_lines
from ui.coverage.packs.rules import changes_card, rules_card
from ui.coverage.packs.trying import ClientsTried
from ui.coverage.rows import breakable
from ui.jobs import Jobs
from ui.kit.banner import Banner, Kind
from ui.kit.buttons import Button, button
from ui.kit.foot import Foot
from ui.kit.grid import step
from ui.kit.keys import is_escape
from ui.kit.layout import Part, card, column, holder, row
from ui.kit.text import Text
from ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

# In steps of the grid, so that larger letters get a wider column.
_LINE_WIDE = 10


class Deciding(NamedTuple):
    """What a page asks to decide: its title, the words of its main button, and what that does."""

    title: str
    words: str
    act: Callable[[], object]


class RulePage(QWidget):
    """A page over the list of rule packs: the way back above it, Esc goes back too."""

    left = Signal()

    def __init__(self, *parts: Part) -> None:
        """Around these parts."""
        super().__init__()
        self._back = button(say("Coverage rules"), self.left.emit, "link", "back")
        self.setLayout(column(row(self._back, None), *parts, None, gap=2))
        self.setFocusProxy(self._back)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        if is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def look_page(line: PackLine, save: Callable[[], object], remove: Callable[[], object]) -> RulePage:
    """What a pack says. One of the clinic can be saved and removed; one that is set aside says why."""
    parts: list[Part] = [Text(breakable(line.head.title), "heading"), Text(breakable(head_words(line)), "muted")]
    if line.waits:
        parts.append(_note(_waiting(line.head.payer_name)))
    if line.problems and line.own:
        why = say("It is set aside, and verdicts run without it. Put these right in its file, and add it again.")
        parts += [_note(why, "warning"), _wrong_rows(line.own.file, line.problems)]
    if line.own:
        parts.append(row(button(say("Save a copy…"), save), button(say("Remove rule pack…"), remove), None))
    else:
        parts.append(Text(say("Comes with the program, and changes with it.")))
    return RulePage(card("", *parts), *([rules_card(line.pack)] if line.pack else []))


def wrong_page(
    file: str, problems: tuple[str, ...], again: Callable[[], object], other: Callable[[], object]
) -> RulePage:
    """Why a file cannot be read, line by line."""
    read = button(say("Read it again"), again, "main")
    page = RulePage(
        card(
            say("This file cannot be accepted yet"),
            Text(breakable(file), "muted"),
            Text(say("Nothing was changed. Put these right in the file, save it there, and read it again.")),
            row(read, button(say("Choose another file…"), other), None),
            _wrong_rows(file, problems),
        )
    )
    page.setFocusProxy(read)
    return page


class MovePage(RulePage):
    """What comes of accepting or removing a pack: what differs, the clients whose verdict would change, and only then
    the button."""

    def __init__(self, session: Session, jobs: Jobs, move: PackMove, asked: Deciding) -> None:
        """Looks through the cases at once."""
        self.tried = ClientsTried(session, jobs, move)
        self.decide: Button = button(asked.words, asked.act, "main")
        cancel = button(say("Cancel"), self._leave)
        foot = Foot(row(self.decide, cancel, None))
        super().__init__(_head(session, move, asked.title), self.tried, _changes(move), foot)
        self.setFocusProxy(cancel)
        self.decide.setEnabled(False)
        self.tried.ended.connect(self._on_ended)
        self._on_ended(self.tried.is_whole)

    def _leave(self) -> None:
        self.left.emit()

    def _on_ended(self, whole: bool) -> None:
        self.decide.setEnabled(whole)
        if whole:
            self.setFocusProxy(self.decide)


def _head(session: Session, move: PackMove, title: str) -> QWidget:
    """Which pack it is, and for whom; and what somebody may not have meant."""
    pack = move.after or move.before
    named = pack or move.row
    assert named
    facts = facts_words(pack) if pack else head_words(PackLine(0, move.row, None))
    parts: list[Part] = [
        Text(title, "heading"),
        Text(breakable(named.title), "strong"),
        Text(breakable(facts), "muted"),
    ]
    if move.after and move.row:
        parts.append(Text(say("In the place of version {version}.", version=move.row.edition)))
    if move.after and (words := _doubts(session, move.after.payer_name)):
        parts.append(_note(words))
    return card("", *parts, gap=1)


def _doubts(session: Session, payer_name: str) -> str:
    if not payer_name:
        return say("The file names no payer: these rules count for the cases of every payer.")
    if not has_payer(session.clinic.read, payer_name):
        return _waiting(payer_name)
    return ""


def _waiting(payer_name: str) -> str:
    return say("No payer on your list is called {payer}. The rules wait until one is.", payer=payer_name)


def _note(words: str, kind: Kind = "note") -> Banner:
    banner = Banner()
    banner.show_words(kind, words)
    return banner


def _changes(move: PackMove) -> QWidget:
    return changes_card(pack_changes(move.before, move.after))


def _wrong_rows(file: str, problems: tuple[str, ...]) -> QWidget:
    """Each mistake whole, however long it is, with its line in front."""
    rows = []
    for one in wrong_lines(file, problems):
        at = Text(say("Line {number}", number=one.line) if one.line else "", "label", wrap=False)
        at.setFixedWidth(step(_LINE_WIDE))
        at.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = Text(breakable(one.words))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = row(at, words, gap=1)
        line.setStretch(1, 1)
        rows.append(line)
    return holder(column(*rows, gap=1))
