"""What this computer remembers about the window: declared once, kept in QSettings, never a client's data."""

from pathlib import Path
from typing import ClassVar, NamedTuple
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QSettings

from clinic_desktop.wording import mark


class Value(NamedTuple):
    """One value of a preference and its words, marked for translation."""

    value: str
    words: str


class Preference(NamedTuple):
    """A preference with a few values; the first is the default, unless `usual` names another. The settings page draws
    itself from it."""

    key: str
    words: str
    why: str
    choices: tuple[Value, ...]
    # Where the default is not the first.
    usual: str = ""


THEME = Preference(
    "theme",
    mark("Colors"),
    mark("The screen only. Papers are always printed dark on white."),
    (Value("system", mark("As the computer is set")), Value("light", mark("Light")), Value("dark", mark("Dark"))),
)
TEXT_SIZE = Preference(
    "text_size",
    mark("Text size"),
    mark("The whole window grows with it."),
    (Value("100", mark("Normal")), Value("115", mark("Larger")), Value("130", mark("Largest"))),
)
LOCK_AFTER = Preference(
    "lock_after",
    mark("Lock by itself"),
    mark("When nobody touches a key or the mouse. What is typed is kept."),
    (
        Value("1", mark("After 1 minute")),
        Value("2", mark("After 2 minutes")),
        Value("5", mark("After 5 minutes")),
        Value("10", mark("After 10 minutes")),
        Value("15", mark("After 15 minutes")),
        Value("20", mark("After 20 minutes")),
        Value("30", mark("After 30 minutes")),
    ),
    "10",
)
CLIENT_LIST = Preference(
    "client_list",
    mark("List of clients"),
    "",
    (
        Value("name", mark("By name")),
        Value("newest", mark("Newest first")),
        Value("birth", mark("By birth date")),
        Value("retired", mark("Retired clients")),
    ),
)
AUTHORIZATION_REPORT = Preference(
    "authorization_report",
    mark("Which authorizations"),
    "",
    (
        Value("running_out", mark("Running out")),
        Value("running", mark("Running")),
        Value("ended", mark("Ended")),
        Value("all", mark("All")),
    ),
)
REPORT = Preference(
    "report",
    mark("Report"),
    "",
    (
        Value("outstanding", mark("Outstanding")),
        Value("income", mark("Income")),
        Value("superbills", mark("What came back")),
        Value("open_denials", mark("Open denials")),
        Value("denials", mark("Denials by payer")),
        Value("denial_reasons", mark("Denials by reason")),
        Value("prepaids", mark("Paid ahead")),
        Value("authorizations", mark("Authorizations")),
        Value("prescriptions", mark("Prescriptions")),
        Value("policies", mark("Policies")),
        Value("claims", mark("Open claims")),
    ),
)
# One that is typed is not remembered.
REPORT_PERIOD = Preference(
    "report_period",
    mark("Period"),
    "",
    (
        Value("this_year", mark("This year")),
        Value("last_year", mark("Last year")),
        Value("this_month", mark("This month")),
        Value("last_month", mark("Last month")),
    ),
)
# Whether Today asks for a second place for backups.
SECOND_PLACE = Preference(
    "second_place",
    mark("Second place for backups"),
    "",
    (Value("asked", mark("Ask for one")), Value("none", mark("Do without"))),
)
# What the settings page draws; the others are chosen where they are used.
SHOWN: tuple[Preference, ...] = (THEME, TEXT_SIZE)
# Of each printer: its name is the computer's.
_PRINTERS = "printed_forms/"


class Preferences:
    """Reads and writes the preferences of this computer's user. They lie open: what is kept has a name that is known
    here, and none of it is of a client."""

    _GEOMETRY: ClassVar[str] = "window/geometry"
    _CONTRAST: ClassVar[str] = "system/contrast"
    _SCANS: ClassVar[str] = "scans/folder"
    # What is no choice of a few: nothing else is ever kept, whoever asks.
    _OPEN: ClassVar[frozenset[str]] = frozenset((_GEOMETRY, _CONTRAST, _SCANS))

    def __init__(self, file: str | None = None) -> None:
        """`file` is an INI file, for tests and pictures; without it the system's own place is used."""
        self._kept = QSettings(file, QSettings.Format.IniFormat) if file else QSettings("clinic-desktop", "window")

    def value(self, preference: Preference) -> str:
        """The chosen value; the default where nothing, or nonsense, is kept."""
        kept = str(self._kept.value(preference.key, ""))
        known = [choice.value for choice in preference.choices]
        return kept if kept in known else preference.usual or known[0]

    def choose(self, preference: Preference, value: str) -> None:
        """Keep a value, one of those it can have: never what somebody typed."""
        if value not in [choice.value for choice in preference.choices]:
            raise ValueError(f"{preference.key} has no such value")
        self._kept.setValue(preference.key, value)

    def lock_minutes(self) -> int:
        """After how many minutes without a touch the program locks."""
        return int(self.value(LOCK_AFTER))

    def geometry(self) -> QByteArray:
        """Where the window stood; empty at first."""
        kept = self._kept.value(self._GEOMETRY, QByteArray())
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window stands."""
        self._keep(self._GEOMETRY, geometry)

    def scan_folder(self) -> Path | None:
        """Where the scanner of this computer puts what it scans, None where nobody chose it. Chosen once by a person,
        and never where a client's files happen to lie."""
        kept = str(self._kept.value(self._SCANS, ""))
        return Path(kept) if kept else None

    def keep_scan_folder(self, folder: Path | None) -> None:
        """Look there for scans from now on; None for nowhere."""
        self._keep(self._SCANS, str(folder) if folder else "")

    def offsets(self, printer: str, usual: tuple[int, int]) -> tuple[int, int]:
        """How far from the left and the upper edge printed forms begin on a printer, in hundredths of an inch; `usual`
        where nothing, or nonsense, is kept."""
        kept = str(self._kept.value(_offsets_key(printer), "")).split(" ")
        return (int(kept[0]), int(kept[1])) if len(kept) == len(usual) and all(map(str.isdecimal, kept)) else usual

    def keep_offsets(self, printer: str, offsets: tuple[int, int]) -> None:
        """Keep them for that printer."""
        self._keep(_offsets_key(printer), " ".join(map(str, offsets)))

    def _keep(self, key: str, value: str | QByteArray) -> None:
        if key not in self._OPEN and not key.startswith(_PRINTERS):
            raise ValueError(f"no preference is called {key}")
        self._kept.setValue(key, value)

    def asks_for_contrast(self) -> bool:
        """Whether the system asked for more contrast when it was last looked at."""
        return str(self._kept.value(self._CONTRAST, "")) == "high"

    def keep_asks_for_contrast(self, high: bool) -> None:
        """Remember it for the first paint of the next start."""
        self._keep(self._CONTRAST, "high" if high else "")


def _offsets_key(printer: str) -> str:
    # A name may have a slash, which would part the key.
    return f"{_PRINTERS}{quote(printer, safe='')}"


def forget_visited_folders() -> None:
    """Drop the list of folders that Qt's own file dialog keeps; a folder can be named after a client."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.sync()
