"""What is told of one mark beside where it is: its kind, how strong, in which muscle, and a note."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.body_maps.model.kinds import KINDS, MOST_INTENSITY, MUSCLES
from clinic_desktop.body_maps.model.maps import MarkDraft
from clinic_desktop.body_maps.rules.words import muscles_first
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, TextField
from ui.kit.layout import column, row

# What stands beside each other.
_PAIRS = (("kind", "intensity"), ("muscle", "note"))


class MarkDetails(QWidget):
    """`told` with the name of what a person changed and its new value."""

    told = Signal(str, str)

    def __init__(self) -> None:
        """Tells of no mark before `show_mark`."""
        super().__init__()
        kinds = [(key, say(one.words)) for key, one in KINDS.items()]
        degrees = [("", say("Not told")), *((str(one), str(one)) for one in range(MOST_INTENSITY + 1))]
        self.fields: Mapping[str, Field] = {
            "kind": ChoiceField("kind", say("Kind"), kinds),
            "intensity": ChoiceField("intensity", say("Intensity, 0 to 10"), degrees),
            "muscle": ChoiceField("muscle", say("Muscle"), [("", say("No muscle"))]),
            "note": TextField("note", say("Note")),
        }
        self._region: str | None = None
        self._is_filled = False
        pairs = [row(self.fields[left], self.fields[right], gap=2) for left, right in _PAIRS]
        for pair in pairs:
            pair.setStretch(0, 1)
            pair.setStretch(1, 1)
        self.setLayout(column(*pairs, gap=1))
        for key, field in self.fields.items():
            field.changed.connect(lambda key=key: self._on_changed(key))

    def show_mark(self, one: MarkDraft, region: str) -> None:
        """Show what is told of a mark in this region."""
        self._is_filled = True
        self._offer(region)
        for key, field in self.fields.items():
            value = getattr(one, key)
            if field.value() != value:
                field.set_value(value)
        is_graded = one.kind in KINDS and KINDS[one.kind].is_graded
        self.fields["intensity"].setEnabled(is_graded)
        self._is_filled = False

    def forgive(self) -> None:
        """Take away what is said to be wrong."""
        for field in self.fields.values():
            field.show_problem("")

    def _offer(self, region: str) -> None:
        """The muscles of the region first: the one that is meant is one of the first letters away."""
        if region == self._region:
            return
        self._region = region
        muscle = self.fields["muscle"]
        assert isinstance(muscle, ChoiceField)
        box = muscle.box
        box.clear()
        box.addItem(say("No muscle"), "")
        for key in muscles_first(region):
            box.addItem(say(MUSCLES[key]), key)

    def _on_changed(self, key: str) -> None:
        if not self._is_filled:
            self.told.emit(key, self.fields[key].value())
