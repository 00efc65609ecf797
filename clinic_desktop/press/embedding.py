"""How the letters of a font are put into documents: ASCII and a few signs always and first, others as they are used.

So most documents carry the very same program of a font, which is cut out of its file and packed once, not for each of
a month's bills; and a piece of ASCII is written as it is. Imported when the first font is opened: it brings ReportLab.
"""

import re
import threading
from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfdoc import PDFObject, PDFZCompress
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, TTFont, makeToUnicodeCMap

# After ASCII, in this order: no paper is without one of them. The space that does not break is the space.
_SIGNS = "–—‘’“”…·"
_ALWAYS = re.compile(f"[ -~\u00a0{_SIGNS}]*")
# What differs has letters beyond ASCII: names, mostly. 15 kB each.
_KEPT = 48
_KEPT_TEXTS = 1_024
# What reads the file of a font remembers where it is in it.
_cutting = threading.Lock()


class Made(NamedTuple):
    """The letters of a font that a document uses, ready to be written: what is packed is packed already."""

    begin: bytes
    program: bytes
    letters: bytes
    descriptor: bytes


class EmbeddedFont(TTFont):
    """A font that knows its letters by their ASCII codes, and keeps what it made for one document for the next."""

    def __init__(self, name: str, path: str, *, holds_ascii: bool) -> None:
        """`holds_ascii` is whether the font has those letters at all."""
        super().__init__(name, path, asciiReadable=holds_ascii)
        self._holds_ascii = holds_ascii
        self._shown: dict[str, str] = {}

    def pieces(self, text: str, document: Any) -> list[tuple[int, str]]:
        """The text as strings of a PDF, each with the number of the part of the font that has its letters."""
        if self._holds_ascii and text.isascii():
            return [(0, _guarded(text))]
        self._begin(document)
        if self._holds_ascii and _ALWAYS.fullmatch(text):
            return [(0, self._known(text, document))]
        return [(part, escapePDF(codes)) for part, codes in self.splitString(text, document)]

    def name_in(self, document: Any, part: int) -> str:
        """What a document calls a part of the font."""
        self._begin(document)
        return self.getSubsetInternalName(part, document)

    def _begin(self, document: Any) -> None:
        """Give the letters that are always there their codes, which so are the same in every document."""
        if document not in self.state and self._holds_ascii:
            self.splitString(_SIGNS, document)
        else:
            self._assignState(document)  # type: ignore[attr-defined] # the stubs leave it out

    def _known(self, text: str, document: Any) -> str:
        found = self._shown.get(text)
        if found is None:
            ((_, codes),) = self.splitString(text, document)
            if len(self._shown) >= _KEPT_TEXTS:
                self._shown.clear()
            found = self._shown[text] = escapePDF(codes)
        return found

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab’s name
        """Called by ReportLab when a document ends: put in all parts that it used."""
        state = self.state[doc]
        state.frozen = 1
        for part, letters in enumerate(state.subsets):
            name = self.getSubsetInternalName(part, doc)[1:]
            made = _made(self, part, tuple(letters))
            program = doc.Reference(_Ready(made.program), f"program:{name}").format(doc)
            descriptor = doc.Reference(_Ready(made.descriptor, program, b"\n>>"), f"descriptor:{name}").format(doc)
            unicode = doc.Reference(_Ready(made.letters), f"letters:{name}").format(doc)
            rest = (b"\n/Name /", name.encode("ascii"), b"\n/ToUnicode ", unicode, b"\n/FontDescriptor ", descriptor)
            font = _Ready(made.begin, *rest, b"\n>>")
            doc.Reference(font, name)
            doc.idToObject["BasicFonts"].dict[name] = font
        del self.state[doc]


class _Ready(PDFObject):
    """An object of a PDF whose bytes are there already."""

    __RefOnly__ = 1

    def __init__(self, *parts: bytes) -> None:
        self._parts = parts

    def format(self, _document: Any) -> bytes:
        return b"".join(self._parts)


@lru_cache(_KEPT)
def _made(font: EmbeddedFont, part: int, letters: tuple[int, ...]) -> Made:
    face: Any = font.face
    with _cutting:
        program = face.makeSubset(letters)
    name = (SUBSETN(part) + b"+" + face.name + face.subfontNameX).decode("ascii")
    # Its codes are its own, not those of any standard.
    flags = face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC
    widths = " ".join(_number(face.getCharWidth(one)) for one in letters)
    begin = (
        f"<<\n/Type /Font /Subtype /TrueType /BaseFont /{name}\n"
        f"/FirstChar 0 /LastChar {len(letters) - 1}\n/Widths [ {widths} ]"
    )
    box = " ".join(map(_number, face.bbox))
    descriptor = (
        f"<<\n/Type /FontDescriptor /FontName /{name} /Flags {flags} /FontBBox [ {box} ]\n"
        f"/Ascent {_number(face.ascent)} /Descent {_number(face.descent)} /CapHeight {_number(face.capHeight)}\n"
        f"/ItalicAngle {_number(face.italicAngle)} /StemV {_number(face.stemV)}"
        f" /MissingWidth {_number(face.defaultWidth)}\n/FontFile2 "
    )
    return Made(
        begin.encode("ascii"),
        _stream(program, f"/Length1 {len(program)} "),
        _stream(makeToUnicodeCMap(name, letters).encode("ascii")),
        descriptor.encode("ascii"),
    )


def _guarded(text: str) -> str:
    """A string in a PDF ends at a parenthesis. Few have one: `translate` would look each letter up."""
    if "(" in text or ")" in text or "\\" in text:
        return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return text


def _stream(content: bytes, more: str = "") -> bytes:
    packed: bytes = PDFZCompress.encode(content)
    head = f"<<\n/Filter [ /{PDFZCompress.pdfname} ] {more}/Length {len(packed)}\n>>\nstream\n"
    return head.encode("ascii") + packed + b"endstream\n"


def _number(value: float) -> str:
    """A number as a PDF writes it: never with an exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
