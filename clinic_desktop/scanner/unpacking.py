"""The dots of a picture in a clean PDF, in the colors that the PDF has for them: nothing is turned into other colors,
so what a profile says stays right."""

from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Name, Stream
from PIL import Image, ImageChops

_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
_DEVICES = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}
_TURNED_OVER = [1, 0]
_BYTE, _TWO_BYTES = 8, 16


class Dots(NamedTuple):
    """A picture, and the space of colors that its dots are in."""

    image: Any
    space: Any


def unpacked(stream: Any) -> Dots | None:
    """The dots of a picture, or None where packing them anew could change what is seen: a stencil, a mask by color, a
    blend with its own shape, inks, odd ranges, a packing that is not read here."""
    if _is_delicate(stream):
        return None
    space = stream.get(Name.ColorSpace)
    table = list(space) if isinstance(space, Array) and str(space[0]) in ("/Indexed", "/I") else None
    base = table[1] if table else space
    colors = _colors(base)
    if colors is None:
        return None
    names = stream.get(Name.Filter)
    packing = str(names[-1] if isinstance(names, Array) and len(names) else names)
    if packing in ("/DCTDecode", "/JPXDecode"):
        image = None if table else _pictured(stream, packing, colors)
    elif packing == "/CCITTFaxDecode":
        image = None if table else pikepdf.PdfImage(stream).as_pil_image()
    elif packing in ("None", "/FlateDecode"):
        image = _counted(stream, colors, table)
    else:
        image = None
    return None if image is None else Dots(image, base)


def _is_delicate(stream: Any) -> bool:
    soft = stream.get(Name.SMask)
    odd = stream.get(Name.Decode)
    return (
        bool(stream.get(Name.ImageMask))
        or isinstance(stream.get(Name.Mask), Array)
        or bool(stream.get(Name.SMaskInData))
        or (isinstance(soft, Stream) and Name.Matte in soft)
        or (odd is not None and not _is_usual(stream, [float(one) for one in odd]))
    )


def _is_usual(stream: Any, decode: list[float]) -> bool:
    """Whether the range is the one that goes without saying, or the one of inks in a JPEG."""
    halves = len(decode) // 2
    is_inks = halves == 4 and stream.get(Name.Filter) == Name.DCTDecode  # noqa: PLR2004 - four inks
    return decode == [0, 1] * halves or (is_inks and decode == _TURNED_OVER * halves)


def _colors(space: Any) -> int | None:
    """How many numbers a dot has, or None for spaces whose numbers are not to be mixed."""
    if isinstance(space, Name):
        return _DEVICES.get(str(space))
    if not isinstance(space, Array) or len(space) == 0:
        return None
    if str(space[0]) == "/ICCBased" and isinstance(space[1], Stream):
        told: Any = space[1].get(Name.N)
        return int(told) if told in _MODES else None
    return _DEVICES.get(str(space[0]))


def _pictured(stream: Any, packing: str, colors: int) -> Any:
    if stream.get(Name.DecodeParms) is not None or isinstance(stream.get(Name.Filter), Array):
        return None
    image = Image.open(BytesIO(stream.read_raw_bytes()), formats=["JPEG" if packing == "/DCTDecode" else "JPEG2000"])
    if image.mode != _MODES[colors] or image.size != (int(stream.Width), int(stream.Height)):
        return None
    if image.mode != "CMYK":
        return image
    if packing != "/DCTDecode":
        return None
    # Pillow turns inks over where Adobe's mark is in the file; the PDF does where its range says so.
    is_turned = stream.get(Name.Decode) is not None and float(stream.Decode[0]) == 1
    return image if ("adobe_transform" in image.info) == is_turned else ImageChops.invert(image)


def _counted(stream: Any, colors: int, table: list[Any] | None) -> Any:
    """Of bytes that are dots."""
    bits, size = int(stream.get(Name.BitsPerComponent, _BYTE)), (int(stream.Width), int(stream.Height))
    data = bytes(stream.read_bytes())
    across = 1 if table else colors
    if bits == _TWO_BYTES:
        data, bits = data[::2], _BYTE
    if bits != _BYTE and across != 1:
        return None
    row = (size[0] * across * bits + 7) // 8
    if len(data) < row * size[1]:
        return None
    data = data[: row * size[1]]
    if table:
        return _looked_up(size, (data, bits, row), table, colors)
    if bits == 1:
        return Image.frombytes("1", size, data, "raw", "1", row)
    mode = _MODES[colors]
    return Image.frombytes(mode, size, data, "raw", mode if bits == _BYTE else f"L;{bits}", row)


def _looked_up(size: tuple[int, int], packed: tuple[bytes, int, int], table: list[Any], colors: int) -> Any:
    data, bits, row = packed
    if colors not in (1, 3):
        return None
    raw = "P" if bits == _BYTE else f"P;{bits}"
    image = Image.frombytes("P", size, data, "raw", raw, row)
    known = bytes(table[3])
    if colors == 1:
        known = b"".join(bytes([one]) * 3 for one in known)
    image.putpalette(known[: 3 * 256])
    return image.convert(_MODES[colors])
