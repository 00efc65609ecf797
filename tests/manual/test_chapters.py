"""The chapters against the program: every word, key and link in them is one that is really there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from clinic_desktop import wording
from clinic_desktop.paths import MANUAL
from ui.actions import EVERYWHERE, IN_FORMS
from ui.kit.headings import headings
from ui.manual.chapters import Chapter, chapters, found
from ui.navigation import PLACES
from ui.settings.page import SECTIONS

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "clinic_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
FILES = sorted((MANUAL / "en").glob("*.md"))
ONE_FILE = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
# Keys that no list of ours names: an arrow, and those of the window of the manual itself.
OTHER_KEYS = {"Up", "Down", "Alt+Left", "Alt+Right", "Y", "N", "U", "?", "S", "M"}


@cache
def literals() -> set[str]:
    """Every text that the program hands to the door of translation."""
    seen: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("say", "mark", "say_many"):
                seen |= {one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return seen


def topics() -> set[str]:
    """Every topic that a part of the window names."""
    named = {section.topic or f"70-settings#{section.key}" for section in SECTIONS}
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else ""
            if isinstance(text, str) and re.fullmatch(r"\d\d-[a-z-]+(#[a-z-]+)?", text):
                named.add(text)
    return named


def places(file: Path) -> set[str]:
    """The chapter of a file and all its headings, as topics."""
    return {file.stem, *(f"{file.stem}#{one.anchor}" for one in headings(file.read_text("utf-8")) if one.anchor)}


@ONE_FILE
def test_every_word_in_bold_is_one_that_the_program_shows(file: Path) -> None:
    bold = re.findall(r"\*\*(.+?)\*\*", file.read_text("utf-8"))
    assert bold
    shown = literals()
    assert not [words for words in bold if words not in shown]


@ONE_FILE
def test_every_sentence_that_is_quoted_is_one_of_the_program(file: Path) -> None:
    shown = literals()
    quoted = [words for words in re.findall("“([^”]+)”", file.read_text("utf-8")) if words.endswith(".")]
    assert not [words for words in quoted if not any(words in one for one in shown)]


@ONE_FILE
def test_every_key_is_one_that_the_program_hears(file: Path) -> None:
    known = {action.key for action in EVERYWHERE} | {place.shortcut for place in PLACES} | OTHER_KEYS
    known |= {key for action in IN_FORMS for key in action.key.split(", ")}
    assert not set(re.findall(r"`([^`]+)`", file.read_text("utf-8"))) - known


def test_the_chapter_of_the_keyboard_names_every_key() -> None:
    text = (MANUAL / "en" / "65-keyboard.md").read_text("utf-8")
    for words, keys in (
        *((place.title, place.shortcut) for place in PLACES),
        *((action.words, action.key) for action in (*EVERYWHERE, *IN_FORMS)),
    ):
        spelled = ", ".join(f"`{key}`" for key in keys.split(", "))
        assert f"| {spelled} | **{words}** |" in text


@ONE_FILE
def test_every_link_leads_to_a_heading(file: Path) -> None:
    there = {place for one in FILES for place in places(one)}
    for target in re.findall(r"\]\(([^)]+)\)", file.read_text("utf-8")):
        name, _, anchor = target.partition("#")
        assert name == "" or name.endswith(".md"), target
        assert f"{name.removesuffix('.md') or file.stem}{'#' if anchor else ''}{anchor}" in there, target


def test_every_topic_has_its_heading() -> None:
    named = topics()
    assert len(named) > len(FILES)
    assert not named - {place for one in FILES for place in places(one)}


@ONE_FILE
def test_a_chapter_is_built_as_one(file: Path) -> None:
    text = file.read_text("utf-8")
    heads = headings(text)
    assert text.startswith("# ")
    assert [one.level for one in heads].count(1) == 1
    anchors = [one.anchor for one in heads[1:]]
    assert all(anchors)
    assert len(anchors) == len(set(anchors))
    assert text.count("{#") == len(anchors)


@ONE_FILE
def test_a_chapter_is_written_as_the_program_speaks(file: Path) -> None:
    words = re.sub(r"\]\([^)]*\)", "]", file.read_text("utf-8"))
    for banned in ("covered", "approved", "compliant", "in force", "into force", "!", "'", '"', "patient", "click"):
        assert banned not in words.lower(), banned


def test_the_search_finds_sections_with_all_words() -> None:
    hits = found(chapters(), "minutes  UNITS")
    assert hits[0].section.anchor == "units"
    assert "units" in hits[0].excerpt
    assert all("unit" in f"{hit.section.words} {hit.section.text}".lower() for hit in hits)
    assert not found(chapters(), "units xylophone")
    assert not found(chapters(), "  ")


def test_the_text_that_is_searched_has_no_marks() -> None:
    for chapter in chapters():
        for section in chapter.sections:
            assert not re.search(r"\*\*|`|\{#|\]\(|\|", section.text), section


def test_another_language_stands_in_chapter_by_chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "es").mkdir()
    (tmp_path / "en" / "10-a.md").write_text("# First\n", encoding="utf-8")
    (tmp_path / "en" / "20-b.md").write_text("# Second\n", encoding="utf-8")
    (tmp_path / "es" / "20-b.md").write_text("# Segundo\n", encoding="utf-8")
    monkeypatch.setattr("ui.manual.chapters.MANUAL", tmp_path)
    monkeypatch.setattr(wording, "_language", "es_MX")
    assert [titled(one) for one in chapters()] == [("10-a", "First"), ("20-b", "Segundo")]


def titled(one: Chapter) -> tuple[str, str]:
    return one.name, one.title
