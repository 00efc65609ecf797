"""The one translation door: every sentence a person reads passes through here (gettext)."""

from collections.abc import Callable
from pathlib import Path


def _as_written(text: str) -> str:
    return text


def _as_counted(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


_WRITTEN_IN = "en"
_language = _WRITTEN_IN
_single: Callable[[str], str] = _as_written
_plural: Callable[[str, str, int], str] = _as_counted


def use_language(language: str, folder: Path) -> None:
    """Translate from now on with `folder`/`language`/LC_MESSAGES/clinic-desktop.mo.

    A language without a catalog leaves the text as written (US English).
    """
    # Imported here: gettext is not needed to show the program in its own language.
    import gettext

    global _language, _single, _plural
    catalog = gettext.translation("clinic-desktop", folder, [language], fallback=True)
    _language, _single, _plural = language, catalog.gettext, catalog.ngettext


def say(text: str, **values: object) -> str:
    """Translate a literal sentence, then put the values into its {placeholders}.

    Only the translated text is read for placeholders, so braces typed by a user stay as typed.
    """
    translated = _single(text)
    return translated.format(**values) if values else translated


def say_many(one: str, many: str, count: int, **values: object) -> str:
    """Translate with the plural form that `count` asks for; {count} is filled too."""
    return _plural(one, many, count).format(count=count, **values)


def translated(folder: Path, name: str) -> Path:
    """The file of that name in the language in use: `folder`/es/name, else as written, `folder`/en/name.

    Of a language with its country ("es_MX") the language alone is looked for too.
    """
    languages = (_language, _language.partition("_")[0], _WRITTEN_IN)
    files = [folder / language / name for language in languages]
    return next((file for file in files if file.is_file()), files[-1])


def mark(text: str) -> str:
    """Name a text for translation where it is fixed at import; it is translated when shown."""
    return text
