"""Pictures shrunk for a way of sending: smaller, as large on the page, in their own colors, and text untouched."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hostile import changed, form, plain, stream
from papers import paper
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat
from scanner_pages import apart, drawn, grain

from clinic_desktop.errors import Refused
from clinic_desktop.press.leaves import joined
from clinic_desktop.scanner.pictures import bound
from clinic_desktop.scanner.rebuilding import rebuilt
from clinic_desktop.scanner.shrinking import ShrinkFor, shrunk
from clinic_desktop.scanner.thinning import thinned


def letter(seed: int = 1, mode: str = "RGB", dpi: int = 200) -> bytes:
    """A scanned letter as a clean PDF: lines of words on paper that is not quite white."""
    size = round(8.5 * dpi), 11 * dpi
    page = grain(size, 20).point(lambda dot: dot + 232).convert("RGB")
    pen = ImageDraw.Draw(page)
    for line in range(30):
        words = f"Line {line}: {seed * 7919 % 1000} visits of {line}"
        pen.text((dpi, dpi + line * dpi // 4), words, (20, 20, 60), font_size=dpi // 7)
    made = BytesIO()
    page.filter(ImageFilter.GaussianBlur(0.6)).convert(mode).save(made, "JPEG", quality=92, dpi=(dpi, dpi))
    return bound(made.getvalue(), "jpeg")


def pictures(pdf: bytes) -> list[tuple[str, str, int, int]]:
    """Each picture once: its packing, its space of colors, and its size in dots."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Image]
        return [(str(one.Filter), _space(one), int(one.Width), int(one.Height)) for one in found]


def _space(picture: Any) -> str:
    return str(picture.ColorSpace if isinstance(picture.ColorSpace, Name) else picture.ColorSpace[0])


def test_for_a_fax_writing_becomes_black_and_white_and_a_photo_gray() -> None:
    made = thinned(letter(dpi=240), "fax", None)
    assert pictures(made) == [("/CCITTFaxDecode", "/DeviceGray", 1700, 2200)]
    photo = BytesIO()
    Image.linear_gradient("L").resize((1700, 2200)).convert("RGB").save(photo, "JPEG", quality=95, dpi=(200, 200))
    made = thinned(bound(photo.getvalue(), "jpeg"), "fax", None)
    assert [one[:2] for one in pictures(made)] == [("/DCTDecode", "/DeviceGray")]


def test_for_a_portal_a_scan_has_150_dots_to_the_inch_and_fewer_until_it_fits() -> None:
    source = joined([letter(), paper("one")])
    made = shrunk(source, ShrinkFor.PORTAL)
    assert [one[1:] for one in pictures(made)] == [("/DeviceRGB", 1275, 1650)]
    assert len(made) < len(source) and apart(source, made) < 6
    most = len(made) // 2
    fitting = shrunk(source, ShrinkFor.PORTAL, most)
    assert len(fitting) <= most
    # Where nothing is small enough, the smallest comes back.
    assert len(shrunk(source, ShrinkFor.PORTAL, 100)) <= len(fitting)
    assert shrunk(source, ShrinkFor.MAIL, 100) == source


def test_what_would_not_get_smaller_is_left_as_it_was() -> None:
    for source in (paper("one", "two"), rebuilt(plain())[0], thinned(letter(), "portal", None)):
        for way in ("fax", "portal"):
            assert len(thinned(source, way, None)) <= len(source)
    source = paper("one", "two")
    assert thinned(source, "portal", 10) == source == thinned(source, "fax", None)


def test_text_is_not_touched_and_the_bytes_are_the_same_each_time() -> None:
    source = joined([paper("Left knee"), letter()])
    made = thinned(source, "portal", None)
    assert made == thinned(source, "portal", None)
    with pikepdf.open(BytesIO(source)) as before, pikepdf.open(BytesIO(made)) as after:
        for one, other in zip(before.pages, after.pages, strict=True):
            assert one.Contents.read_bytes() == other.Contents.read_bytes()
            assert [float(side) for side in one.MediaBox] == [float(side) for side in other.MediaBox]


def test_a_picture_that_pages_share_is_shrunk_once_for_where_it_stands_largest() -> None:
    def put(pdf: Pdf) -> None:
        dots = grain((900, 900), 255).tobytes()
        logo = stream(pdf, dots, Subtype=Name.Image, Width=900, Height=900, BitsPerComponent=8)
        logo.ColorSpace = Name.DeviceGray
        resources = Dictionary(XObject=Dictionary(Logo=logo))
        inner = form(pdf, b"q 0.5 0 0 0.5 0 0 cm 288 0 0 288 0 0 cm /Logo Do Q", Resources=resources)
        pdf.pages[0].add_resource(logo, Name.XObject, Name.Logo)
        pdf.pages[0].contents_add(b"q 36 0 0 36 0 0 cm /Logo Do Q")
        pdf.pages[1].add_resource(inner, Name.XObject, Name.Inner)
        pdf.pages[1].contents_add(b"q /Inner Do Q")

    made = thinned(rebuilt(changed(put))[0], "portal", None)
    # 144 points, two inches, at 150 dots each.
    assert pictures(made) == [("/DCTDecode", "/DeviceGray", 300, 300)]


def _gradient(colors: int) -> bytes:
    """600 by 400 dots of slow colors, with the grain that photos have."""
    bands = []
    for band in range(colors):
        slow = Image.linear_gradient("L").rotate(90 * band).resize((600, 400)).point(lambda dot: dot * 0.9)
        bands.append(ImageChops.add(slow, grain((600, 400), 12)).tobytes())
    return b"".join(bytes(dot) for dot in zip(*bands, strict=True))


