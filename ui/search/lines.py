"""The lines of the list below the search box: what kind of thing each is, its name, and what tells it from others."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_desktop.search.model import Hit
from clinic_desktop.superbills.rules.names import KINDS
from clinic_desktop.wording import say
from ui.kit.grid import step
from ui.kit.icons import icon

HIT = Qt.ItemDataRole.UserRole + 10
_PICTURES = {
    **dict.fromkeys(map(str, KINDS), "superbills"),
    **{"client": "person", "payer": "payers", "prescriber": "prescriber", "contact": "note"},
    "estimate": "superbills",
    "benefit_statement": "note",
    "gift_card": "note",
    "sold_card": "note",
    "packet": "packets",
    **dict.fromkeys(("denial", "file", "letter", "imported_visit"), "note"),
}
_MUTED = QPalette.ColorRole.PlaceholderText
# In half steps of the grid.
_SIDE = 5
# In steps: of a name so much is seen at least, for it gives way to a phone number; and of a long one no more than that.
_LEAST_NAME, _MOST_NAME = 16, 40


class HitLines(QStyledItemDelegate):
    """Names stand below each other, and so does what tells them apart. That is shown whole as far as there is room:
    it ends in phone numbers and dates, which a name that is cut off does not."""

    def wanted_width(self, model: QAbstractItemModel, font: QFont) -> int:
        """How wide a list of these would be with every line whole."""
        names, details, kinds = widths(model, font)
        return _beside() + sum(one + step(3) for one in (names, details) if one) + kinds

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its icon and its text, and no wider than the list is."""
        return QSize(0, max(option.fontMetrics.height(), _SIDE * step(1) // 2) + step(3) // 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the icon, the name, what tells it apart, and the kind as a word at the right end."""
        hit = index.data(HIT)
        if not isinstance(hit, Hit):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        # The ground as the style sheet says; the words are ours.
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        names, details, kinds = widths(index.model(), option.font)
        inner = option.rect.adjusted(step(1), 0, -step(1), 0)
        side = _SIDE * step(1) // 2
        place = QRect(inner.left(), inner.center().y() - side // 2, side, side)
        icon(_PICTURES[hit.kind], _MUTED).paint(painter, place)
        left = place.right() + step(1)
        room = inner.right() - left
        # The names first give way, then the details.
        free = room - kinds - step(3)
        names = max(min(names, free - details - step(3)), min(names, step(_LEAST_NAME)))
        details = free - names - step(3)
        # The program's own: in that of a widget the style sheet makes the quiet color paler than it may be.
        colors, is_chosen = QApplication.palette(), bool(option.state & QStyle.StateFlag.State_Selected)
        text = colors.color(QPalette.ColorRole.Text)
        muted = text if is_chosen else colors.color(_MUTED)
        metrics = option.fontMetrics
        painter.save()
        painter.setFont(option.font)
        for at, width, words, color in (
            (left, names, hit.title, text),
            (left + names + step(3), details, hit.detail, muted),
            (inner.right() - kinds, kinds, kind_word(hit.kind), muted),
        ):
            painter.setPen(color)
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            box = QRect(at, inner.top(), width, inner.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()


def widths(model: QAbstractItemModel, font: QFont) -> tuple[int, int, int]:
    """How wide the names, the details and the words for a kind are to be, each as its widest one."""
    found = [model.index(row, 0).data(HIT) for row in range(model.rowCount())]
    metrics = QFontMetrics(font)
    return (
        min(max((metrics.horizontalAdvance(one.title) + 1 for one in found), default=0), step(_MOST_NAME)),
        max((metrics.horizontalAdvance(one.detail) + 1 for one in found), default=0),
        max((metrics.horizontalAdvance(kind_word(one.kind)) + 1 for one in found), default=0),
    )


def _beside() -> int:
    # The icon, the room around it and at the right end, and a bar to scroll with.
    return _SIDE * step(1) // 2 + 3 * step(1) + step(2)


def kind_word(kind: str) -> str:
    """What a kind of hit is called."""
    words = {
        **{str(kind): say(words) for kind, words in KINDS.items()},
        **{"client": say("Client"), "payer": say("Payer"), "prescriber": say("Prescriber")},
        "contact": say("Contact"),
        "estimate": say("Good Faith Estimate"),
        "benefit_statement": say("Benefit statement"),
        "gift_card": say("Gift card"),
        "sold_card": say("Gift card"),
        **{"packet": say("Packet"), "denial": say("Denial"), "file": say("File"), "letter": say("Letter")},
        "imported_visit": say("Imported visit"),
    }
    return words[kind]
