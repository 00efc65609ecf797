"""Builds a PDF anew from the pages of another: what is seen is taken over, and nothing else."""

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from clinic_desktop.scanner.copying import Copier
from clinic_desktop.scanner.drawing import lacking, with_looks
from clinic_desktop.scanner.flattening import Laid, laid_over, numbers
from clinic_desktop.scanner.layers import Layers
from clinic_desktop.scanner.limits import MOST_PAGES, MOST_POINTS
from clinic_desktop.scanner.troubles import NotTaken
from clinic_desktop.scanner.weighing import Weighing

_LETTER = [0.0, 0.0, 612.0, 792.0]
_LEAST_POINTS = 3.0
_MOST_ANCESTORS = 50
_MOST_PIECES = 10_000
_QUARTER, _WHOLE = 90, 360

# What is told as taken out, by the names that it has in a PDF. The names are qpdf's spelling, which knows no disguise.
_SPELLED = {
    "scripts": rb"/S /JavaScript\b|/JS [(<\d]",
    "launches": rb"/S /Launch\b",
    "actions": rb"/AA [<\d]|/S /(SubmitForm|ImportData|ResetForm|GoToR|GoToE|Named|Hide|Rendition|SetOCGState|Trans)\b",
    "links": rb"/S /URI\b",
    "files": rb"/(EmbeddedFiles?|FileAttachment)\b",
    "media": rb"/(Subtype|S|Type) /(RichMedia(Execute)?|GoTo3DView|Movie|Sound|Screen|3D|U3D|PRC)\b",
    "fields": rb"/Subtype /Widget\b",
    "postscript": rb"/Subtype /PS\b",
}


def rebuilt(content: bytes) -> tuple[bytes, list[str]]:
    """The PDF with nothing but its pages, and the keys of what was taken out. Raises NotTaken."""
    with _opened(content) as source, pikepdf.new() as target:
        removed = {key for one in _spelled(source) for key, names in _SPELLED.items() if re.search(names, one)}
        undrawn = lacking(source.Root, _pages(source))
        if undrawn:
            with _opened(with_looks(content, undrawn)) as shown:
                removed |= _taken_over(shown, target)
        else:
            removed |= _taken_over(source, target)
        made = BytesIO()
        target.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue(), sorted(removed)


def _taken_over(source: pikepdf.Pdf, target: pikepdf.Pdf) -> set[str]:
    """All pages, and the keys of what was seen to be left behind with them."""
    layers, weighing, removed = Layers(source.Root), Weighing(), set[str]()
    copier = Copier(target, layers)
    for number, page in enumerate(_pages(source), 1):
        over, is_kept = laid_over(page, layers)
        made = _page(copier, target, page, over, number)
        weighing.weigh(made)
        target.pages.append(pikepdf.Page(made))
        if is_kept:
            removed.add("comments")
    if layers.any_taken:
        removed.add("layers")
    return removed


def _opened(content: bytes) -> pikepdf.Pdf:
    before = pikepdf.settings.qpdf_limit_errors()
    try:
        source = pikepdf.open(BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise NotTaken("password") from error
    except pikepdf.PdfError as error:
        raise NotTaken(_why(error, before)) from error
    if source.Root.get(Name.NeedsRendering):
        raise NotTaken("form")
    return source


def _why(error: Exception, before: int) -> str:
    """qpdf has no classes of its own for these."""
    if any(words in str(error) for words in ("find any pages", "no pages found")):
        return "no_pages"
    return "tangled" if pikepdf.settings.qpdf_limit_errors() > before else "damaged"


def _pages(source: pikepdf.Pdf) -> Iterator[Any]:
    before = pikepdf.settings.qpdf_limit_errors()
    try:
        count = len(source.pages)
    except pikepdf.PdfError as error:
        raise NotTaken(_why(error, before)) from error
    if pikepdf.settings.qpdf_limit_errors() > before:
        raise NotTaken("tangled")
    if count == 0:
        raise NotTaken("no_pages")
    if count > MOST_PAGES:
        raise NotTaken("many", count)
    for page in source.pages:
        yield page.obj


def _spelled(source: pikepdf.Pdf) -> Iterator[bytes]:
    for one in source.objects:
        yield (one.stream_dict if isinstance(one, pikepdf.Stream) else one).unparse(resolved=True)


def _page(copier: Copier, target: pikepdf.Pdf, page: Any, over: list[Laid], number: int) -> Dictionary:
    """One page: its sheet begins at 0, 0 and is what a reader shows of it; what lay over it is drawn last."""
    left, low, right, high, unit = _sheet(page, number)
    resources = _inherited(page, Name.Resources)
    drawn = copier.content(_contents(copier, page), resources)
    made = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, _tidy((right - left) * unit), _tidy((high - low) * unit)]),
        Resources=copier.copied(resources, "resources") or Dictionary(),
    )
    group = copier.copied(page.get(Name.Group), "group")
    if group is not None:
        made.Group = group
    turn = _inherited(page, Name.Rotate)
    turned = int(turn) // _QUARTER * _QUARTER % _WHOLE if isinstance(turn, (int, float)) else 0
    if turned:
        made.Rotate = turned
    if over or (left, low, unit) != (0, 0, 1):
        drawn = _within(copier, target, made, (drawn, over), (left, low, right, high, unit))
    made.Contents = target.make_stream(drawn)
    return target.make_indirect(made)


