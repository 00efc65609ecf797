"""Where shipped files lie, and where the user's files lie."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# One line serves a checkout, an editable install, a wheel and the frozen program.
_SHIPPED = _PACKAGE if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent

RESOURCES = _SHIPPED / "resources"
DATA = _SHIPPED / "data"
MIGRATIONS = DATA / "migrations"
REFERENCE = DATA / "reference"
RULES = DATA / "rules"
EXAMPLES = DATA / "examples"
MEASURES = DATA / "measures"
PASSWORDS = DATA / "passwords"
LETTERS = DATA / "letters"
TRANSLATIONS = RESOURCES / "translations"
MANUAL = RESOURCES / "manual"


def user_folder() -> Path:
    """The folder of this user's own clinic: local application data, never Documents.

    Documents is often mirrored to a cloud drive, which would carry the clinic's file away.
    """
    import platformdirs

    return Path(platformdirs.user_data_dir("clinic-desktop", appauthor=False)) / "clinic"


def demo_folder() -> Path:
    """The folder of the demo clinic, beside the user's own and never the same."""
    import platformdirs

    return Path(platformdirs.user_data_dir("clinic-desktop", appauthor=False)) / "demo"


def cache_folder() -> Path:
    """The folder of what can be made again at any time: search files of public data, nothing of a clinic."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("clinic-desktop", appauthor=False))


def state_folder() -> Path:
    """The folder of what this user's own programs remember between two starts, apart from every clinic's folder: where
    a copy of one is put back, this stays as it is."""
    import platformdirs

    return Path(platformdirs.user_state_dir("clinic-desktop", appauthor=False))
