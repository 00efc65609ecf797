"""The letters of a font within a document: kept for the next one, and never a trace of the last one."""

import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pdfs import pages
from pypdf import PdfReader

from clinic_desktop.press.blocks import paragraph
from clinic_desktop.press.sheet import Paper, Sheet
from clinic_desktop.press.text import Type

ROOT = Path(__file__).parents[2]
ALONE = """
import sys
sys.path.insert(0, {place!r})
from test_embedding import set_paper
sys.stdout.buffer.write(set_paper({text!r}))
"""
# Each begins with other letters: their codes differ from paper to paper, those of the signs never do.
TEXTS = (
    "Zoë (née Łukasz) – “Nguyễn” \\ O’Brien",
    "– “Nguyễn” Zoë",
    "plain (ASCII) \\ and ) alone",
    "“quoted” – dashed… · it’s",
    "é–ü “ö” שרה 王小明 –",
    "a\u00a0b – c\u00a0“d”",
)


def set_paper(text: str) -> bytes:
    sheet = Sheet(Paper("Paper", "Clinic", "", made_on=date(2026, 11, 23)), lambda _: None)
    for face in (Type(9), Type(11, bold=True)):
        paragraph(sheet, text, face, 14)
    return sheet.pdf()


@pytest.mark.parametrize("text", TEXTS)
def test_every_letter_is_read_back(text: str) -> None:
    (read,) = pages(set_paper(text))
    said = text.replace("\u00a0", " ")
    assert read.splitlines()[:2] == [said, said]


def test_a_paper_is_the_same_whatever_was_made_before() -> None:
    first = [set_paper(text) for text in TEXTS]
    again = [set_paper(text) for text in reversed(TEXTS)]
    assert first == again[::-1]
    code = ALONE.format(place=str(ROOT / "tests" / "press"), text=TEXTS[4])
    alone = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONPATH": path()})
    assert alone.stdout == first[4]


def path() -> str:
    return ":".join((str(ROOT), str(ROOT / "tests")))


def test_papers_of_usual_letters_carry_the_same_font() -> None:
    programs = [font_programs(set_paper(text)) for text in (TEXTS[2], TEXTS[3], "1234")]
    assert programs[0] == programs[1] == programs[2] and len(programs[0]) == 2
    assert font_programs(set_paper("Nguyễn")) != programs[0]


def font_programs(pdf: bytes) -> list[bytes]:
    fonts: Any = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]
    return [one["/FontDescriptor"]["/FontFile2"].get_data() for _, one in sorted(fonts["/Font"].items())]


def test_more_letters_than_a_part_of_a_font_has_codes_for() -> None:
    many = "".join(chr(code) for code in range(0x100, 0x180)) + "".join(chr(code) for code in range(0x1EA0, 0x1EF0))
    read = "".join(pages(set_paper(many))[0].split())
    assert read.count(many) == 2
