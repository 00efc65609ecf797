"""The official file of a release: read however it comes, and refused with a sentence when it is something else."""

import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
from order_file import order_text

from clinic_desktop.codes import loader
from clinic_desktop.codes.model import CodeLine, CodeTable
from clinic_desktop.codes.rules import orderfile
from clinic_desktop.errors import Refused

DAY = date(2026, 10, 1)
NAME = "icd10cm_order_2027.txt"
LINES = (
    CodeLine("M54", False, "Dorsalgia"),
    CodeLine("M54.2", True, "Cervicalgia"),
    CodeLine("M54.50", True, "Low back pain, unspecified"),
    CodeLine("M35.06", True, "Sjögren syndrome with peripheral nervous system involvement"),
    CodeLine("QA0.0101", True, "Neurodevelopmental disorder, related to pathogenic variants in ion channel genes"),
    CodeLine("S13.4XXA", True, "Sprain of ligaments of cervical spine, initial encounter"),
)


TEXT = order_text(LINES)


@pytest.fixture(autouse=True)
def few_codes_are_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orderfile, "_LEAST_CODES", 5)


def read(path: Path) -> CodeTable:
    packed, billable = loader.release_from(path, DAY)
    table = loader.unpacked(packed)
    assert billable == sum(line.billable for line in table.lines)
    return table


def refusal(path: Path) -> str:
    """The sentence at the file; it always says that nothing happened."""
    with pytest.raises(Refused) as refused:
        loader.release_from(path, DAY)
    assert [problem.field for problem in refused.value.problems] == ["file"]
    words = refused.value.problems[0].words
    assert words.endswith("Nothing was loaded.")
    return words


def zipped(
    path: Path, content: bytes, name: str = f"Code Descriptions/{NAME}", how: int = zipfile.ZIP_DEFLATED
) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        archive.writestr("Code Descriptions/icd10cm_codes_2027.txt", "M542    Cervicalgia\n")
        archive.writestr("Code Descriptions/order_addenda_2027.txt", "Add: M54.2")
        archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "   \n").encode() + b"\n\n",
        TEXT.encode().rstrip(),
    ],
    ids=["plain", "windows", "marked", "cp1252", "blanks", "no last line end"],
)
def test_an_order_file_is_read_however_it_was_written(tmp_path: Path, content: bytes) -> None:
    plain = tmp_path / NAME
    plain.write_bytes(content)
    assert read(plain) == CodeTable(DAY, LINES)
    assert read(zipped(tmp_path / "release.zip", content)) == CodeTable(DAY, LINES)


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_may_be_packed_in_any_way(tmp_path: Path, how: int) -> None:
    assert read(zipped(tmp_path / "release.zip", TEXT.encode(), how=how)).lines == LINES


def test_a_zip_may_have_the_file_anywhere_under_any_case(tmp_path: Path) -> None:
    assert read(zipped(tmp_path / "release.zip", TEXT.encode(), "ICD10CM_ORDER_2027.TXT")).lines == LINES


def test_a_title_is_kept_on_one_line_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(TEXT.replace("Cervicalgia\n", "Cervicalgia\tof  the neck\n"), encoding="utf-8")
    assert read(path).lines[1].title == "Cervicalgia of the neck"


def changed(number: int, line: str) -> str:
    """The text with another line at this place."""
    lines = TEXT.splitlines()
    lines[number - 1] = line
    return "\n".join(lines)


SECOND = TEXT.splitlines()[1]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("M542    Cervicalgia\n" * 6, 1),
        ("\x00\x01\x02\xff", 1),
        ("<html><body>Please sign in</body></html>", 1),
        (changed(2, SECOND + "x" * 1_000), 2),
        (changed(2, SECOND.replace(" 1 ", " 2 ", 1)), 2),
        (changed(2, SECOND.replace(" 1 ", " Y ", 1)), 2),
        (changed(2, SECOND.replace("M542 ", "NECK ")), 2),
        (changed(2, SECOND.replace("M542 ", "m542 ")), 2),
        (changed(2, SECOND.replace("M542 ", "M5422222")), 2),
        (changed(2, SECOND.replace("M542    1", "M542 1   ")), 2),
        (changed(6, SECOND[:77]), 6),
        (changed(6, SECOND[5:]), 6),
        ("\n\n" + SECOND[1:], 3),
    ],
)
def test_a_line_that_is_none_of_an_order_file_is_named(tmp_path: Path, text: str, number: int) -> None:
    path = tmp_path / NAME
    path.write_bytes(text.encode())
    assert refusal(path).startswith(
        f"Line {number} is not one of an order file of ICD-10-CM. Choose icd10cm_order_….txt"
    )


