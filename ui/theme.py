"""One palette a scheme, one style sheet, one grid. No color and no size is named anywhere else."""

import re
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from clinic_desktop.paths import RESOURCES
from ui.preferences import TEXT_SIZE, THEME, Preferences


class Colors(NamedTuple):
    """The colors of one scheme; every text stands at 4.5:1 or better on what lies below it."""

    ground: str
    card: str
    field: str
    line: str
    edge: str
    ink: str
    muted: str
    accent: str
    accent_over: str
    on_accent: str
    chosen: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    stop: str
    stop_soft: str


LIGHT = Colors(
    ground="#f6f7f7",
    card="#ffffff",
    field="#ffffff",
    line="#e3e6e5",
    edge="#8b9592",
    ink="#1b2321",
    muted="#59635f",
    accent="#1f6f5c",
    accent_over="#185a4a",
    on_accent="#ffffff",
    chosen="#e3f0ec",
    good="#1a6e3f",
    good_soft="#e3f3e9",
    warning="#7d5300",
    warning_soft="#fdf0d5",
    stop="#a32720",
    stop_soft="#fbe7e5",
)
DARK = Colors(
    ground="#161a19",
    card="#1f2423",
    field="#191d1c",
    line="#343b39",
    edge="#78837f",
    ink="#e8edeb",
    muted="#a3aeaa",
    accent="#6dc7ae",
    accent_over="#86d6c0",
    on_accent="#0f1f1b",
    chosen="#20382f",
    good="#7fd3a0",
    good_soft="#1c3325",
    warning="#efc069",
    warning_soft="#3a2d12",
    stop="#f59a92",
    stop_soft="#43201d",
)
# The system asks for more contrast: black and white, edges as strong as the text.
LIGHT_CONTRAST = Colors(
    ground="#ffffff",
    card="#ffffff",
    field="#ffffff",
    line="#000000",
    edge="#000000",
    ink="#000000",
    muted="#262626",
    accent="#003d2f",
    accent_over="#000000",
    on_accent="#ffffff",
    chosen="#cfe8e0",
    good="#00401c",
    good_soft="#ffffff",
    warning="#4d3300",
    warning_soft="#ffffff",
    stop="#7a0000",
    stop_soft="#ffffff",
)
DARK_CONTRAST = Colors(
    ground="#000000",
    card="#000000",
    field="#000000",
    line="#ffffff",
    edge="#ffffff",
    ink="#ffffff",
    muted="#e0e0e0",
    accent="#9bf0da",
    accent_over="#ffffff",
    on_accent="#000000",
    chosen="#12402f",
    good="#a6f5c4",
    good_soft="#000000",
    warning="#ffd980",
    warning_soft="#000000",
    stop="#ffb3ad",
    stop_soft="#000000",
)
Size = Literal["small", "body", "heading", "title"]
_SCALE: dict[Size, float] = {"small": 0.88, "body": 1.0, "heading": 1.2, "title": 1.6}
_DARK_BELOW = 0.5
_FIRST_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_LATER_FONTS = (
    "NotoSansHebrew-Regular.ttf",
    "NotoSansHebrew-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "DroidSansFallback.ttf",
)


