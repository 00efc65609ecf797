"""Binds a volume of a packet: what stands in front, then pages of finished PDFs, each on Letter with its stamp below;
links, bookmarks and page labels lead to where the pages came to stand. Pages are counted from 0 in here.

All that a page brings along is its content and what that is drawn with; an action, a form or a file within it stays
behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.press.finishing import Properties, finished, told_apart
from clinic_desktop.press.frames import AsShown, framed, turns
from clinic_desktop.press.layers import keep_layers
from clinic_desktop.press.letters import seen
from clinic_desktop.press.sheet import PAGE_HEIGHT, PAGE_WIDTH
from clinic_desktop.press.stamps import StampText, type_case
from clinic_desktop.press.weights import weighed

if TYPE_CHECKING:
    import pikepdf

# A page is what it draws, not what it does. The boxes and the turn are read and then left out too.
_DRAWN = {"/Type", "/Parent", "/Resources", "/Contents", "/Group", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit"}
_PLACED = ("/CropBox", "/Rotate", "/UserUnit")
_CORNERS = 4


class NotReadable(ValueError):
    """A PDF cannot be taken apart, or has no page; `place` is its place among those that were opened."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class Run(NamedTuple):
    """Pages of one of the opened PDFs that follow each other, from `first` to before `end`."""

    part: int
    first: int
    end: int


class Bookmark(NamedTuple):
    """Words that lead to a page of the volume, and those that stand below them."""

    words: str
    page: int
    within: tuple[Bookmark, ...] = ()


class InnerLink(NamedTuple):
    """A box on a page of the volume (left, lower, right, upper) that leads to another page of it."""

    page: int
    box: tuple[float, float, float, float]
    to: int


@dataclass(frozen=True, slots=True)
class Binding:
    """A volume to be bound: a stamp for each page, those in front among them; `first_number` is that of its first
    page, as a reader shows it."""

    front: bytes
    runs: Sequence[Run]
    stamps: Sequence[str]
    links: Sequence[InnerLink]
    bookmarks: Sequence[Bookmark]
    first_number: int
    properties: Properties


class Parts:
    """PDFs that are open for binding."""

    def __init__(self, sources: Sequence[pikepdf.Pdf], identity: bytes) -> None:
        """`identity` tells these from others."""
        self._sources = sources
        self._identity = identity
        self._weights: dict[int, list[dict[tuple[int, int], int]]] = {}

    @property
    def counts(self) -> tuple[int, ...]:
        """How many pages each has."""
        return tuple(len(one.pages) for one in self._sources)

    def weights(self, part: int) -> list[dict[tuple[int, int], int]]:
        """What each page of a PDF is made of: the bytes of each object that it needs, some of which others need too."""
        if part not in self._weights:
            self._weights[part] = [weighed(page.obj) for page in self._sources[part].pages]
        return self._weights[part]

    def bind(self, binding: Binding) -> bytes:
        """The volume: the same bytes for the same pages and words."""
        import pikepdf

        case = type_case(binding.stamps)
        with (
            pikepdf.new() as whole,
            pikepdf.open(BytesIO(binding.front)) as front,
            pikepdf.open(BytesIO(case.pdf)) as letters,
        ):
            fonts = letters.pages[0].obj.Resources.Font
            stamper = _Stamper(whole, {name: whole.copy_foreign(fonts[name]) for name in sorted(fonts.keys())})
            whole.pages.extend(front.pages)
            own = len(whole.pages)
            for run in binding.runs:
                whole.pages.extend(self._sources[run.part].pages[run.first : run.end])
            for place, (page, text) in enumerate(zip(whole.pages, case.texts, strict=True)):
                if place < own:
                    stamper.put(page.obj, text, "", PAGE_WIDTH)
                else:
                    _place(page.obj, text, stamper)
            keep_layers(whole, (self._sources[part] for part in sorted({run.part for run in binding.runs})))
            _link(whole, binding.links)
            with whole.open_outline() as outline:
                outline.root.extend(_item(one) for one in binding.bookmarks)
            whole.Root.PageMode = pikepdf.Name.UseOutlines
            label = pikepdf.Dictionary(S=pikepdf.Name.D, St=binding.first_number)
            whole.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, label]))
            of = repr((binding.stamps[0], binding.runs)).encode() + binding.front + self._identity
            return finished(whole, binding.properties, of)


@contextmanager
def opened(pdfs: Sequence[bytes]) -> Iterator[Parts]:
    """PDFs open for binding. Raises NotReadable."""
    import pikepdf

    with ExitStack() as stack:
        sources = []
        for place, pdf in enumerate(pdfs):
            try:
                source = stack.enter_context(pikepdf.open(BytesIO(pdf)))
                _strip(source)
            except pikepdf.PdfError as error:
                raise NotReadable(place) from error
            if not len(source.pages):
                raise NotReadable(place)
            sources.append(source)
        yield Parts(sources, b"".join(map(told_apart, pdfs)))