@pytest.mark.parametrize(("text", "count"), [("", 0), (TEXT.splitlines()[0], 0), ("\n".join(TEXT.splitlines()[:5]), 4)])
def test_a_file_without_most_codes_is_refused(tmp_path: Path, text: str, count: int) -> None:
    path = tmp_path / NAME
    path.write_text(text, encoding="utf-8")
    assert refusal(path).startswith(f"This file has {count} codes; a whole release has more than 70,000.")


def test_a_code_that_is_there_twice_is_named(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(TEXT + SECOND, encoding="utf-8")
    assert refusal(path).startswith("This file has M54.2 more than once.")


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / NAME, tmp_path):
        assert refusal(path).startswith("This file cannot be read")


def test_a_zip_without_the_order_file_is_refused(tmp_path: Path) -> None:
    for name in ("readme.txt", "order.pdf", "icd10cm_order_addenda_2027.txt", "order/"):
        assert refusal(zipped(tmp_path / "release.zip", b"", name)).startswith("There is no order file")


@pytest.mark.parametrize("left", [0.1, 0.9, 1])
def test_a_zip_that_was_cut_off_while_copying_is_called_so(tmp_path: Path, left: float) -> None:
    path = zipped(tmp_path / "release.zip", TEXT.encode())
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left) - 1])
    assert refusal(path) == "This zip file is not whole. Copy it again. Nothing was loaded."


def test_a_zip_under_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "release.zip", TEXT.encode())
    whole = bytearray(path.read_bytes())
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.rindex(start) + flags] |= 1
    path.write_bytes(whole)
    assert refusal(path).startswith("This file cannot be read: it is damaged or protected.")


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_zip_is_refused_and_never_read_wrongly(tmp_path: Path, how: int) -> None:
    whole = zipped(tmp_path / "release.zip", TEXT.encode(), how=how).read_bytes()
    chance = random.Random(11)
    damaged = tmp_path / "damaged.zip"
    refused = 0
    for _ in range(150):
        at = chance.randrange(len(whole))
        cut = whole[:at] if chance.random() < 0.2 else whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        damaged.write_bytes(cut)
        try:
            assert read(damaged).lines == LINES
        except Refused:
            refused += 1
    assert refused > 20


@pytest.mark.parametrize(("size", "words"), [(200_000_000, "This file is too big"), (10, "This file cannot be read")])
def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path, size: int, words: str) -> None:
    path = zipped(tmp_path / "release.zip", TEXT.encode())
    whole = bytearray(path.read_bytes())
    at = whole.rindex(b"PK\x01\x02") + 24
    whole[at : at + 4] = size.to_bytes(4, "little")
    path.write_bytes(whole)
    assert refusal(path).startswith(words)


def test_a_file_too_big_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with path.open("wb") as file:
        file.truncate(100_000_001)
    assert refusal(path).startswith("This file is too big for a release of ICD-10-CM.")


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        (NAME, (2026, 10, 1), (2027, 4, 1)),
        ("April-1-2026-Code-Descriptions.zip", (2026, 4, 1), (2025, 10, 1)),
        ("icd10cm_order_apr_2026.txt", (2026, 4, 1), (2025, 10, 1)),
        ("release.zip", (2026, 10, 1), (2027, 4, 1)),
        ("icd10cm_order_1999.txt", (2026, 10, 1), (2027, 4, 1)),
    ],
)
def test_the_likeliest_day_on_which_it_came_into_force_is_offered_first(
    name: str, first: tuple[int, int, int], second: tuple[int, int, int]
) -> None:
    offered = orderfile.days_offered(name, date(2026, 11, 24))
    assert offered[:2] == (date(*first), date(*second))
    assert len(set(offered)) == len(offered)
    assert all((day.month, day.day) in ((10, 1), (4, 1)) for day in offered)
