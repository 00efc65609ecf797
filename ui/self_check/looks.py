"""What the window is drawn with: icons, fonts and the style sheet, each as the program itself uses it."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QRect, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QImage, QPainter, QRawFont, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.paths import RESOURCES
from clinic_desktop.wording import say
from ui.kit.strokes import draw
from ui.self_check.shades import is_blank
from ui.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, style_sheet

# A few letters of each script, and the file that has them.
_SCRIPTS = (
    ("NotoSans-Regular.ttf", "AaŁőЖωệ"),
    ("NotoSans-Bold.ttf", "AaŁőЖωệ"),
    ("NotoSansHebrew-Regular.ttf", "אבש"),
    ("NotoSansHebrew-Bold.ttf", "אבש"),
    ("NotoSansArabic-Regular.ttf", "ابش"),
    ("NotoSansArabic-Bold.ttf", "ابش"),
    ("DroidSansFallback.ttf", "山田한"),
)
_SIDE = 48
# The ground and the line; one of straight lines has no others.
_OF_AN_ICON = 2
_FONT_SIZE = 16


def the_application() -> QApplication:
    """The program's own; it is started where it is not running yet."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])


def check_looks() -> str:
    """Draw every icon, register every font, put every style sheet on; says how many. Raises ClinicError."""
    application = the_application()
    icons, fonts, sheets = _check_icons(), _check_fonts(), _check_style_sheets(application)
    return say("{icons} icons, {fonts} fonts, {sheets} style sheets", icons=icons, fonts=fonts, sheets=sheets)


def _check_icons() -> int:
    files = sorted((RESOURCES / "icons").glob("*.svg"))
    for file in files:
        drawn = QImage(_SIDE, _SIDE, QImage.Format.Format_RGB32)
        drawn.fill(QColor("white"))
        with QPainter(drawn) as painter:
            draw(file.stem, painter, QRect(0, 0, _SIDE, _SIDE), QColor("black"))
        if is_blank(drawn, _OF_AN_ICON):
            raise ClinicError(say("The icon {name} cannot be drawn.", name=file.name))
    if not files:
        raise ClinicError(say("There are no icons."))
    return len(files)


def _check_fonts() -> int:
    for name, letters in _SCRIPTS:
        path = str(RESOURCES / "fonts" / name)
        if QFontDatabase.addApplicationFont(path) < 0:
            raise ClinicError(say("The font {name} cannot be read.", name=name))
        own = QRawFont(path, _FONT_SIZE)
        if not all(own.supportsCharacter(ord(letter)) for letter in letters):
            raise ClinicError(say("The font {name} lacks letters.", name=name))
        # As a window sets it: in its own font, and the others where that one has no letter.
        layout = QTextLayout(letters, QGuiApplication.font())
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
        # Glyph 0 is the box for what is missing.
        if not glyphs or not all(glyphs):
            raise ClinicError(say("“{letters}” is shown as boxes.", letters=letters))
    return len(_SCRIPTS)


def _check_style_sheets(application: QApplication) -> int:
    all_colors = (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST)
    with _qt_messages() as said:
        for colors in all_colors:
            application.setStyleSheet(style_sheet(colors, application.font()))
            # Read when the first widget is dressed.
            QWidget().ensurePolished()
        application.setStyleSheet("")
    if said:
        raise ClinicError(" ".join(said))
    return len(all_colors)


@contextmanager
def _qt_messages() -> Iterator[list[str]]:
    """What Qt says inside instead of raising."""
    said: list[str] = []

    def hear(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        said.append(words)

    before = qInstallMessageHandler(hear)
    try:
        yield said
    finally:
        qInstallMessageHandler(before)
