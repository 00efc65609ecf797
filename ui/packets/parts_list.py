"""What is in a packet and what else the record offers, with what is left out said below."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.packets.model.parts import ChosenPart, OfferedPart
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import column, emptied, holder, row
from ui.kit.text import Text
from ui.packets.fresh_parts import FreshParts
from ui.packets.part_rows import PartRow, moved

Chosen = tuple[ChosenPart, ...]
Keys = tuple[str, ...]


class PartsList(QWidget):
    """`keep` gets the parts after every choice. `rebuilt` when there are other rows."""

    rebuilt = Signal()

    def __init__(
        self, keep: Callable[[Chosen], object], again: Callable[[], object], take: Callable[[Keys, bool], object]
    ) -> None:
        """`again` proposes the parts anew; `take` takes in what is proposed since, or leaves it out."""
        super().__init__()
        self._keep = keep
        self._view: PacketView | None = None
        self._open: set[str] = set()
        self._shown: object = None
        self.rows: dict[str, PartRow] = {}
        self._place, self._left_out = column(gap=1), column(gap=0)
        self.empty = Text(role="muted")
        self.again = button(say("Propose again"), again, "link", "undo")
        self.gone = button(say("Take out what is gone"), self._on_gone)
        self.fresh = FreshParts(take)
        self.setLayout(
            column(self.gone, self.fresh, self.empty, self._place, row(self.again, None), self._left_out, gap=2)
        )

    def show_view(self, view: PacketView) -> None:
        """Show the parts; rows that say the same as before stay, and the focus with them."""
        self._view = view
        chosen = {one.key: one for one in view.packet.parts}
        self.gone.setVisible(any(part is None for _, part in view.chosen))
        self.fresh.show_parts(view.fresh)
        self.empty.setText(
            say(
                "Nothing is on record that could go in: record visits and their notes, a prescription, a plan or an"
                " assessment, or add files in Documents. It is offered here then."
            )
        )
        self.empty.setVisible(not view.offered)
        wanted = [(one.part.on_screen, one.why, one.part.days, one.part.is_signed) for one in self._ordered(view)]
        shown = (wanted, view.packet.parts, frozenset(self._open), view.left_out)
        if shown == self._shown:
            return
        self._shown = shown
        focus = self._focused()
        emptied(self._place)
        self.rows = {}
        for one in self._ordered(view):
            key = one.part.key
            made = PartRow(one, chosen.get(key), self._on_act, opens=key in self._open)
            self.rows[key] = made
            self._place.addWidget(made)
            made.show()
        inside = [key for key in self.rows if key in chosen]
        if inside:
            self.rows[inside[0]].moves["up"].setEnabled(False)
            self.rows[inside[-1]].moves["down"].setEnabled(False)
        self._say_left_out(view)
        if focus and focus in self.rows:
            self.rows[focus].check.setFocus()
        self.rebuilt.emit()

    def open_days(self, key: str) -> None:
        """Show the days of a part, and go there."""
        self._open.add(key)
        if self._view:
            self.show_view(self._view)
        if key in self.rows:
            next(iter(self.rows[key].days.values()), self.rows[key].check).setFocus()

    def go_to_first(self) -> None:
        """Put the focus on the first part, or where there is none on what looks for some."""
        first = next(iter(self.rows.values()), None)
        (first.check if first else self.again).setFocus()

    def go_to(self, key: str) -> None:
        """Put the focus on a part."""
        if key in self.rows:
            self.rows[key].check.setFocus()

    def _ordered(self, view: PacketView) -> Iterator[OfferedPart]:
        """Those that are in, in their order; then the others, in the order of the purpose."""
        known = {one.part.key: one for one in view.offered}
        inside = [one.key for one in view.packet.parts if one.key in known]
        yield from (known[key] for key in inside)
        yield from (one for one in view.offered if one.part.key not in inside)

    def _focused(self) -> str:
        now = self.window().focusWidget()
        return next((key for key, made in self.rows.items() if now and (now is made or made.isAncestorOf(now))), "")

    def _say_left_out(self, view: PacketView) -> None:
        emptied(self._left_out)
        if view.left_out:
            self._left_out.addWidget(Text(say("Left out"), "strong"))
        for one in view.left_out:
            words = say("{what}: {why}", what=one.on_screen, why=one.why)
            line = words if one.is_told else say("{words} The cover does not say so.", words=words)
            self._left_out.addWidget(holder(row(Text(line, "muted"))))

    def _on_act(self, key: str, act: str, value: object) -> None:
        if self._view is None:
            return
        parts = self._view.packet.parts
        if act == "days":
            self._open ^= {key}
            self.show_view(self._view)
        elif act == "in":
            offered = next(one for one in self._view.offered if one.part.key == key)
            told = tuple(one.row for one in offered.part.days if one.day not in self._view.kept)
            visits = offered.visits or told
            self._keep((*parts, ChosenPart(key, visits)))
        elif act == "visits" and isinstance(value, tuple):
            self._keep(tuple(ChosenPart(key, value) if one.key == key else one for one in parts))
        else:
            self._keep(moved(parts, key, act, value))

    def _on_gone(self) -> None:
        if self._view:
            self._keep(tuple(one for one, part in self._view.chosen if part is not None))
