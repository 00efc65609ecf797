"""Makes a PDF of a picture: decoded, turned upright, packed again without a word of what came with it, a page each."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

# Named, for Pillow imports those that it reads as it meets them.
from PIL import Image, ImageOps, Jpeg2KImagePlugin, MpoImagePlugin, TiffImagePlugin

from clinic_desktop.scanner.limits import MOST_PAGES, MOST_PIXELS
from clinic_desktop.scanner.packing import packed
from clinic_desktop.scanner.troubles import NotTaken, too_many_dots

_FORMATS = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "heic": "HEIF"}
_LETTER = (612.0, 792.0)
_MARGIN = 18.0
_POINTS = 72.0
# A telephone says 72 dots per inch and means nothing by it: its photo would be a poster.
_LEAST_DPI, _MOST_DPI = 50.0, 2_400.0
_MOST_SIDE = 22 * _POINTS
_LEAST_SIDE = 0.25 * _POINTS
# A small picture without a measure is not blown up.
_SHARP_DPI = 100.0
_SUBFILE, _IS_SMALL_COPY = 254, 1


def ready(kind: str) -> None:
    """Import what reads pictures of this kind, while that can be done."""
    assert Jpeg2KImagePlugin and MpoImagePlugin and TiffImagePlugin
    Image.preinit()
    if kind == "heic":
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def bound(content: bytes, kind: str) -> bytes:
    """A PDF with a page for each picture of the file, of its true size where it has one, else on Letter. The same bytes
    for the same file. Raises NotTaken."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(BytesIO(content), formats=[_FORMATS[kind]])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise too_many_dots(error) from error
    with image, pikepdf.new() as pdf:
        for frame in _frames(image, kind):
            _add(pdf, frame, kind)
        if len(pdf.pages) == 0:
            raise NotTaken("no_pages")
        made = BytesIO()
        pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _frames(image: Any, kind: str) -> Iterator[Any]:
    """Each page of a fax or a scan; of all other kinds the one picture that is shown."""
    if kind != "tiff":
        yield image
        return
    for number in range(MOST_PAGES + 1):
        try:
            image.seek(number)
        except EOFError:
            return
        if number == MOST_PAGES:
            raise NotTaken("many", _count(image))
        # Some programs keep a small copy beside each page.
        if number and image.tag_v2.get(_SUBFILE) == _IS_SMALL_COPY:
            continue
        yield image


def _count(image: Any) -> int:
    """How many pages there are, as far as anybody would count."""
    number = MOST_PAGES
    try:
        for number in range(MOST_PAGES, 20 * MOST_PAGES):
            image.seek(number)
    except EOFError:
        return number
    return number


def _add(pdf: pikepdf.Pdf, frame: Any, kind: str) -> None:
    """A page with the picture on it."""
    dots = frame.width * frame.height
    if dots > MOST_PIXELS:
        raise NotTaken("pixels", dots)
    before = _dpi(frame)
    tables = _tables(frame) if kind == "jpeg" else None
    upright = ImageOps.exif_transpose(frame)
    dpi = before[::-1] if before and upright.size != frame.size else before
    picture = packed(pdf, upright, tables)
    wide, high = upright.size
    sheet, place = _on_its_own(wide, high, dpi) or _on_letter(wide, high)
    drawn = b"q %.4f 0 0 %.4f %.4f %.4f cm /Picture Do Q" % place
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, *(round(side, 2) for side in sheet)]),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture)),
        Contents=pdf.make_stream(drawn),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _dpi(frame: Any) -> tuple[float, float] | None:
    """Dots per inch across and up, where the file says so and means it."""
    told = frame.info.get("dpi")
    try:
        across, up = (float(one) for one in told)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, up) if all(_LEAST_DPI <= one <= _MOST_DPI for one in (across, up)) else None


def _tables(frame: Any) -> dict[str, Any] | None:
    """How finely a JPEG was packed: packed just so again, it loses next to nothing and does not grow."""
    from PIL.JpegImagePlugin import get_sampling

    sampling = get_sampling(frame)
    if frame.mode not in ("L", "RGB") or not frame.quantization:
        return None
    return {"qtables": frame.quantization, "subsampling": sampling if sampling >= 0 else 0}


def _on_its_own(
    wide: int, high: int, dpi: tuple[float, float] | None
) -> tuple[tuple[float, float], tuple[float, float, float, float]] | None:
    """A sheet of the picture’s size, and where the picture lies on it: all of it."""
    if dpi is None:
        return None
    sheet = wide / dpi[0] * _POINTS, high / dpi[1] * _POINTS
    if max(sheet) > _MOST_SIDE or min(sheet) < _LEAST_SIDE:
        return None
    return sheet, (*sheet, 0.0, 0.0)


def _on_letter(wide: int, high: int) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """Letter, lying where the picture does, and the picture in its middle."""
    sheet = _LETTER if high >= wide else _LETTER[::-1]
    scale = min((sheet[0] - 2 * _MARGIN) / wide, (sheet[1] - 2 * _MARGIN) / high, _POINTS / _SHARP_DPI)
    across, up = wide * scale, high * scale
    return sheet, (across, up, (sheet[0] - across) / 2, (sheet[1] - up) / 2)
