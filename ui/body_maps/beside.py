"""Two maps of a case beside each other, and what is gone, new or changed between them in words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from clinic_desktop.body_maps.model.maps import BodyMap
from clinic_desktop.body_maps.rules.changes import changes_between
from clinic_desktop.body_maps.rules.words import change_words, changes_summary, map_title, mark_words, marks_words
from clinic_desktop.wording import say
from ui.body_maps.drawn import FigureWidget, drawn_marks
from ui.kit.fields import ChoiceField
from ui.kit.layout import column, emptied, holder
from ui.kit.pair import Pair
from ui.kit.text import Role, Text

_STEPS = 36
# Of the width: then and now, and what is said of both.
_SHARES = (8, 3)


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
        self._words = column(gap=1)
        self._before = holder(column(self.then, self.figures[0], gap=1))
        self._after = holder(column(self.now, self.figures[1], gap=1))
        self._told = holder(column(self._words, None))
        self.setLayout(column(Pair(Pair(self._before, self._after), self._told, _SHARES)))
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

    def paper(self) -> str:
        """The part of the chart that has on paper what is shown here."""
        then, now = self._in_order()
        return f"body-map-paper/{now.id}" if then is now else f"body-map-paper/{now.id}/{then.id}"

    def words(self) -> list[str]:
        """What is said of the two, or of the only one."""
        return [one.text() for one in self._told.findChildren(Text) if not one.isHidden()]

    def _show(self) -> None:
        if self._is_filled or not self._maps:
            return
        then, now = (self._chosen(field) for field in (self.then, self.now))
        for figure, one in zip(self.figures, (then, now), strict=True):
            figure.show_marks(drawn_marks(one.marks), marks_words(one.marks))
        has_two = len(self._maps) > 1
        self._before.setVisible(has_two)
        first, last = self._in_order()
        found = changes_between(first.marks, last.marks)
        emptied(self._words)
        if has_two:
            self._say(changes_summary(found), "strong")
        for title, lines in (
            (say("Gone"), [mark_words(one) for one in found.gone]),
            (say("New"), [mark_words(one) for one in found.new]),
            (say("Changed"), [change_words(one) for one in found.changed]),
            (say("The same") if has_two else say("Marks"), [mark_words(one) for one in found.same]),
        ):
            if lines:
                self._say(title, "label")
                for line in lines:
                    self._say(line, "body")

    def _say(self, words: str, role: Role) -> None:
        self._words.addWidget(Text(words, role))

    def _in_order(self) -> tuple[BodyMap, BodyMap]:
        """The earlier one first, whichever side it was put on."""
        then, now = sorted((self._chosen(self.then), self._chosen(self.now)), key=lambda one: (one.drawn_on, one.id))
        return then, now

    def _chosen(self, field: ChoiceField) -> BodyMap:
        return next((one for one in self._maps if str(one.id) == field.value()), self._maps[0])
