"""PDFs that are built to break who reads them: loops, bombs, lies, depths, and files that are none."""

import zlib
from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO

import pikepdf
from hostile import SENTINEL, Hostile, annotation, changed, draw, first, form, plain, saved, stream
from papers import paper
from pikepdf import Array, Dictionary, Name, Pdf, String


def by_hand(*objects: bytes, head: bytes = b"%PDF-1.7\n", root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    made, table = head, b"0000000000 65535 f \n"
    for number, one in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    size = len(objects) + 1
    end = b"trailer << /Root %d 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (root, size, len(made))
    return made + b"xref\n0 %d\n" % size + table + end


@cache
def _bomb(size: int) -> bytes:
    """Zeros that unpack to so many million bytes."""
    packing = zlib.compressobj(9)
    return b"".join(packing.compress(bytes(1_000_000)) for _ in range(size)) + packing.flush()


def _packed(data: bytes, keys: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), keys, data)


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"


def _boxed(box: str, **keys: object) -> Callable[[Pdf], None]:
    def put(pdf: Pdf) -> None:
        page = first(pdf)
        page.MediaBox = pikepdf.Object.parse(box.encode())
        for key, value in keys.items():
            page[Name("/" + key)] = value

    return put


def _nested(levels: int) -> Callable[[Pdf], None]:
    """A drawing in a drawing in a drawing."""

    def put(pdf: Pdf) -> None:
        inner = form(pdf, b"0 0 9 9 re f")
        for _ in range(levels):
            inner = form(pdf, b"/In Do", Resources=Dictionary(XObject=Dictionary(In=inner)))
        draw(pdf, inner)

    return put


def _laughs(pdf: Pdf) -> None:
    """Each draws the next ten times, ten levels deep: ten thousand million rectangles of a kilobyte."""
    inner = form(pdf, b"0 0 9 9 re f")
    for _ in range(10):
        inner = form(pdf, b"/In Do\n" * 10, Resources=Dictionary(XObject=Dictionary(In=inner)))
    draw(pdf, inner)


def _itself(pdf: Pdf) -> None:
    one = form(pdf, b"/Evil Do")
    one.Resources = Dictionary(XObject=Dictionary(Evil=one))
    draw(pdf, one)


def _each_other(pdf: Pdf) -> None:
    one, other = form(pdf, b"/Evil Do"), form(pdf, b"/Evil Do")
    one.Resources = Dictionary(XObject=Dictionary(Evil=other))
    other.Resources = Dictionary(XObject=Dictionary(Evil=one))
    draw(pdf, one)


def _mask_of_itself(pdf: Pdf) -> None:
    made = stream(pdf, bytes(4), Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
    made.SMask = made
    draw(pdf, made)


def _letter_of_itself(pdf: Pdf) -> None:
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 9, 9])))
    glyph = stream(pdf, b"9 0 d0 BT /F 9 Tf (a) Tj ET")
    font.CharProcs = Dictionary(a=glyph)
    font.FontMatrix, font.FirstChar, font.LastChar, font.Widths = Array([1, 0, 0, 1, 0, 0]), 97, 97, Array([9])
    font.Encoding = Dictionary(Differences=Array([97, Name.a]))
    font.Resources = Dictionary(Font=Dictionary(F=font))
    pdf.pages[0].add_resource(font, Name.Font, Name.F)
    pdf.pages[0].contents_add(b"BT /F 9 Tf (aaaa) Tj ET")


def _pattern(pdf: Pdf, step: float) -> None:
    tile = stream(pdf, b"0 0 9 9 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]))
    tile.XStep, tile.YStep, tile.Resources = step, step, Dictionary()
    pdf.pages[0].add_resource(tile, Name.Pattern, Name.P)
    pdf.pages[0].contents_add(b"/Pattern cs /P scn 0 0 612 792 re f")


def _function_of_itself(pdf: Pdf) -> None:
    made = pdf.make_indirect(Dictionary(FunctionType=3, Domain=Array([0, 1]), Bounds=Array(), Encode=Array([0, 1])))
    made.Functions = Array([made])
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([0, 0, 9, 9]), Function=made)
    pdf.pages[0].add_resource(shading, Name.Shading, Name.S)
    pdf.pages[0].contents_add(b"/S sh")


def _color_of_itself(pdf: Pdf) -> None:
    made = pdf.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 1, String("abcdef")]))
    made[1] = made
    pdf.pages[0].add_resource(made, Name.ColorSpace, Name.C)
    pdf.pages[0].contents_add(b"/C cs 1 sc 0 0 9 9 re f")


