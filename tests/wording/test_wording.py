"""The translation door: a catalog is used when there is one, and user text is never read for placeholders."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop import wording


def catalog(texts: dict[str, str]) -> bytes:
    """A GNU .mo file: header, table of originals, table of translations, texts."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n"} | texts)
    originals = [text.encode() for text in pairs]
    meanings = [({"": "Content-Type: text/plain; charset=UTF-8\n"} | texts)[text].encode() for text in pairs]
    at = 28 + 16 * len(pairs)
    tables, body = b"", b""
    for text in [*originals, *meanings]:
        tables += struct.pack("<2I", len(text), at + len(body))
        body += text + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0) + tables + body


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(wording, "_single", wording._single)
    monkeypatch.setattr(wording, "_plural", wording._plural)
    monkeypatch.setattr(wording, "_language", wording._language)
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "clinic-desktop.mo").write_bytes(catalog({"Welcome, {name}": "Hola, {name}"}))
    yield tmp_path


def test_a_catalog_translates(spanish: Path) -> None:
    wording.use_language("es", spanish)
    assert wording.say("Welcome, {name}", name="Ann") == "Hola, Ann"
    assert wording.say("Not in it") == "Not in it"


def test_a_language_without_a_catalog_stays_as_written(spanish: Path) -> None:
    wording.use_language("tlh", spanish)
    assert wording.say("Welcome, {name}", name="Ann") == "Welcome, Ann"
    assert wording.say_many("{count} visit", "{count} visits", 2) == "2 visits"


def test_braces_in_a_name_stay_braces() -> None:
    assert wording.say("Welcome, {name}", name="{0} {name!r}") == "Welcome, {0} {name!r}"


def test_a_file_is_taken_in_the_language_in_use(spanish: Path) -> None:
    for language, name in (("en", "a.md"), ("en", "b.md"), ("es", "b.md")):
        file = spanish / "pages" / language / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    pages = spanish / "pages"
    assert wording.translated(pages, "b.md") == pages / "en" / "b.md"
    for language in ("es", "es_MX"):
        wording.use_language(language, spanish)
        assert wording.translated(pages, "b.md") == pages / "es" / "b.md"
        assert wording.translated(pages, "a.md") == pages / "en" / "a.md"
    wording.use_language("tlh", spanish)
    assert wording.translated(pages, "b.md") == pages / "en" / "b.md"
