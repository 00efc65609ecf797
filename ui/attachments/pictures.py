"""Small pictures of first pages, for the list: each is read once, and drawn as paper on any ground."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from clinic_desktop.attachments.model import Attachment
from clinic_desktop.errors import ClinicError
from ui.session import Session


class Thumbnails:
    """`of` a paper is its first page within the box, with a thin edge: a white page on a white card would be none."""

    def __init__(self, session: Session, box: QSize) -> None:
        """`box` is in pixels that do not count how fine the screen is."""
        self._session, self._box = session, box
        self._drawn: dict[tuple[str, float], QPixmap] = {}

    def of(self, one: Attachment) -> QPixmap | None:
        """The picture, or an empty box where it cannot be read."""
        fine = QApplication.primaryScreen().devicePixelRatio()
        key = (one.thumbnail, fine)
        if key not in self._drawn:
            self._drawn[key] = self._draw(one.thumbnail, fine)
        return self._drawn[key]

    def _draw(self, digest: str, fine: float) -> QPixmap:
        made = QPixmap(self._box * fine)
        made.setDevicePixelRatio(fine)
        made.fill(Qt.GlobalColor.transparent)
        try:
            page = QImage.fromData(self._session.clinic.read.content(digest))
        except ClinicError:
            return made
        if page.isNull():
            return made
        size = page.size().scaled(self._box - QSize(1, 1), Qt.AspectRatioMode.KeepAspectRatio)
        smooth = Qt.TransformationMode.SmoothTransformation
        small = page.scaled(size * fine, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        place = QRect((self._box.width() - 1 - size.width()) // 2, (self._box.height() - 1 - size.height()) // 2,
                      size.width(), size.height())  # fmt: skip
        with QPainter(made) as painter:
            painter.drawImage(place, small)
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.Mid))
            painter.drawRect(place)
        return made
