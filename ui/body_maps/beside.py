"""Two maps of a case beside each other, and what is gone, new or changed between them in words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clinic_desktop.body_maps.model.maps import BodyMap
from clinic_desktop.body_maps.rules.changes import changes_between
from clinic_desktop.body_maps.rules.words import change_words, changes_summary, map_title, mark_words, marks_words
from clinic_desktop.wording import say
from ui.body_maps.drawn import FigureWidget, drawn_marks
from ui.kit.fields import ChoiceField
from ui.kit.layout import column, holder, row
from ui.kit.text import Text

_STEPS = 36


class ThenAndNow(QWidget):
    """Hidden while there is no map; one map stands alone."""

    def __init__(self) -> None:
        """Shows nothing before `show_maps`."""
        super().__init__()
        self._maps: Sequence[BodyMap] = ()
        self._is_filled = False
        self.then, self.now = (
            ChoiceField(key, words, ()) for key, words in (("then", say("Then")), ("now", say("Now")))
        )
        self.figures = tuple(FigureWidget(words, _STEPS) for words in (say("Then"), say("Now")))
        self._summary = Text(role="strong")
        self._words = Text()
        self._before = holder(column(self.then, self.figures[0], gap=1))
        self._after = holder(column(self.now, self.figures[1], gap=1))
        self.setLayout(column(row(self._before, self._after, gap=3), self._summary, self._words, gap=1))
        for one in (self.then, self.now):
            one.changed.connect(self._show)
        self.hide()

    def show_maps(self, maps: Sequence[BodyMap]) -> None:
        """Show these maps, the last one first: it and the one before, or what was chosen and is still there."""
        chosen = [one.value() for one in (self.then, self.now)] if len(self._maps) == len(maps) else ["", ""]
        self._maps, self._is_filled = maps, True
        for field, was, usual in zip((self.then, self.now), chosen, (1, 0), strict=True):
            field.box.clear()
            for one in maps:
                field.box.addItem(map_title(one.drawn_on, len(one.marks)), str(one.id))
            kept = was in {str(one.id) for one in maps}
            field.set_value(was if kept else str(maps[min(usual, len(maps) - 1)].id) if maps else "")
        self._is_filled = False
        self._show()
        self.setVisible(bool(maps))

    def words(self) -> str:
        """What is said of the two."""
        return self._words.text()

    def _show(self) -> None:
        if self._is_filled or not self._maps:
            return
        then, now = (self._chosen(field) for field in (self.then, self.now))
        for figure, one in zip(self.figures, (then, now), strict=True):
            figure.show_marks(drawn_marks(one.marks), marks_words(one.marks))
        has_two = len(self._maps) > 1
        self._before.setVisible(has_two)
        for part in (self._summary, self._words):
            part.setVisible(has_two)
        # Whichever side the later one was put on.
        first, last = sorted((then, now), key=lambda one: (one.drawn_on, one.id))
        found = changes_between(first.marks, last.marks)
        self._summary.setText(changes_summary(found))
        lists = (
            (say("Gone"), [mark_words(one) for one in found.gone]),
            (say("New"), [mark_words(one) for one in found.new]),
            (say("Changed"), [change_words(one) for one in found.changed]),
            (say("The same"), [mark_words(one) for one in found.same]),
        )
        self._words.setText(
            "\n".join(say("{what}: {marks}", what=what, marks="; ".join(some)) for what, some in lists if some)
        )

    def _chosen(self, field: ChoiceField) -> BodyMap:
        return next((one for one in self._maps if str(one.id) == field.value()), self._maps[0])