def _within(
    copier: Copier,
    target: pikepdf.Pdf,
    made: Dictionary,
    content: tuple[bytes, list[Laid]],
    sheet: tuple[float, float, float, float, float],
) -> bytes:
    """The page as a drawing in a page, so that what it leaves behind, as a moved origin, does not reach what is laid
    over it, and its patterns move with it."""
    drawn, over = content
    left, low, right, high, unit = sheet
    resources = made.Resources
    inner = target.make_stream(drawn)
    inner.Type, inner.Subtype = Name.XObject, Name.Form
    inner.BBox = Array([_tidy(one) for one in (left, low, right, high)])
    inner.Resources = resources
    shift = [unit, 0, 0, unit, -left * unit, -low * unit]
    inner.Matrix = Array([_tidy(one) for one in shift])
    placed = Dictionary(Page=inner)
    steps = [b"q /Page Do Q", b"q %s cm" % b" ".join(b"%g" % one for one in shift)]
    for count, laid in enumerate(over):
        look = copier.copied(laid.drawn, "xobject")
        if look is not None:
            name = f"/Over{count}"
            placed[name] = look
            steps.append(b"q %s cm %s Do Q" % (laid.matrix.encode(), name.encode("ascii")))
    steps.append(b"Q")
    made.Resources = Dictionary(XObject=placed)
    return b"\n".join(steps)


def _contents(copier: Copier, page: Any) -> bytes:
    found = page.get(Name.Contents)
    pieces = list(found)[:_MOST_PIECES] if isinstance(found, Array) else [found]
    return b"\n".join(copier.read(one) for one in pieces if isinstance(one, pikepdf.Stream))


def _sheet(page: Any, number: int) -> tuple[float, float, float, float, float]:
    """Left, lower, right and upper edge of what is shown, in the page’s own units, and how many points one of them is.

    A box that is none is Letter, as readers have it.
    """
    media = _box(_inherited(page, Name.MediaBox)) or _LETTER
    crop = _box(_inherited(page, Name.CropBox)) or media
    shown = [max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])]
    if shown[2] - shown[0] < _LEAST_POINTS or shown[3] - shown[1] < _LEAST_POINTS:
        shown = media
    told = page.get(Name.UserUnit, 1)
    unit = float(told) if isinstance(told, (int, float, Decimal)) else 1.0
    unit = unit if unit > 0 else 1.0
    if max(shown[2] - shown[0], shown[3] - shown[1]) * unit > MOST_POINTS:
        raise NotTaken("sheet", number)
    return shown[0], shown[1], shown[2], shown[3], unit


def _box(thing: Any) -> list[float] | None:
    read = numbers(thing, 4)
    if read is None:
        return None
    box = [min(read[0], read[2]), min(read[1], read[3]), max(read[0], read[2]), max(read[1], read[3])]
    return box if box[2] - box[0] >= _LEAST_POINTS and box[3] - box[1] >= _LEAST_POINTS else None


def _inherited(page: Any, key: Name) -> Any:
    """What the page says, or what those above it in the tree say for all of theirs."""
    for _ in range(_MOST_ANCESTORS):
        if key in page:
            return page.get(key)
        page = page.get(Name.Parent)
        if not isinstance(page, Dictionary):
            return None
    return None


def _tidy(number: float) -> Any:
    """A number as a PDF has it: whole where it is whole, else with four places."""
    whole = round(number)
    return whole if abs(number - whole) < 1e-4 else round(number, 4)  # noqa: PLR2004 - a ten thousandth of a point