def _parent_of_itself(pdf: Pdf) -> None:
    field = annotation(pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String("b"))
    field.Parent, field.Kids = field, Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True)


def _deep_layers(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("a")))
    told: pikepdf.Object = layer
    for _ in range(80):
        told = Array([Name.Not, told])
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    draw(pdf, form(pdf, b"0 0 9 9 re f", OC=Dictionary(Type=Name.OCMD, VE=told)))


def _crowd(pdf: Pdf) -> None:
    for _ in range(40):
        annotation(pdf, Subtype=Name.Square)
    page = first(pdf)
    page.Annots = Array([one for one in page.Annots] * 500)


def _image(pdf: Pdf, data: bytes, wide: int, high: int, packing: Name | Array | None = Name.FlateDecode) -> None:
    made = stream(pdf, b"", Subtype=Name.Image, Width=wide, Height=high, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
    made.write(data, filter=packing)
    draw(pdf, made)


def _jpeg_head(wide: int, high: int) -> bytes:
    """A JPEG that says of itself how large it is, and has nothing to show."""
    size = high.to_bytes(2, "big") + wide.to_bytes(2, "big")
    return b"\xff\xd8\xff\xc0\x00\x0b\x08" + size + b"\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xff\xd9"


def _contents(data: bytes, packing: Name | Array | None = None) -> Callable[[Pdf], None]:
    def put(pdf: Pdf) -> None:
        made = pdf.make_stream(b"")
        made.write(data, filter=packing)
        first(pdf).Contents = made

    return put


def _many(pages: int) -> bytes:
    kids = b"3 0 R " * pages
    return by_hand(_CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages), _PAGE, _packed(b"", b""))


def _fan(levels: int) -> bytes:
    """A tree of pages whose every branch is ten times the next."""
    kids = [b"%d 0 R " % (number + 3) * 10 for number in range(levels)]
    branches = [b"<< /Type /Pages /Count 1 /Kids [%s] >>" % one for one in kids]
    leaf = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] >>" % (levels + 1)
    return by_hand(_CATALOG, *branches, leaf)


def _locked(**how: str) -> bytes:
    with pikepdf.open(BytesIO(plain())) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(SENTINEL))
        return saved(pdf, encryption=pikepdf.Encryption(R=6, **how))  # type: ignore[arg-type]


