"""The field of a form in which a body map is drawn: what to mark with, the figure, and the same marks in words."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields, replace

from PySide6.QtCore import QEvent, Qt

from clinic_desktop.body_maps.loader import body_figure
from clinic_desktop.body_maps.model.figure import BodyPlace
from clinic_desktop.body_maps.model.kinds import KINDS
from clinic_desktop.body_maps.model.maps import MOST_MARKS, MarkDraft
from clinic_desktop.body_maps.rules.regions import FigurePoint, moved_point, place_at
from clinic_desktop.body_maps.rules.typed import draft_point
from clinic_desktop.body_maps.rules.words import kind_words, muscle_words, place_words
from clinic_desktop.wording import say, say_many
from ui.body_maps.canvas import NONE, FigureCanvas
from ui.body_maps.details import MarkDetails
from ui.body_maps.drawn import DrawnMark
from ui.body_maps.kinds import KindButtons
from ui.body_maps.marks import MarkList
from ui.kit.buttons import button
from ui.kit.field import Field
from ui.kit.layout import column, holder, row
from ui.kit.pair import Pair
from ui.kit.text import Text

_KEYS = tuple(one.name for one in fields(MarkDraft))
# A second mark on a spot stands beside the first, in units.
_BESIDE_UNITS = 26
# Of the width: the figure, and the marks in words.
_SHARES = (8, 5)
# In steps: narrower than this, the place one looks at is named below the kinds.
_ROOM = 120


class BodyMapField(Field):
    """Its value is the JSON text of a list: an object for each mark. A problem at one is named "marks/2/note"."""

    def __init__(self, key: str) -> None:
        """A figure without marks."""
        self._marks: list[MarkDraft] = []
        self._intensity = ""
        self.kinds = KindButtons()
        self.canvas = FigureCanvas(say("Figure"))
        self.list = MarkList()
        self.details = MarkDetails()
        self._where, self._does = Text(role="strong", wrap=False), Text(role="small", wrap=False)
        self.remove = button(say("Remove mark"), lambda: self.remove_mark(self.canvas.chosen), "link")
        self._empty = Text(say("Nothing is marked yet. Each mark stands here in words too."), "muted")
        # Filled by the form around: what else is asked of a map.
        self.above = column(gap=1)
        # One of the two is there at a time, and fills what the figure leaves.
        marks = column(self._empty, self.list)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        for at in (0, 1):
            marks.setStretch(at, 1)
        title = row(Text(say("Marks"), "label", wrap=False), None, self.remove)
        words = column(self.above, title, marks, self.details, gap=1)
        words.setStretch(2, 1)
        beside = Pair(self.canvas, holder(words), _SHARES, gap=3)
        looked = holder(row(None, self._does, self._where, gap=2))
        box = holder(column(Pair(self.kinds, looked, (1, 0), room=_ROOM), beside, gap=1))
        super().__init__(key, say("Body map"), "", box, labelled=False)
        box.setFocusProxy(self.canvas)
        self._listen()
        self._show()

    def value(self) -> str:
        """The marks, "" where there are none."""
        marks = [{name: text for name, text in asdict(one).items() if text} for one in self._marks]
        return json.dumps(marks, separators=(",", ":")) if marks else ""

    def set_value(self, value: str) -> None:
        """Show these marks; what cannot be read, as in a draft of an earlier version, is left out."""
        self._marks = list(read_marks(value))
        self.canvas.chosen = NONE
        self._show()
        self.changed.emit()

    def words_of(self, value: str) -> str:
        """How many marks there are."""
        return say_many("{count} mark", "{count} marks", len(read_marks(value)))

    @property
    def marks(self) -> tuple[MarkDraft, ...]:
        """The marks as drawn."""
        return tuple(self._marks)

    def part(self, path: str) -> Field | None:
        """What is told of a mark at "0/note"; the mark is chosen. None for the mark itself, or behind another one
        with a problem, which comes first."""
        at, _, key = path.partition("/")
        if any(one.problem() for one in self.details.fields.values()):
            return None
        if at.isdigit() and int(at) < len(self._marks):
            self.choose(int(at))
            return self.details.fields.get(key)
        return None

    def parts(self) -> Sequence[Field]:
        """What is told of the chosen mark, then the whole."""
        return (*self.details.fields.values(), self)

    def show_problem(self, words: str) -> None:
        """Say what is wrong with the whole; "" takes it away, and what is said of a mark."""
        super().show_problem(words)
        if not words:
            self.details.forgive()

    def forgive(self) -> None:
        """What is said of a mark stays until that is edited."""
        super().show_problem("")

    def choose(self, mark: int) -> None:
        """Choose a mark by its number from 0, NONE for none."""
        if mark != self.canvas.chosen:
            self.details.forgive()
        self.canvas.chosen = mark
        self._show()

    def place_mark(self, point: FigurePoint) -> None:
        """Set a mark of the chosen kind there, or beside the one that is there."""
        if len(self._marks) >= MOST_MARKS:
            super().show_problem(say("No more than {count} marks fit on a map.", count=MOST_MARKS))
            return
        kind = self.kinds.kind
        free = self._free(point)
        graded = self._intensity if KINDS[kind].is_graded else ""
        self._marks.append(MarkDraft("", kind, free.view, str(free.x), str(free.y), intensity=graded))
        self._intensity = ""
        self._edit(len(self._marks) - 1)

    def remove_mark(self, mark: int) -> None:
        """Take a mark away; the next one is chosen."""
        if 0 <= mark < len(self._marks):
            del self._marks[mark]
            self.details.forgive()
            self._edit(min(mark, len(self._marks) - 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "canvas"):
            self._dress()

    def _listen(self) -> None:
        self.canvas.placed.connect(self.place_mark)
        self.canvas.moved.connect(self._move)
        self.canvas.picked.connect(self.choose)
        self.canvas.removed.connect(self.remove_mark)
        self.canvas.kind_chosen.connect(self.kinds.choose)
        self.canvas.digit_typed.connect(self._grade)
        self.canvas.looked.connect(self._say_where)
        self.kinds.chosen.connect(self._say_where)
        self.list.picked.connect(self.choose)
        self.list.removed.connect(self.remove_mark)
        self.details.told.connect(self._tell)

    def _move(self, mark: int, point: FigurePoint) -> None:
        self._marks[mark] = replace(self._marks[mark], view=point.view, x=str(point.x), y=str(point.y))
        self._edit(mark)

    def _grade(self, digit: str) -> None:
        """A digit is the intensity of the chosen mark, else of the next one; 1 and then 0 are 10."""
        mark = self.canvas.chosen
        was = self._marks[mark].intensity if mark != NONE else self._intensity
        intensity = "10" if (was, digit) == ("1", "0") else digit
        if mark == NONE:
            self._intensity = intensity
            self._say_where()
        elif KINDS[self._marks[mark].kind].is_graded:
            self._tell("intensity", intensity)

    def _tell(self, key: str, value: str) -> None:
        mark = self.canvas.chosen
        if mark == NONE:
            return
        one = replace(self._marks[mark], **{key: value})
        is_graded = one.kind in KINDS and KINDS[one.kind].is_graded
        self._marks[mark] = one if is_graded else replace(one, intensity="")
        self._edit(mark)

    def _edit(self, mark: int) -> None:
        """After a person changed something; `mark` is chosen now."""
        self.canvas.chosen = mark
        self._show()
        self.changed.emit()

    def _free(self, point: FigurePoint) -> FigurePoint:
        taken = {draft_point(one, body_figure()) for one in self._marks}
        for right, down in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
            to = moved_point(body_figure(), point, right * _BESIDE_UNITS, down * _BESIDE_UNITS)
            if to not in taken:
                return to
        return point

    def _place(self, one: MarkDraft) -> BodyPlace | None:
        point = draft_point(one, body_figure())
        return place_at(body_figure(), point) if point else None

    def _words(self, one: MarkDraft) -> str:
        place = self._place(one)
        where = place_words(place) if place else say("not on the figure")
        kind = kind_words(one.kind, int(one.intensity) if one.intensity.isdigit() else None)
        muscle = muscle_words(one.muscle) if one.muscle else ""
        return " · ".join(part for part in (say("{kind}: {place}", kind=kind, place=where), muscle, one.note) if part)

    def _show(self) -> None:
        """Show the marks everywhere, and what is told of the chosen one."""
        words = [self._words(one) for one in self._marks]
        drawn = [self._drawn(one) for one in self._marks]
        self.canvas.show_marks(drawn, "; ".join(words) or say("Nothing is marked."))
        mark = self.canvas.chosen
        self.canvas.choose(mark)
        self.list.show_marks(
            [(one.kind, text) for one, text in zip(self._marks, words, strict=True)], mark, self.canvas
        )
        self._empty.setVisible(not self._marks)
        self.list.setVisible(bool(self._marks))
        for part in (self.details, self.remove):
            part.setVisible(mark != NONE)
        if mark != NONE:
            place = self._place(self._marks[mark])
            self.details.show_mark(self._marks[mark], place.region if place else "")

    def _drawn(self, one: MarkDraft) -> DrawnMark:
        # One that a damaged draft put nowhere is seen in the list; painted it stands in the corner of its view.
        point = draft_point(one, body_figure()) or FigurePoint("front", 0, 0)
        return DrawnMark(one.kind, point, int(one.intensity) if one.intensity.isdigit() else None)

    def _say_where(self) -> None:
        place = place_at(body_figure(), self.canvas.looked_at)
        kind = say(KINDS[self.kinds.kind].words)
        if self._intensity and KINDS[self.kinds.kind].is_graded:
            kind = say("{kind} {number}/10", kind=kind, number=self._intensity)
        where = place_words(place) if place else ""
        self._where.setText(where)
        # Read out as the cross goes on.
        self.canvas.setAccessibleName(say("Figure: {place}", place=where) if where else say("Figure"))
        self._does.setText(say("Enter marks {kind} here:", kind=kind.lower()))
        self._does.setVisible(place is not None)

    def _dress(self) -> None:
        self.kinds.dress(self.canvas)
        self._show()


def marks_text(marks: Sequence[MarkDraft]) -> str:
    """Marks as the field takes them."""
    return json.dumps([asdict(one) for one in marks]) if marks else ""


def read_marks(value: str) -> tuple[MarkDraft, ...]:
    """The marks of a value; what is no mark is left out."""
    try:
        found = json.loads(value or "[]")
    except (ValueError, RecursionError):
        return ()
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    marks = (MarkDraft(**{key: text for key in _KEYS if isinstance(text := one.get(key, ""), str)}) for one in rows)
    return tuple(one for one in marks if one.kind in KINDS)
