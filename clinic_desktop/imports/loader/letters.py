"""In which letters a file is written, and what is no table at all: said, and not guessed into a table."""

import codecs
import io
from collections.abc import Iterator

from clinic_desktop.imports.model.fields import MOST_BYTES, ROW_LETTERS
from clinic_desktop.imports.model.sheet import FileLetters
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_WIDE_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# So much of a file is looked at to see whether every other byte is empty: UTF-16 without its mark.
_LOOKED_AT = 4_000
_SAVE_AS = mark("This is a file of {program}, not a table of text. Open it there, and save it as CSV: {how}")
_EXCEL = mark("File, Save As, “CSV UTF-8”.")
_OFFICE = mark("File, Save As, “Text CSV”.")
_NUMBERS = mark("File, Export To, CSV.")
# How files begin that are none, whatever they are called, and what is said then.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", mark("This is a PDF. Ask the other program for a table instead: its export is often called CSV.")),
    (b"\xd0\xcf\x11\xe0", ""),
    (b"{\\rtf", mark("This is a text document. Ask the other program for a table instead, often called CSV.")),
    (b"SQLite format 3", mark("This is a database, not a table of text. Ask the other program for an export as CSV.")),
    *((begin, "") for begin in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")),
)
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml")


def refuse_other_kinds(content: bytes) -> None:
    """Raise Unreadable for what is too big, empty, or no table of text: with how to make one of it."""
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise Unreadable(say("The file is too big: up to {most} MB are read. Export it in parts.", most=most))
    if not content.strip(b"\x00\x20\t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(say("The file is empty."))
    if words := _other_kind(content):
        raise Unreadable(words)


def letters_of(content: bytes, chosen: str = "") -> FileLetters:
    """In which letters a file is written: by its mark, by its empty bytes, or by what fits all of it; else Windows’,
    and that is not sure. `chosen` is a key of ENCODINGS that somebody wants it read by."""
    for begin, encoding, codec in _MARKS:
        if content.startswith(begin) and chosen in ("", encoding):
            return FileLetters(encoding, codec, len(begin), is_sure=True)
    wide = _wide(content[:_LOOKED_AT])
    if chosen == "utf-16" or (wide and not chosen):
        return FileLetters("utf-16", wide or "utf-16-le", 0, is_sure=bool(wide))
    if chosen:
        return FileLetters(chosen, chosen, 0, is_sure=False)
    if content.isascii():
        return FileLetters("utf-8", "utf-8", 0, is_sure=True)
    return FileLetters("utf-8", "utf-8", 0, is_sure=True) if _is_utf8(content) else _western()


def lines_of(content: bytes, letters: FileLetters) -> Iterator[str]:
    """The lines of a file with their ends, whatever these are; what cannot be read in these letters is U+FFFD. A line
    that is too long comes in pieces, for its reader to refuse."""
    stream = io.TextIOWrapper(io.BytesIO(content), encoding=letters.codec, errors="replace", newline="")
    stream.buffer.seek(letters.begin)
    while line := stream.readline(ROW_LETTERS + 1):
        yield line


def _western() -> FileLetters:
    return FileLetters("cp1252", "cp1252", 0, is_sure=False)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(begin: bytes) -> str:
    even, odd = begin[::2].count(0), begin[1::2].count(0)
    half = len(begin) // 4
    if half and odd > half > even:
        return "utf-16-le"
    return "utf-16-be" if half and even > half > odd else ""


def _other_kind(content: bytes) -> str:
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    for begin, words in _BEGINNINGS:
        if content.startswith(begin):
            if begin == b"\xd0\xcf\x11\xe0":
                return say(_SAVE_AS, program="Excel", how=say(_EXCEL))
            return say(words) if words else _no_table()
    if content.startswith(_WIDE_32):
        return say("The file is written in UTF-32, which no spreadsheet uses. Save it as CSV in UTF-8.")
    if content.lstrip().lower().startswith(_MARKUP):
        return say("This is a web page or XML. Open it in a spreadsheet, and save it there as CSV.")
    begin = content[:_LOOKED_AT]
    is_text = _wide(begin) or begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return _no_table() if not is_text and begin.count(0) > len(begin) // 10 else ""


def _zipped(content: bytes) -> str:
    """Spreadsheets are archives: their parts tell by whom."""
    if b"Index/" in content and b".iwa" in content:
        return say(_SAVE_AS, program="Numbers", how=say(_NUMBERS))
    if b"opendocument" in content[:200]:
        return say(_SAVE_AS, program="LibreOffice", how=say(_OFFICE))
    if b"xl/" in content or b"[Content_Types].xml" in content:
        return say(_SAVE_AS, program="Excel", how=say(_EXCEL))
    return say("This is an archive with other files in it. Open it, and choose the CSV file inside.")


def _no_table() -> str:
    return say("This is no table of text. Ask the other program for an export as CSV.")
