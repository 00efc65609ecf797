"""Files that hide their size or their end one step further: chains, repeats, pictures in text, and one kind of file
that is another one as well."""

import struct
import zlib
from collections.abc import Callable, Iterator

from hostile import SENTINEL, Hostile, annotation, changed, draw, first, form, plain, stream
from hostile_pictures import HEIC, _chunk, _dots, _png, picture
from hostile_shapes import _CATALOG, _PAGE, _PAGES, _boxed, _contents, _image, _packed, by_hand
from pikepdf import Array, Dictionary, Name, Pdf, String


def _in_text(dictionary: bytes, data: bytes) -> Callable[[Pdf], None]:
    """A picture that stands in what the page draws."""
    return _contents(b"q 9 0 0 9 0 0 cm BI " + dictionary + b" ID " + data + b"\nEI Q")


def _again_and_again(pdf: Pdf) -> None:
    """A piece of a megabyte, drawn nine thousand times."""
    piece = stream(pdf, b"0 0 9 9 re f\n" * 80_000)
    first(pdf).Contents = Array([piece] * 9_000)


def _soft_mask_of_itself(pdf: Pdf) -> None:
    group = Dictionary(S=Name.Transparency)
    drawn = form(pdf, b"/G gs 0 0 9 9 re f", Group=group)
    state = pdf.make_indirect(Dictionary(Type=Name.ExtGState, SMask=Dictionary(S=Name.Luminosity, G=drawn)))
    drawn.Resources = Dictionary(ExtGState=Dictionary(G=state))
    pdf.pages[0].add_resource(state, Name.ExtGState, Name.G)
    pdf.pages[0].contents_add(b"/G gs 0 0 99 99 re f")


def _tile_of_itself(pdf: Pdf) -> None:
    tile = stream(pdf, b"/Pattern cs /P scn 0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9)
    tile.BBox, tile.Resources = Array([0, 0, 9, 9]), Dictionary(Pattern=Dictionary(P=tile))
    pdf.pages[0].add_resource(tile, Name.Pattern, Name.P)
    pdf.pages[0].contents_add(b"/Pattern cs /P scn 0 0 99 99 re f")


def _looks_of_itself(pdf: Pdf) -> None:
    look = form(pdf, b"/In Do")
    look.Resources = Dictionary(XObject=Dictionary(In=look))
    annotation(pdf, Subtype=Name.Stamp, AS=Name.On, AP=Dictionary(N=Dictionary(On=look), D=look))


def _samples(pdf: Pdf) -> None:
    """A function of a thousand million samples, of which four are there."""
    made = stream(pdf, bytes(4), FunctionType=0, BitsPerSample=8, Size=Array([1000, 1000, 1000]))
    made.Domain, made.Range = Array([0, 1] * 3), Array([0, 1])
    shading = Dictionary(ShadingType=1, ColorSpace=Name.DeviceGray, Function=made)
    pdf.pages[0].add_resource(shading, Name.Shading, Name.S)
    pdf.pages[0].contents_add(b"/S sh")


def _letters_of_rubbish(key: str) -> Callable[[Pdf], None]:
    def put(pdf: Pdf) -> None:
        held = stream(pdf, b"\0\1\0\0" + bytes(range(256)) * 8, Length1=9_999_999, Subtype=Name.Type1C)
        about = Dictionary(Type=Name.FontDescriptor, FontName=Name.Evil, Flags=4)
        about["/" + key] = held
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Evil, FontDescriptor=about)
        font.ToUnicode = stream(pdf, b"/Evil usecmap 1 begincodespacerange <00> <ffffffffff>" + b"<" * 9_000)
        pdf.pages[0].add_resource(font, Name.Font, Name.E)
        pdf.pages[0].contents_add(b"BT /E 9 Tf (aaaa) Tj ET")

    return put


def _jpx(wide: int, high: int) -> bytes:
    """JPEG 2000 that says how large it is, and has nothing to show."""
    size = struct.pack(">HHIIIIIIIIHBBB", 41, 0, wide, high, 0, 0, wide, high, 0, 0, 1, 7, 1, 1)
    return b"\xff\x4f\xff\x51" + size + b"\xff\x52\x00\x0c\0\0\0\x01\0\x05\x04\x04\0\0\xff\x93\xff\xd9"