def _strip(source: pikepdf.Pdf) -> None:
    """Leave of each page what it draws; a note or a filled field that is printed with it becomes part of that."""
    if any("/Annots" in page.obj for page in source.pages):
        source.flatten_annotations("print")
    for page in source.pages:
        for key in page.obj.keys() - _DRAWN:
            del page.obj[key]


class _Stamper:
    """Puts stamps on pages of one document."""

    def __init__(self, whole: pikepdf.Pdf, letters: dict[str, pikepdf.Object]) -> None:
        self._whole = whole
        self._letters = letters

    def put(self, page: pikepdf.Object, text: StampText, placing: str, width: float) -> None:
        """Set it before all else: what a page does to the state of the pen, or forgets to undo, comes after it."""
        import pikepdf

        operators = f"{text.operators(width, self._names(page))}\n{placing}\n"
        begin = self._whole.make_stream(operators.encode("latin-1"))
        content = page.get("/Contents")
        if isinstance(content, pikepdf.Array):
            page.Contents = pikepdf.Array([begin, *content])
        elif content is None:
            page.Contents = begin
        else:
            page.Contents = pikepdf.Array([begin, content])

    def _names(self, page: pikepdf.Object) -> dict[str, str]:
        """What the page calls the fonts of the stamps: names that nothing else has there."""
        fonts = _within(_within(page, "/Resources"), "/Font")
        names = {}
        for place, (known, font) in enumerate(self._letters.items()):
            name = f"/Stamp{place}"
            # A packet in a packet has stamps of its own; pages may share what they are drawn with.
            while name in fonts and fonts[name].objgen != font.objgen:
                name += "x"
            fonts[name] = font
            names[known] = name
        return names


def _within(holder: pikepdf.Object, key: str) -> pikepdf.Object:
    """The dictionary that another one has by a key; a new one where there is none."""
    import pikepdf

    found = holder.get(key)
    if not isinstance(found, pikepdf.Dictionary):
        holder[key] = pikepdf.Dictionary()
        found = holder[key]
    return found


def _place(page: pikepdf.Object, text: StampText, stamper: _Stamper) -> None:
    frame = framed(_shown(page))
    for key in _PLACED:
        if key in page:
            del page[key]
    page.MediaBox = [0, 0, *frame.paper]
    stamper.put(page, text, frame.operators(), frame.paper[0])


def _shown(page: pikepdf.Object) -> AsShown:
    """What a reader shows of the page; of one that does not say, a Letter page."""
    media = _box(page.get("/MediaBox")) or (0.0, 0.0, PAGE_WIDTH, PAGE_HEIGHT)
    crop = _box(page.get("/CropBox")) or media
    both = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    box = both if both[0] < both[2] and both[1] < both[3] else media
    unit = _number(page.get("/UserUnit"))
    return AsShown(*box, turns=turns(_number(page.get("/Rotate")) or 0.0), unit=unit if unit and unit > 0 else 1.0)


def _box(found: object) -> tuple[float, float, float, float] | None:
    """The corners of a box, lower left and upper right, whichever two it names; None for what is no box."""
    import pikepdf

    if not isinstance(found, pikepdf.Array) or len(found) != _CORNERS:
        return None
    a, b, c, d = (_number(one) for one in found)
    if a is None or b is None or c is None or d is None or a == c or b == d:
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _number(found: object) -> float | None:
    try:
        return float(found)  # type: ignore[arg-type] # what is no number is found out here
    except (TypeError, ValueError, ArithmeticError):
        return None


def _link(whole: pikepdf.Pdf, links: Sequence[InnerLink]) -> None:
    import pikepdf

    for link in links:
        page, target = whole.pages[link.page].obj, whole.pages[link.to].obj
        top = float(target.MediaBox[3])
        area = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[round(one, 2) for one in link.box],
            Border=[0, 0, 0],
            # It is printed with the page and has nothing to print.
            F=4,
            # As large as the reader has it, from the top.
            A=pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([target, pikepdf.Name.XYZ, 0, top, 0])),
        )
        if "/Annots" not in page:
            page.Annots = pikepdf.Array()
        page.Annots.append(whole.make_indirect(area))


def _item(bookmark: Bookmark) -> pikepdf.OutlineItem:
    import pikepdf

    item = pikepdf.OutlineItem(seen(bookmark.words), bookmark.page)
    item.children.extend(_item(one) for one in bookmark.within)
    item.is_closed = True
    return item