_DEEP = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font %s >> >>"
CHANGES: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "a sheet without a side": (_boxed("[0 0 0 0]"), ""),
    "a sheet upside down": (_boxed("[612 792 0 0]"), ""),
    "a sheet far away": (_boxed("[-30000 -30000 -29388 -29208]"), ""),
    "a sheet of words": (_boxed("[(a) /b null true]"), ""),
    "a sheet as wide as a town": (_boxed("[0 0 5000000 792]"), "inches"),
    "a sheet with a large unit": (_boxed("[0 0 612 792]", UserUnit=1_000_000), "inches"),
    "a sheet that is cut to nothing": (_boxed("[0 0 612 792]", CropBox=Array([900, 900, 990, 990])), ""),
    "turned by 45 degrees": (_boxed("[0 0 612 792]", Rotate=45), ""),
    "turned four million times": (_boxed("[0 0 612 792]", Rotate=-1_440_000_090), ""),
    "ten drawings deep": (_nested(10), ""),
    "a hundred drawings deep": (_nested(100), "too many parts"),
    "ten thousand million drawings": (_laughs, "too many parts"),
    "a drawing of itself": (_itself, ""),
    "two drawings of each other": (_each_other, ""),
    "a picture masked by itself": (_mask_of_itself, ""),
    "a letter that writes itself": (_letter_of_itself, ""),
    "a pattern without a step": (partial(_pattern, step=0), ""),
    "a pattern of endless steps": (partial(_pattern, step=0.0001), "too many parts"),
    "a function of itself": (_function_of_itself, ""),
    "a color of itself": (_color_of_itself, ""),
    "a field that is its own parent": (_parent_of_itself, ""),
    "layers that depend eighty deep": (_deep_layers, ""),
    "twenty thousand notes": (_crowd, ""),
    "a page that unfolds": (_contents(_bomb(80), Name.FlateDecode), "unfolds"),
    "a page that unfolds twice": (
        _contents(zlib.compress(_bomb(80)), Array([Name.FlateDecode, Name.FlateDecode])), "unfolds"),
    "a page with forty packings": (_contents(b"x", Array([Name.ASCIIHexDecode] * 40)), "unfolds"),
    "a page in no packing that is known": (_contents(b"x", Name.Unknown), "damaged"),
    "a page that is a picture": (_contents(_jpeg_head(9, 9), Name.DCTDecode), "damaged"),
    "a page of rubbish": (_contents(b"q " * 200_000 + b"\x00\xff<<(((((" + b"[" * 5_000), ""),
    "a page that forgets itself": (_contents(b"Q " * 1000 + b"1e99 0 0 1e-99 0 0 cm 0 0 99 99 re f"), ""),
    "a page of packed rubbish": (_contents(b"\x78\x9c" + bytes(range(256)), Name.FlateDecode), "damaged"),
    "a picture that unfolds": (lambda pdf: _image(pdf, _bomb(80), 10, 10), "unfolds"),
    "a picture of 20,000 by 20,000 dots": (lambda pdf: _image(pdf, b"x", 20_000, 20_000), "400 million dots"),
    "a picture of no dots": (lambda pdf: _image(pdf, b"x", 0, -5), ""),
    "a picture that lies": (
        lambda pdf: _image(pdf, _jpeg_head(65_000, 65_000), 10, 10, Name.DCTDecode), "4,225 million dots"),
    "a picture cut short": (lambda pdf: _image(pdf, zlib.compress(b"abc"), 1000, 1000), ""),
    "a picture in a packing of rubbish": (lambda pdf: _image(pdf, b"rubbish", 9, 9, Name.JBIG2Decode), ""),
    "a fax of rubbish": (lambda pdf: _image(pdf, bytes(range(256)), 99, 99, Name.CCITTFaxDecode), ""),
    "a form that only one reader shows": (lambda pdf: pdf.Root.__setitem__("/NeedsRendering", True), "XFA"),
}  # fmt: skip

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "half a file": (lambda: plain()[: len(plain()) // 2], "damaged"),
    "a file without its end": (lambda: plain()[:-120], ""),
    "a header and no more": (lambda: b"%PDF-1.7\n", "damaged"),
    "rubbish before the header": (lambda: b"rubbish\n" * 50 + plain(), ""),
    "a program before the header": (lambda: b"MZ\x90" + bytes(300) + plain(), ""),
    "a page of the web before the header": (lambda: f"<script>{SENTINEL}</script>".encode() + plain(), ""),
    "a header too far down": (lambda: bytes(2000) + plain(), "no PDF"),
    "no table of objects": (
        lambda: by_hand(_CATALOG, _PAGES, _PAGE, _packed(b"0 0 9 9 re f", b"")).replace(b"xref", b"xxxx"), ""),
    "no pages": (lambda: by_hand(_CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), "no pages"),
    "pages that are not there": (lambda: by_hand(_CATALOG, _PAGES), "no pages"),
    "a tree of pages in itself": (lambda: by_hand(_CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "damaged"),
    "a tree of a million pages": (lambda: _fan(6), "damaged"),
    "a million pages, it says": (
        lambda: by_hand(_CATALOG, _PAGES.replace(b"1 >>", b"1000000 >>"), _PAGE, _packed(b"", b"")), ""),
    "501 pages": (lambda: _many(501), "501 pages"),
    "100,000 pages": (lambda: _many(100_000), "100,000 pages"),
    "no root": (lambda: by_hand(b"<< >>", root=7), "damaged"),
    "arrays ten thousand deep": (
        lambda: by_hand(_CATALOG, _PAGES, _DEEP % (b"[" * 10_000 + b"]" * 10_000)), "no pages"),
    "dictionaries ninety deep": (lambda: by_hand(_CATALOG, _PAGES, _DEEP % (b"<< /F " * 90 + b"1" + b" >>" * 90)), ""),
    "objects that unfold": (
        lambda: by_hand(_packed(_bomb(80), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")), "damaged"),
    "a password": (lambda: _locked(user="secret", owner="other"), "password"),
    "no password to open it, one to change it": (lambda: _locked(user="", owner="other"), ""),
    "a lock that nobody knows": (
        lambda: by_hand(_CATALOG, _PAGES, _PAGE, _packed(b"", b"")).replace(
            b"trailer <<", b"trailer << /Encrypt << /Filter /Strange /V 9 >>"), "damaged"),
    "500 pages, which is not too many": (lambda: paper(*["page"] * 500), ""),
}  # fmt: skip


def hostile_shapes() -> Iterator[Hostile]:
    for name, (change, says) in CHANGES.items():
        yield Hostile(name, changed(change), says)
    for name, (make, says) in FILES.items():
        yield Hostile(name, make(), says)