def _jbig2(wide: int, high: int) -> bytes:
    """A fax of the newer kind, by its page alone."""
    return struct.pack(">IBBBI", 0, 0x30, 0, 1, 19) + struct.pack(">IIIIBH", wide, high, 0, 0, 0, 0)


def _chain(levels: int) -> bytes:
    """A tree of pages that is a stick."""
    nodes = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 3) for number in range(levels)]
    leaf = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] >>" % (levels + 1)
    return by_hand(_CATALOG, *nodes, leaf)


def _before_itself() -> bytes:
    """An older table of objects that is this one."""
    whole = by_hand(_CATALOG, _PAGES, _PAGE, _packed(b"0 0 9 9 re f", b""))
    at = whole.index(b"xref\n0 ")
    return whole.replace(b"trailer << ", b"trailer << /Prev %d /XRefStm %d " % (at, at))


_LENGTH_OF_ITSELF = b"<< /Length 4 0 R >>\nstream\n0 0 9 9 re f\nendstream"


def _frames(count: int) -> bytes:
    """A TIFF of so many pages of eight dots."""
    tags = ((256, 8), (257, 1), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, 1), (279, 1))
    size = 2 + 12 * len(tags) + 4
    made = [b"II*\0", struct.pack("<I", 16), bytes(8)]
    for number in range(count):
        after = 16 + size * (number + 1) if number + 1 < count else 0
        made += [struct.pack("<H", len(tags)), *(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)]
        made.append(struct.pack("<I", after))
    return b"".join(made)


def _moving(frames: int) -> bytes:
    """A PNG that moves: what is filed is its first picture."""
    told = _chunk(b"acTL", struct.pack(">II", frames, 0))
    frame = struct.pack(">IIIIIHHBB", 0, 10, 10, 0, 0, 1, 1, 0, 0)
    return _png(10, 10, told, _chunk(b"fcTL", frame), _dots(110), _chunk(b"fcTL", bytes(3) + b"\1" + frame[4:]))


def _international(letters: int) -> bytes:
    """The other kind of word that swells."""
    return _chunk(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(bytes(letters), 9))


def _box(kind: bytes, data: bytes, size: int | None = None) -> bytes:
    return struct.pack(">I", len(data) + 8 if size is None else size) + kind + data


def _heic(*boxes: bytes) -> bytes:
    return _box(b"ftyp", b"heic\0\0\0\0mif1heic") + b"".join(boxes)


def _boxes_in_boxes(levels: int) -> bytes:
    inner = b""
    for _ in range(levels):
        inner = _box(b"meta", bytes(4) + inner)
    return inner


def _heic_with(old: bytes, new: bytes) -> bytes:
    whole = HEIC.read_bytes()
    assert old in whole
    return whole.replace(old, new)


