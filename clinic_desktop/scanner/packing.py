"""Packs the dots of a picture for a PDF: black and white as a fax has it, few colors without loss, the rest as JPEG."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from clinic_desktop.scanner.troubles import NotTaken

_QUALITY = 88
# Without loss where that costs little: a table on a screen, a drawing.
_LOSSLESS_PIXELS = 16_000_000
_LOSSLESS_BYTES = 400_000
_WIDE_MODES = ("I", "I;16", "I;16L", "I;16B", "I;16N")
_SEE_THROUGH = ("LA", "La", "PA", "RGBA", "RGBa")
_STRIP_AT, _STRIP_BYTES = 273, 279
_HIGH_BYTE = 1 / 256


def packed(pdf: pikepdf.Pdf, image: Any, tables: dict[str, Any] | None) -> Any:
    """The picture as a part of the PDF. `tables` are those that a JPEG came with."""
    plain = _plain(image)
    # What a picture was told about itself, as where it was taken, goes no further: Pillow would pack some of it again.
    plain.info = {}
    if plain.mode == "1":
        as_fax, lossless = fax(plain), _lossless(plain)
        # A fax is bad at pictures that are made of dots.
        if len(lossless) < len(as_fax):
            return _as_dots(pdf, plain, lossless)
        made = pdf.make_stream(b"")
        made.write(as_fax, filter=Name.CCITTFaxDecode, decode_parms=fax_parms(plain))
        return _named(made, plain, Name.DeviceGray, 1)
    if tables is None and plain.width * plain.height <= _LOSSLESS_PIXELS:
        lossless = _lossless(plain)
        lossy = b"" if len(lossless) <= _LOSSLESS_BYTES else jpeg(_without_table(plain), quality=_QUALITY)
        if len(lossless) <= max(_LOSSLESS_BYTES, len(lossy)):
            return _as_dots(pdf, plain, lossless)
        return _as_jpeg(pdf, _without_table(plain), lossy)
    plain = _without_table(plain)
    return _as_jpeg(pdf, plain, jpeg(plain, **(tables or {"quality": _QUALITY, "subsampling": 0})))


def jpeg(image: Any, **how: Any) -> bytes:
    """The picture as a JPEG, the same each time."""
    made = BytesIO()
    image.save(made, "JPEG", **({"subsampling": 0} | how))
    return made.getvalue()


def fax(image: Any) -> bytes:
    """A black and white picture as a fax of group 4 has it, in which white paper costs least."""
    made = BytesIO()
    # One strip: what a PDF holds is one.
    ImageChops.invert(image).save(made, "TIFF", compression="group4", strip_size=(image.width + 7) // 8 * image.height)
    made.seek(0)
    with Image.open(made, formats=["TIFF"]) as written:
        tags = written.tag_v2  # type: ignore[attr-defined]
        at, size = tags[_STRIP_AT], tags[_STRIP_BYTES]
    if len(at) != 1:
        raise NotTaken("damaged")
    return made.getvalue()[at[0] : at[0] + size[0]]


def fax_parms(image: Any) -> Dictionary:
    """What a reader has to know to unpack it."""
    return Dictionary(K=-1, Columns=image.width, Rows=image.height)


def _plain(image: Any) -> Any:
    """In black and white, gray, a table of colors or red, green and blue; on white where one could see through."""
    if image.mode in ("1", "L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode in _WIDE_MODES:
        return image.convert("I").point(lambda dot: dot * _HIGH_BYTE).convert("L")
    if image.mode == "LAB":
        # To turn these colors into others, Pillow needs a library that the program does without: how light they are
        # stays.
        return image.getchannel(0)
    if image.mode == "F":
        return _spread(image)
    if image.mode in _SEE_THROUGH or "transparency" in image.info:
        shown = image.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        paper.alpha_composite(shown)
        is_gray = image.mode in ("1", "L", "LA", "La")
        return paper.convert("L" if is_gray else "RGB")
    return image if image.mode == "P" else image.convert("RGB")


def _spread(image: Any) -> Any:
    """Measured values as gray, from the least, black, to the most, white."""
    least, most = image.getextrema()
    if not least < most:
        return image.convert("L")
    scale = 255 / (most - least)
    return image.point(lambda dot: dot * scale - least * scale).convert("L")


def _without_table(image: Any) -> Any:
    return image.convert("RGB") if image.mode == "P" else image


def _lossless(image: Any) -> bytes:
    """The packed dots of a PNG, which a PDF takes as they are."""
    made = BytesIO()
    image.save(made, "PNG")
    png, found, at = made.getvalue(), [], 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            found.append(png[at + 8 : at + 8 + size])
        at += size + 12
    return b"".join(found)


def _as_dots(pdf: pikepdf.Pdf, image: Any, dots: bytes) -> Any:
    colors, bits = 1, 8
    space: Any = Name.DeviceGray
    if image.mode == "1":
        bits = 1
    elif image.mode == "RGB":
        colors, space = 3, Name.DeviceRGB
    elif image.mode == "P":
        table = image.getpalette("RGB")
        count = len(table) // 3
        # The PNG has as many bits as its table needs.
        bits = next(bits for bits in (1, 2, 4, 8) if count <= 1 << bits)
        space = Array([Name.Indexed, Name.DeviceRGB, count - 1, pikepdf.String(bytes(table))])
    made = pdf.make_stream(b"")
    parms = Dictionary(Predictor=15, Colors=colors, BitsPerComponent=bits, Columns=image.width)
    made.write(dots, filter=Name.FlateDecode, decode_parms=parms)
    return _named(made, image, space, bits)


def _as_jpeg(pdf: pikepdf.Pdf, image: Any, data: bytes) -> Any:
    made = pdf.make_stream(b"")
    made.write(data, filter=Name.DCTDecode)
    return _named(made, image, Name.DeviceGray if image.mode == "L" else Name.DeviceRGB, 8)


def _named(made: Any, image: Any, space: Any, bits: int) -> Any:
    made.Type, made.Subtype = Name.XObject, Name.Image
    made.Width, made.Height = image.width, image.height
    made.ColorSpace, made.BitsPerComponent = space, bits
    return made
