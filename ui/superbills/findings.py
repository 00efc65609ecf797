"""What pre-flight found: what stands in the way on top, each with a button that leads to where it is put right."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.rules.fixes import Fix
from clinic_desktop.superbills.rules.ready import grouped
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.fields import TextField
from ui.kit.flow import flow
from ui.kit.form import DraftKeeper
from ui.kit.grid import step
from ui.kit.layout import bring_into_view, column, emptied, holder, row
from ui.kit.picture import picture
from ui.kit.text import Text
from ui.superbills.entries import (
    PICTURES,
    Entry,
    Key,
    are_of_visits,
    count_chips,
    days_named,
    grade_words,
    headline,
    key_of,
    right_edge,
    unfolds,
)
from ui.superbills.focus import focused_inside
from ui.superbills.reason import ReasonForm, reason_draft


class _Place(NamedTuple):
    """Where a button stands: the matter, and which of its buttons it is."""

    key: Key
    what: str


class FindingsList(QWidget):
    """`fixed` carries the finding whose Fix was pressed, `asked_again` those that are no longer accepted; `emptied`
    when a reason was kept and nothing stands in the way any more, `rebuilt` when there are other buttons."""

    topic = "60-superbills#pre-flight"

    fixed = Signal(object)
    asked_again = Signal(object)
    emptied = Signal()
    rebuilt = Signal()

    def __init__(
        self, fix: Callable[[str], Fix | None], accept: Callable[[Entry, str], object], keeper: DraftKeeper, drafts: str
    ) -> None:
        """`fix` says where a field is put right, None where it cannot be from here; `accept` gets a reason and raises
        what is wrong with it; what is half typed is kept under a name that begins with `drafts`."""
        super().__init__()
        self._fix, self._accept, self._keeper, self._drafts = fix, accept, keeper, drafts
        self._verdict = Verdict((), ())
        self._days: Sequence[date | None] = ()
        self._left: Key | None = None
        self._reason: ReasonForm | None = None
        # Closed with Esc: kept, but not opened again by itself.
        self._closed: set[Key] = set()
        self._unfolded: set[str] = set()
        self._shows_passed = False
        self._shown: object = None
        self._places: dict[_Place, QPushButton] = {}
        self._waiting: list[Key] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(step(2))

    @property
    def reason(self) -> TextField | None:
        """The field for the reason, where one is asked for."""
        return self._reason.field if self._reason else None

    def show_verdict(self, verdict: Verdict, days: Sequence[date | None]) -> None:
        """Show what is found about a bill, whose visits were on these days; a reason that is being typed stays where it
        is, and the focus too."""
        self._verdict, self._days = verdict, days
        asks = [one for one in grouped(verdict.findings) if one[0].grade == "ASK" and not one[0].accepted]
        if self._reason and not self._reason.follow([key_of(one) for entry in asks for one in entry]):
            self._drop_reason()
        if self._reason is None:
            self._take_up(asks)
        else:
            self._reason.stand_for(self._entry_of(self._reason.key))
        self._show()

    def first(self) -> QPushButton | None:
        """The first button of what stands in the way."""
        return next((made for key in self._waiting for place, made in self._places.items() if place.key == key), None)

    def _take_up(self, asks: Sequence[Entry]) -> None:
        """Open the reason again that was half typed when the page was left."""
        for entry in asks:
            for one in entry:
                key = key_of(one)
                if key not in self._closed and self._keeper.kept(reason_draft(self._drafts, key)):
                    self._ask_why(key)
                    return

    @property
    def _asking(self) -> Key | None:
        return self._reason.key if self._reason else None

    def _ask_why(self, key: Key) -> None:
        self._reason = ReasonForm(self._on_reason, self._keeper, self._drafts, key)
        self._reason.stand_for(self._entry_of(key))
        self._reason.left.connect(self._on_left)

    def _drop_reason(self) -> None:
        """Close the reason; its form goes with the line that it stands in."""
        if self._reason:
            self._reason.form.let_go()
        self._left, self._reason = self._asking, None

    def _entry_of(self, key: Key) -> Entry:
        """The findings that are one matter with this one."""
        return next((one for one in grouped(self._verdict.findings) if key in map(key_of, one)), ())

    def _show(self) -> None:
        """Build the list again where it would say something else, and put the focus back to where it was."""
        entries = grouped(self._verdict.findings)
        fixes = tuple(self._fix(one.field) for entry in entries for one in entry)
        wanted = (entries, fixes, self._verdict.passed, self._asking, frozenset(self._unfolded), self._shows_passed)
        if wanted == self._shown:
            return
        focused = focused_inside(self)
        place = next((at for at, made in self._places.items() if made is focused), None)
        before = self._waiting
        if focused:
            # Else Qt would look for the next control as what has it goes, and scroll there.
            self.setFocus()
        if self._reason:
            # Kept through the emptying: what stands in it was typed.
            self._reason.setParent(self)
            self._reason.hide()
        emptied(self._layout)
        self._shown = wanted
        self._build(entries)
        self.rebuilt.emit()
        if focused:
            self._focus_again(focused, place, before)

    def _build(self, entries: Sequence[Entry]) -> None:
        self._places = {}
        self._waiting = [key_of(one[0]) for one in entries if one[0].stands_in_the_way]
        heading = say("Ready to be issued") if self._verdict.is_ready else say("Before it can be issued")
        lines = [holder(flow(Text(heading, "heading", wrap=False), *count_chips(entries)))]
        lines += [self._line(one) for one in entries if not one[0].accepted]
        lines += [self._accepted(one) for one in entries if one[0].accepted]
        lines.append(self._passed(self._verdict.passed))
        for line in lines:
            self._layout.addWidget(line)
            # At once, and not by an event: the page would be empty for a moment, and scroll to its top.
            line.show()
        if self._reason:
            self._reason.show()

    def _focus_again(self, focused: QWidget, place: _Place | None, before: Sequence[Key]) -> None:
        """The same button, else the first of the same matter if that still waits, else of the next one that does."""
        if self._reason and self._reason.isAncestorOf(focused):
            focused.setFocus()
            return
        key = place.key if place else self._asking or self._left
        at = before.index(key) if key in before else 0
        wanted = [key] if key in self._waiting else [*self._waiting[at:], *self._waiting]
        following = next((made for one in wanted for where, made in self._places.items() if where.key == one), None)
        # Folded away at the end of the list: it does nothing that anybody could regret.
        last = list(self._places.values())[-1]
        ((self._places.get(place) if place else None) or following or last).setFocus()

    def _line(self, entry: Entry) -> QWidget:
        one, key = entry[0], key_of(entry[0])
        asked = self._asking is not None and self._asking in map(key_of, entry)
        buttons = self._buttons(entry, asked=asked)
        words: list[QWidget] = [Text(headline(entry), "strong")]
        days = days_named(entry, self._days) if are_of_visits(entry) else ""
        words += [Text(days)] if days else []
        words += [Text(one.why, "muted")] if one.why else []
        words += self._alike(entry, key)
        if asked and self._reason:
            words.append(self._reason)
        made = row(gap=2)
        made.addWidget(picture(PICTURES[one.grade], grade_words(one)), 0, Qt.AlignmentFlag.AlignTop)
        made.addLayout(column(*words, None, gap=0), 1)
        made.addLayout(right_edge(buttons))
        return holder(column(made, *self._others(entry, key), gap=1))

    def _alike(self, entry: Entry, key: Key) -> list[QWidget]:
        """The button that unfolds several findings."""
        if len(entry) == 1:
            return []
        is_open = unfolds(entry) in self._unfolded
        words = say("Show only the first") if is_open else say("and {count} more like it", count=len(entry) - 1)
        if are_of_visits(entry):
            words = say("Hide each visit") if is_open else say("Show each visit")
        more = self._put(key, "more", button(words, partial(self._on_more, unfolds(entry)), "link"))
        more.setAccessibleName(say("{verb}: {what}", verb=words, what=headline(entry)))
        return [holder(row(more, None))]

    def _others(self, entry: Entry, key: Key) -> list[QWidget]:
        """Each of several findings, where they are unfolded; without the first where that stands above."""
        shown: list[QWidget] = []
        each = entry if are_of_visits(entry) else entry[1:]
        for one in each if len(entry) > 1 and unfolds(entry) in self._unfolded else ():
            line = row(Text(one.message), gap=2)
            line.setStretch(0, 1)
            line.setContentsMargins(step(5), 0, 0, 0)
            fix = self._fix(one.field)
            if fix:
                made = button(fix.verb, partial(self.fixed.emit, one), "link")
                made.setAccessibleName(say("{verb}: {what}", verb=fix.verb, what=one.message))
                line.addWidget(self._put(key, f"fix {one.fact} {one.field}", made))
            shown.append(holder(line))
        return shown

    def _buttons(self, entry: Entry, *, asked: bool) -> list[QPushButton]:
        one, key, found = entry[0], key_of(entry[0]), []
        fix = self._fix(one.field)
        if fix:
            made = button(fix.verb, partial(self.fixed.emit, one))
            made.setAccessibleName(say("{verb}: {what}", verb=fix.verb, what=one.message))
            found.append(self._put(key, "fix", made))
        if one.grade == "ASK" and not asked:
            anyway = button(say("Issue anyway"), partial(self._on_anyway, key), "link")
            anyway.setAccessibleName(say("Issue anyway: {what}", what=headline(entry)))
            found.append(self._put(key, "anyway", anyway))
        return found

    def _accepted(self, entry: Entry) -> QWidget:
        one, key = entry[0], key_of(entry[0])
        again = button(say("Ask again"), partial(self.asked_again.emit, entry), "link")
        again.setAccessibleName(say("Ask again: {what}", what=headline(entry)))
        self._put(key, "again", again)
        words: list[QWidget] = [Text(headline(entry), "muted"), *self._alike(entry, key)]
        words.append(Text(say("Issued anyway: {why}", why=one.accepted), "muted"))
        made = row(gap=2)
        made.addWidget(picture("check", say("Accepted")), 0, Qt.AlignmentFlag.AlignTop)
        made.addLayout(column(*words, None, gap=0), 1)
        made.addLayout(right_edge([again]))
        return holder(column(made, *self._others(entry, key), gap=1))

    def _passed(self, titles: Sequence[str]) -> QWidget:
        words = say_many("{count} check passed", "{count} checks passed", len(titles))
        more = button(words, self._on_passed, "link", "up" if self._shows_passed else "check")
        self._put(("", ""), "passed", more)
        shown = [Text(title, "muted") for title in titles] if self._shows_passed else []
        return holder(column(row(more, None), *shown, gap=0))

    def _put(self, key: Key, what: str, made: QPushButton) -> QPushButton:
        """Remember where a button stands, so that the focus finds it again."""
        self._places[_Place(key, what)] = made
        return made

    def _on_passed(self) -> None:
        self._shows_passed = not self._shows_passed
        self._show()

    def _on_more(self, rule: str) -> None:
        self._unfolded ^= {rule}
        self._show()

    def _on_anyway(self, key: Key) -> None:
        self._drop_reason()
        self._closed.discard(key)
        self._ask_why(key)
        self._show()
        if self._reason:
            self._reason.setFocus()
            # What was typed before is gone on with.
            self._reason.field.box.end(False)
            bring_into_view(self._reason)

    def _on_reason(self, reason: str) -> None:
        self._accept(self._entry_of(self._asking) if self._asking else (), reason)
        # The record has been read again by now.
        if not self._waiting:
            self.emptied.emit()

    def _on_left(self) -> None:
        if self._asking:
            self._closed.add(self._asking)
        key = self._asking
        self._drop_reason()
        self._show()
        entry = self._entry_of(key) if key else ()
        anyway = self._places.get(_Place(key_of(entry[0]), "anyway")) if entry else None
        if anyway:
            anyway.setFocus()