def _on_a_page(image: Any, pdf: Pdf) -> None:
    pdf.pages[0].add_resource(image, Name.XObject, Name.Photo)
    pdf.pages[0].contents_add(b"q 0 1 0 rg 150 0 0 100 100 100 cm 0 0 1 1 re f /Photo Do Q")


def _photo(space: str, **more: Any) -> bytes:
    """A clean PDF with a photo in these colors."""
    table = bytes(one for gray in range(256) for one in (gray, 255 - gray, gray // 2))

    def put(pdf: Pdf) -> None:
        spaces: dict[str, tuple[Any, int]] = {
            "gray": (Name.DeviceGray, 1),
            "color": (Name.DeviceRGB, 3),
            "inks": (Name.DeviceCMYK, 4),
            "profile": (Array([Name.ICCBased, stream(pdf, b"a profile", N=3, Alternate=Name.DeviceRGB)]), 3),
            "table": (Array([Name.Indexed, Name.DeviceRGB, 255, String(table)]), 1),
            "ink of its own": (Array([Name.Separation, Name.Spot, Name.DeviceCMYK, Dictionary(
                FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 1, 0]), N=1)]), 1),
        }  # fmt: skip
        named, colors = spaces[space]
        image = stream(pdf, _gradient(colors), Subtype=Name.Image, Width=600, Height=400, BitsPerComponent=8)
        image.ColorSpace = named
        for key, value in more.items():
            image[Name("/" + key)] = value(pdf) if callable(value) else value
        _on_a_page(image, pdf)

    return rebuilt(changed(put))[0]


@pytest.mark.parametrize("space", ["gray", "color", "inks", "profile", "table"])
def test_colors_stay_what_they_are(space: str) -> None:
    source = _photo(space)
    made = thinned(source, "portal", None)
    names = {"gray": "/DeviceGray", "color": "/DeviceRGB", "inks": "/DeviceCMYK", "profile": "/ICCBased"}
    assert pictures(made) == [("/DCTDecode", names.get(space, "/DeviceRGB"), 312, 208)]
    assert len(made) < len(source) and apart(source, made) < 0.6
    # A fax is gray; it shows the same picture. Of inks, each program has its own idea.
    fax = thinned(source, "fax", None)
    gray = [drawn(one).crop((95, 585, 255, 695)).convert("L") for one in (source, fax)]
    assert ImageStat.Stat(ImageChops.difference(*gray)).mean[0] < (16 if space == "inks" else 8)


def test_inks_in_a_jpeg_are_not_turned_over() -> None:
    for mark in (True, False):
        for turned in (True, False):
            source = _inks(mark, turned)
            made = thinned(source, "portal", None)
            assert len(made) < len(source)
            # Whoever reads PDFs by their own rule, and not by Adobe's mark: the numbers are the same again.
            assert abs(_cyan(source) - _cyan(made)) < 4, (mark, turned)


def _inks(mark: bool, turned: bool) -> bytes:
    photo = Image.merge("CMYK", [Image.new("L", (900, 600), ink) for ink in (200, 30, 60, 10)])
    photo.paste(grain((900, 300), 60).convert("CMYK"), (0, 300))
    made = BytesIO()
    photo.save(made, "JPEG", quality=95)
    data = made.getvalue()
    at = data.index(b"\xff\xee")
    data = data if mark else data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]

    def put(pdf: Pdf) -> None:
        image = stream(pdf, b"", Subtype=Name.Image, Width=900, Height=600, BitsPerComponent=8)
        image.ColorSpace = Name.DeviceCMYK
        image.write(data, filter=Name.DCTDecode)
        if turned:
            image.Decode = Array([1, 0] * 4)
        _on_a_page(image, pdf)

    return rebuilt(changed(put))[0]


def _cyan(pdf: bytes) -> float:
    """How much cyan the upper part has, by the rule of PDFs: what the JPEG holds, turned over where the range says."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        photo: Any = opened.pages[0].Resources.XObject.Photo
        image = Image.open(BytesIO(photo.read_raw_bytes()))
        held = ImageChops.invert(image) if "adobe_transform" in image.info else image
        cyan = held.getchannel(0).crop((0, 0, image.width, image.height // 3))
        mean = float(ImageStat.Stat(cyan).mean[0])
        return 255 - mean if Name.Decode in photo and float(photo.Decode[0]) == 1 else mean


def _soft(pdf: Pdf, **more: Any) -> Any:
    dots = Image.linear_gradient("L").tobytes()
    image = stream(pdf, dots, Subtype=Name.Image, Width=256, Height=256, **more)
    image.BitsPerComponent = 8
    image.ColorSpace = Name.DeviceGray
    return image


def test_a_picture_that_one_sees_through_stays_so() -> None:
    source = _photo("color", SMask=_soft)
    made = thinned(source, "portal", None)
    assert len(made) < len(source) and apart(source, made) < 0.6


@pytest.mark.parametrize(
    ("space", "more"),
    [
        ("ink of its own", {}),
        ("color", {"Mask": Array([0, 10, 0, 10, 0, 10])}),
        ("gray", {"Decode": Array([1, 0])}),
        ("color", {"SMask": lambda pdf: _soft(pdf, Matte=Array([0, 0, 0]))}),
    ],
)
def test_what_packing_anew_could_change_is_left_alone(space: str, more: dict[str, Any]) -> None:
    source = _photo(space, **more)
    for way in ("portal", "fax"):
        assert pictures(thinned(source, way, None)) == pictures(source)


def test_what_cannot_be_read_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="damaged"):
        shrunk(b"%PDF-1.7 nonsense", ShrinkFor.FAX)