CHANGES: dict[str, tuple[Callable[[Pdf], object], str]] = {
    "a picture of 60,000 by 60,000 dots in the text": (
        _in_text(b"/W 60000 /H 60000 /BPC 8 /CS /G /F /Fl", b"x"), "3,600 million dots"),
    "a picture in the text, in disguise": (
        _in_text(b"/#57#69dth%/W 1\n60000 /#48 60000. /BPC 8 /CS /G", b"x"), "3,600 million dots"),
    "a picture in the text, in two pieces": (
        lambda pdf: first(pdf).__setitem__("/Contents", Array([
            stream(pdf, b"q BI /W 60000"), stream(pdf, b"/H 60000 /BPC 8 /CS /G ID x EI Q")])), "3,600 million dots"),
    "a picture in the text of a drawing": (
        lambda pdf: draw(pdf, form(pdf, b"BI/H 60000/W 60000 ID x EI")), "3,600 million dots"),
    "a picture that unfolds in the text": (
        _in_text(b"/W 10 /H 10 /BPC 8 /CS /G /F /Fl", zlib.compress(bytes(80_000_000), 9)), ""),
    "a picture in the text without an end": (_contents(b"BI /W 10 /H 10 ID " + b"x" * 9_000), ""),
    "the same piece nine thousand times": (_again_and_again, "unfolds"),
    "a soft mask of itself": (_soft_mask_of_itself, ""),
    "a tile of itself": (_tile_of_itself, ""),
    "a stamp that looks like itself": (_looks_of_itself, ""),
    "a function of a thousand million samples": (_samples, ""),
    "letters of rubbish": (_letters_of_rubbish("FontFile2"), ""),
    "letters of rubbish of the older kind": (_letters_of_rubbish("FontFile"), ""),
    "letters of rubbish of the packed kind": (_letters_of_rubbish("FontFile3"), ""),
    "JPEG 2000 that lies": (
        lambda pdf: _image(pdf, _jpx(60_000, 60_000), 10, 10, Name.JPXDecode), "3,600 million dots"),
    "JPEG 2000 of rubbish": (lambda pdf: _image(pdf, _jpx(10, 10)[:30], 10, 10, Name.JPXDecode), ""),
    "a newer fax that lies": (lambda pdf: _image(pdf, _jbig2(60_000, 60_000), 10, 10, Name.JBIG2Decode), ""),
    "turned by a word": (_boxed("[0 0 612 792]", Rotate=Name.nan), ""),
    "turned by a real number": (_boxed("[0 0 612 792]", Rotate=90.5), ""),
    "turned by an array": (_boxed("[0 0 612 792]", Rotate=Array([90])), ""),
    "a sheet as wide as a number can be": (_boxed("[0 0 " + "9" * 300 + ".0 9223372036854775807]"), ""),
    "a sheet with a unit that is none": (_boxed("[0 0 612 792]", UserUnit=Name.Inf), ""),
    "a catalog with a name like a sentence": (
        lambda pdf: pdf.Root.__setitem__("/" + "x" * 60_000, String(SENTINEL)), ""),
    "an action of a sound, a film and a script": (
        lambda pdf: annotation(pdf, Subtype=Name.Link, PA=Dictionary(S=Name.URI, URI=String(SENTINEL)),
                               A=Array([Dictionary(S=Name.JavaScript, JS=String(SENTINEL))])), ""),
}  # fmt: skip

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a tree of pages ten thousand deep": (lambda: _chain(10_000), "damaged"),
    "a table of objects before itself": (_before_itself, ""),
    "a length that is the piece itself": (lambda: by_hand(_CATALOG, _PAGES, _PAGE, _LENGTH_OF_ITSELF), ""),
    "a PDF that is an archive, too": (lambda: plain() + b"PK\3\4" + SENTINEL.encode() + b"PK\5\6" + bytes(18), ""),
    "a moving picture that is a PDF, too": (lambda: b"GIF89a" + bytes(20) + plain(), ""),
    "PNG that is a PDF, too": (lambda: picture("PNG") + plain() + SENTINEL.encode(), ""),
    "TIFF of 2,000 pages": (lambda: _frames(2_000), "2,000 pages"),
    "PNG that moves ten thousand times": (lambda: _moving(10_000), ""),
    "PNG with a word of another alphabet that swells": (
        lambda: _png(10, 10, _international(20_000_000), _dots(110)), "damaged"),
    "HEIC with nothing in it": (_heic, "damaged"),
    "HEIC with boxes a thousand deep": (lambda: _heic(_boxes_in_boxes(1_000)), "damaged"),
    "HEIC with a box longer than all": (lambda: _heic(_box(b"meta", bytes(20), 0xFFFF_FFF0)), "damaged"),
    "HEIC with a box of no length": (lambda: _heic(_box(b"meta", bytes(20), 0) * 50), "damaged"),
    "HEIC with a box shorter than itself": (lambda: _heic(_box(b"meta", bytes(20), 3)), "damaged"),
    "HEIC that names no picture": (lambda: _heic_with(b"pitm", b"free"), "damaged"),
    "HEIC with its picture elsewhere": (lambda: _heic_with(b"iloc", b"free"), "damaged"),
}  # fmt: skip


def hostile_depths() -> Iterator[Hostile]:
    for name, (change, says) in CHANGES.items():
        yield Hostile(name, changed(change), says)
    for name, (make, says) in FILES.items():
        yield Hostile(name, make(), says)
