"""Packs the pictures of a clean PDF more tightly, for a fax or for a portal that takes only so much."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Name
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from clinic_desktop.scanner.packing import fax, fax_parms, jpeg
from clinic_desktop.scanner.placing import Stands, placed
from clinic_desktop.scanner.unpacking import Dots, unpacked

_POINTS = 72
_FAX_DPI, _FAX_QUALITY = 200, 60
# Of written text, dots are paper or ink; of a photo, more than a tenth is in between.
_BETWEEN, _MOST_BETWEEN = (64, 192), 0.1
# 4:2:0: the eye sees no color that fine.
_COARSE_COLOR = 2


class _Step(NamedTuple):
    """How coarse the pictures get: dots per inch at most, and the quality of the JPEG."""

    dpi: int
    quality: int


_STEPS = (_Step(150, 75), _Step(150, 60), _Step(130, 50), _Step(110, 45), _Step(100, 35), _Step(85, 30))
_Packed = Callable[[Dots, Stands], "_Again | None"]


class _Again(NamedTuple):
    """A picture packed again: its bytes, and all that the PDF has to say of them."""

    data: bytes
    keys: dict[str, Any]
    packing: Any
    parms: Any = None


def thinned(pdf: bytes, way: str, most: int | None) -> bytes:
    """The PDF for a fax or a portal, with smaller pictures; as it was, where that is smaller."""
    if way == "fax":
        return min(_packed(pdf, _for_fax), pdf, key=len)
    best, at = pdf, 0
    while at < len(_STEPS) and (at == 0 or (most is not None and len(best) > most)):
        step = _STEPS[at]
        best = min(_packed(pdf, partial(_for_portal, step)), best, key=len)
        at = _next(at, len(best), most)
    return best


def _next(at: int, size: int, most: int | None) -> int:
    """The next step, over those that cannot be enough: pictures shrink with their dots, and a little with quality."""
    for later in range(at + 1, len(_STEPS) - 1):
        dots = (_STEPS[later].dpi / _STEPS[at].dpi) ** 2
        if most is None or size * dots * _STEPS[later].quality / _STEPS[at].quality <= most:
            return later
    return max(at + 1, len(_STEPS) - 1)


def _packed(pdf: bytes, how: _Packed) -> bytes:
    made, is_changed = BytesIO(), False
    with pikepdf.open(BytesIO(pdf)) as whole:
        for number, stands in placed(whole).items():
            picture: Any = whole.get_object(number)
            dots = unpacked(picture)
            again = how(dots, stands) if dots else None
            if again and len(again.data) < len(picture.read_raw_bytes()):
                _put(picture, again)
                is_changed = True
        if not is_changed:
            return pdf
        whole.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _put(picture: Any, again: _Again) -> None:
    picture.write(again.data, filter=again.packing, decode_parms=again.parms)
    if Name.Decode in picture:
        del picture[Name.Decode]
    for word, value in again.keys.items():
        picture[Name("/" + word)] = value


def _for_portal(step: _Step, dots: Dots, stands: Stands) -> _Again | None:
    if dots.image.mode == "1":
        # Fewer dots of black and white would be worse to read, and a fax's packing is small.
        return _as_fax(dots.image)
    _draft(dots.image, dots.image.mode, _size(dots.image, stands, step.dpi))
    image = _resized(dots.image, stands, step.dpi)
    return _as_jpeg(image, dots.space, step.quality)


def _for_fax(dots: Dots, stands: Stands) -> _Again | None:
    image = dots.image
    if image.mode == "1":
        return _as_fax(image)
    _draft(image, "L", _size(image, stands, _FAX_DPI))
    gray = image if image.mode == "L" else image.convert("RGB").convert("L")
    gray = _resized(gray, stands, _FAX_DPI)
    counts = gray.histogram()
    if sum(counts[slice(*_BETWEEN)]) <= _MOST_BETWEEN * sum(counts):
        edge = _edge(counts)
        return _as_fax(gray.point([255 * (dot > edge) for dot in range(256)], "1"))
    return _as_jpeg(gray, Name.DeviceGray, _FAX_QUALITY)


def _size(image: Any, stands: Stands, dpi: int) -> tuple[int, int]:
    """So many dots per inch at most, as it stands on its page."""
    return (
        max(1, min(image.width, round(stands.wide / _POINTS * dpi))),
        max(1, min(image.height, round(stands.high / _POINTS * dpi))),
    )


def _draft(image: Any, mode: str, size: tuple[int, int]) -> None:
    """A JPEG can be unpacked at a half or a quarter of its size, or without its colors, in less time."""
    if isinstance(image, JpegImageFile):
        image.draft(mode, size)


def _resized(image: Any, stands: Stands, dpi: int) -> Any:
    size = _size(image, stands, dpi)
    # A few dots less would blur all for nothing.
    if size[0] * size[1] > 0.9 * image.width * image.height:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _edge(counts: list[int]) -> int:
    """The gray that parts ink from paper best (Otsu): the two sides differ most."""
    total, weighted = sum(counts), sum(gray * count for gray, count in enumerate(counts))
    below, sum_below, best, edge = 0, 0, -1.0, 127
    for gray, count in enumerate(counts):
        below += count
        sum_below += gray * count
        above = total - below
        if below and above:
            apart = below * above * (sum_below / below - (weighted - sum_below) / above) ** 2
            if apart > best:
                best, edge = apart, gray
    return edge


def _as_fax(image: Any) -> _Again:
    keys = {"Width": image.width, "Height": image.height, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
    return _Again(fax(image), keys, Name.CCITTFaxDecode, fax_parms(image))


def _as_jpeg(image: Any, space: Any, quality: int) -> _Again:
    keys = {"Width": image.width, "Height": image.height, "ColorSpace": space, "BitsPerComponent": 8}
    if image.mode == "CMYK":
        # Pillow writes inks turned over, as Adobe does.
        keys["Decode"] = Array([1, 0] * 4)
    data = jpeg(image, quality=quality, subsampling=_COARSE_COLOR)
    return _Again(data, keys, Name.DCTDecode)