class Theme(QObject):
    """The look of the whole program; follows the system until a preference says otherwise."""

    changed = Signal()

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        """`apply` before the first page is built, `dress` before it is shown."""
        super().__init__(app)
        self._app, self._preferences = app, preferences
        self._size = app.font().pointSizeF()
        self.colors = LIGHT
        self._is_dressed = False
        # Asking Qt builds the namespace of its enumerations, 20 ms: until `ask_system` the system's own palette tells
        # dark from light, and what was asked for last time stands for the contrast.
        self._dark = app.palette().color(QPalette.ColorRole.Window).lightnessF() < _DARK_BELOW
        self._contrast = preferences.asks_for_contrast()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.ask_system)
        hints.accessibility().contrastPreferenceChanged.connect(self.ask_system)

    def apply(self) -> None:
        """Set font, palette and style sheet from the system and the preferences."""
        self.colors = self._chosen_colors()
        self._app.setFont(self._font())
        self._app.setPalette(_palette(self.colors))
        if self._is_dressed:
            self._app.setStyleSheet(style_sheet(self.colors, self._app.font()))
        self.changed.emit()

    def dress(self) -> None:
        """Put the style sheet on, once the first page stands.

        With a style sheet Qt styles all that a widget holds anew each time it is put into another: a page that is
        built before it costs half as much.
        """
        if not self._is_dressed:
            self._is_dressed = True
            self._app.setStyleSheet(style_sheet(self.colors, self._app.font()))

    def ask_system(self) -> None:
        """Follow the system's color scheme and contrast; once after the first paint, then whenever they change."""
        from PySide6.QtCore import Qt

        hints = QGuiApplication.styleHints()
        scheme = hints.colorScheme()
        # A system that does not say has shown its palette all the same.
        dark = self._dark if scheme == Qt.ColorScheme.Unknown else scheme == Qt.ColorScheme.Dark
        contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if (dark, contrast) != (self._dark, self._contrast):
            self._dark, self._contrast = dark, contrast
            self._preferences.keep_asks_for_contrast(contrast)
            self.apply()

    def load_other_scripts(self) -> None:
        """Register the fonts for Hebrew, Arabic and CJK; after the first paint, for they are large."""
        _register(_LATER_FONTS)

    def _chosen_colors(self) -> Colors:
        chosen = self._preferences.value(THEME)
        dark = chosen == "dark" or (chosen == "system" and self._dark)
        if self._contrast:
            return DARK_CONTRAST if dark else LIGHT_CONTRAST
        return DARK if dark else LIGHT

    def _font(self) -> QFont:
        font = QFont(self._app.font())
        font.setPointSizeF(self._size * int(self._preferences.value(TEXT_SIZE)) / 100)
        # A machine without fonts shows boxes and says nothing: then our own family stands in.
        if not QFontInfo(font).family():
            _register(_FIRST_FONTS)
            font.setFamily("Noto Sans")
        return font


def grid_step(font: QFont) -> int:
    """One step of the grid in pixels: 8 at the usual size, more with larger text."""
    return max(6, round(QFontMetricsF(font).height() / 2))


def cell_margin(font: QFont) -> int:
    """Where the words of a cell begin: its padding, and the margin that Qt's style keeps for a focus frame."""
    return grid_step(font) + 3


def points(font: QFont, size: Size) -> float:
    """One of the four sizes of type, in points, where this font is that of the body."""
    return font.pointSizeF() * _SCALE[size]


def style_sheet(colors: Colors, font: QFont) -> str:
    """The style sheet with this scheme's colors and sizes of this font; an unknown name is a KeyError."""
    step = grid_step(font)
    names = colors._asdict()
    names |= {f"{size}_size": f"{points(font, size):.1f}pt" for size in _SCALE}
    names |= {f"s{half}": f"{round(step * half / 2)}px" for half in range(1, 13)}
    names["cell"] = f"{cell_margin(font)}px"
    template = (RESOURCES / "qss" / "clinic.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda found: names[found.group(1)], template)


def _register(names: tuple[str, ...]) -> None:
    from PySide6.QtGui import QFontDatabase

    for name in names:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))


def _palette(colors: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, color in (
        ((role.Window,), colors.ground),
        ((role.Base, role.AlternateBase, role.ToolTipBase), colors.card),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), colors.ink),
        ((role.Button,), colors.card),
        ((role.PlaceholderText,), colors.muted),
        ((role.Highlight, role.Link, role.Accent), colors.accent),
        ((role.HighlightedText,), colors.on_accent),
        ((role.Mid, role.Dark, role.Light, role.Midlight), colors.line),
    ):
        for one in roles:
            palette.setColor(one, QColor(color))
    return palette
