"""One row of a field that is a list of rows: its cells on the columns of the list, and the links at its end."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from clinic_desktop.wording import say
from ui.kit.buttons import LINK_COLOR, button
from ui.kit.field import Field
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.kit.layout import holder, row
from ui.kit.level import FieldGrid, level
from ui.kit.named import named
from ui.kit.text import Text

# The lines of a row: cells with their share of the width, None leaves room free. The first line is always shown, the
# others are its details. All stand on the same columns: a line with fewer shares leaves room free at its end.
FieldRows = Sequence[Sequence[tuple[Field | None, int]]]

# A sentence has room enough beside others in a third of the row.
_ROOM = 3


class FieldRow(QWidget):
    """The cells of one row. It is empty as long as they stand as they were built."""

    def __init__(self, lines: FieldRows, remove: Callable[[], object]) -> None:
        """`remove` is what its Remove button does."""
        super().__init__()
        self.cells: dict[str, Field] = {}
        self._folded: list[Field] = []
        self._lines: list[list[Field]] = []
        self._details = button(say("Details"), self._on_details, "link", "down")
        self._remove = button(say("Remove"), remove, "link")
        self._has_details = False
        self._name = ""
        grid = FieldGrid(self, self._level)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step(2))
        grid.setVerticalSpacing(step(1) // 2)
        columns = max(sum(share for _, share in line) for line in lines)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        # As high as the labels of the cells beside it.
        self._room = Text(role="muted", wrap=False)
        for at, line in enumerate(lines):
            self._lay(grid, columns, line, is_folded=at > 0)
            if at == 0:
                grid.addWidget(self._links(), 0, columns)
        # Something of its own in every column: Qt leaves no space between two that are only ever spanned together.
        below = grid.rowCount()
        for column in range(columns):
            grid.addItem(QSpacerItem(0, 0), below, column)
        # One compound for Qt, which so keeps its controls together in the way of the Tab key; the policy before the
        # proxy, which would take it over.
        named(self, focusPolicy="TabFocus")
        self.setFocusProxy(next(iter(self.cells.values())).box)
        self._fresh = self.values()
        self._details.setVisible(bool(self._folded))
        self.show_details(False)

    def last(self) -> QWidget:
        """The control that Tab reaches last, were it seen."""
        return self._folded[-1].box if self._folded else self._remove

    def values(self) -> dict[str, str]:
        """What stands in the cells, by key."""
        return {key: cell.value() for key, cell in self.cells.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Show these values, and in every other cell what it was built with; details are shown where there are any."""
        for key, cell in self.cells.items():
            value = values.get(key, self._fresh[key])
            if cell.value() != value:
                cell.set_value(value)
        self.show_details(any(cell.value() != self._fresh[cell.key] for cell in self._folded))

    def is_empty(self) -> bool:
        """Whether the cells stand as they were built."""
        return self.values() == self._fresh

    def words_of(self, values: Mapping[str, str]) -> str:
        """What a row of these values says: of each cell that is not as it was built."""
        told = [
            cell.words_of(values[key])
            for key, cell in self.cells.items()
            if values.get(key) not in (None, self._fresh[key])
        ]
        return ", ".join(filter(None, told))

    def name_as(self, name: str) -> None:
        """Say at each control which row it belongs to."""
        self._name = name
        for cell in self.cells.values():
            cell.name_as(say("{label}, {row}", label=cell.label, row=name))
        self._remove.setAccessibleName(say("Remove {what}", what=name))
        self._name_details()

    def show_labels(self, shown: bool) -> None:
        """Show the labels of the first line, or leave them to the row above."""
        for cell in self.cells.values():
            if cell not in self._folded:
                cell.show_label(shown)
        self._room.setVisible(shown)

    def labels_height(self) -> int:
        """How high the labels of the first line are."""
        return max(cell.label_height(cell.width()) for cell in self._lines[0])

    def show_remove(self, shown: bool) -> None:
        """Offer to take the row away."""
        self._remove.setVisible(shown)

    def keep_room_for_details(self) -> None:
        """Leave the room free that the Details link takes beside rows that have any."""
        _keep_room(self._details)

    def show_details(self, shown: bool) -> None:
        """Show the lines below the first one, or fold them away."""
        self._has_details = shown
        for cell in self._folded:
            cell.fold(not shown)
        self._details.setIcon(icon("up" if shown else "down", LINK_COLOR))
        self._name_details()

    def unfold(self, key: str) -> Field | None:
        """The cell with this key, made seen."""
        cell = self.cells.get(key)
        if cell in self._folded:
            self.show_details(True)
        return cell

    def _name_details(self) -> None:
        hide, show = say("Hide details of {what}", what=self._name), say("Show details of {what}", what=self._name)
        self._details.setAccessibleName(hide if self._has_details else show)

    def _on_details(self) -> None:
        self.show_details(not self._has_details)

    def _lay(
        self, grid: QGridLayout, columns: int, line: Sequence[tuple[Field | None, int]], *, is_folded: bool
    ) -> None:
        at, column = grid.rowCount() if self.cells else 0, 0
        self._lines.append([cell for cell, _ in line if cell])
        for cell, share in line:
            if cell:
                cell.rank_below()
                # Its share alone says how wide it is, whatever stands in it: so the rows line up.
                _as_wide_as_its_share(cell)
                grid.addWidget(cell, at, column, 1, share)
                self.cells[cell.key] = cell
                if is_folded:
                    self._folded.append(cell)
                    cell.setContentsMargins(0, step(1) // 2, 0, 0)
            column += share
        self._lay_sentences(grid, columns, line)

    def _lay_sentences(self, grid: QGridLayout, columns: int, line: Sequence[tuple[Field | None, int]]) -> None:
        """Each from below its cell on, for a column may be narrow. Close below the cells stand the first one, the last
        one, and what has room between them; of the others each has a line of its own."""
        places, column = [], 0
        for cell, share in line:
            if cell:
                places.append((cell.sentence(), column, share))
            column += share
        room, last_begin = columns // _ROOM, places[-1][1]
        close = [places[0]]
        for place in places[1:-1]:
            before, begin = close[-1], place[1]
            if before[2] == begin - before[1] >= room and last_begin - begin >= room:
                close.append(place)
        close += places[1:][-1:]
        first_line = grid.rowCount()
        for place in [*close, *(one for one in places if one not in close)]:
            sentence, begin, _ = place
            _as_wide_as_its_share(sentence)
            following = close[close.index(place) + 1 :][:1] if place in close else []
            end = following[0][1] if following else columns + 1
            # Beside a longer one it begins where that one begins.
            named(sentence, alignment="AlignTop|AlignLeft")
            grid.addWidget(sentence, first_line if place in close else grid.rowCount(), begin, 1, end - begin)

    def _level(self) -> None:
        for at, line in enumerate(self._lines):
            highest = level(line)
            if at == 0 and self._room.minimumHeight() != highest:
                self._room.setMinimumHeight(highest)

    def _links(self) -> QWidget:
        for link in (self._details, self._remove):
            link.setProperty("beside", "box")
        # The column is as wide in a row that cannot be removed.
        _keep_room(self._remove)
        links = QVBoxLayout()
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(step(1) // 2)
        links.addWidget(self._room)
        links.addLayout(row(self._details, self._remove, gap=2))
        links.addStretch(1)
        return holder(links)


def _keep_room(link: QWidget) -> None:
    kept = link.sizePolicy()
    kept.setRetainSizeWhenHidden(True)
    link.setSizePolicy(kept)


def _as_wide_as_its_share(part: QWidget) -> None:
    policy = part.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    part.setSizePolicy(policy)
