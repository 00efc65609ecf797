"""How long and how heavy a packet will be, before anything of it is bound."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.packets.model.parts import FROM_OUTSIDE, ChosenPart, Part
from clinic_desktop.packets.model.purposes import WayLimit
from clinic_desktop.packets.model.size import PacketSize, PartWeight
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.evidence import answered, is_left_out
from clinic_desktop.wording import say

# Pages that a paper usually has before it was made once, where those are more than one. A note stays whole: the first
# page holds one below its head, each page after it so many, and one of a bill the services of so many visits.
_PAGES: Mapping[str, int] = MappingProxyType({"report": 2, "letter": 2})
_NOTES = 2
_BILLED = 6
# So many findings, or measures with their charts, stand on a page.
_LISTED: Mapping[str, int] = MappingProxyType({"assessment": 14, "measures": 2})
# Bytes of a paper with its letters, and of each of its pages.
_PAPER, _PAGE = 29_000, 1_500
# Cover and index; bytes of these, and of what is stamped on all pages.
_FRONT_PAGES, _FRONT = 2, 45_000
# In the table of criteria: letters in a line of a criterion and of what answers it, and lines on a page.
_CRITERION, _ANSWER, _LINES = 42, 46, 48
# Bytes of a scanned page at most: for a fax; for a portal, and where it gets as small as it can.
_FAX_PAGE, _PORTAL_PAGE, _COARSE_PAGE = 60_000, 250_000, 60_000
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000


def made_as(view: PacketView, chosen: ChosenPart, part: Part) -> str:
    """What a part is made from: where that is the same, it is as long and as heavy as it was."""
    return repr((chosen, part.mark, view.packet.way))


def estimated(view: PacketView, sizes: Mapping[str, int], known: Mapping[str, PartWeight]) -> PacketSize:
    """A guess at the whole. `sizes` are the bytes of scans as they are kept, by the keys of their parts; `known` is
    what was made before, by what it was made from. None of it is promised: what is bound is counted."""
    pages = _FRONT_PAGES + _criteria_pages(view)
    fixed, scanned, coarse = _FRONT, 0, 0
    for chosen, part in view.present:
        made = known.get(made_as(view, chosen, part))
        count = made.pages if made else _count(chosen, part)
        pages += count
        if part.source in FROM_OUTSIDE:
            size = sizes.get(part.key, 0)
            scanned += made.size if made else _shrunk(view.limit, size, count, _PORTAL_PAGE)
            coarse += _shrunk(view.limit, size, count, _COARSE_PAGE)
        else:
            fixed += made.size if made else _PAPER + count * _PAGE
    most = view.limit.size if view.limit else 0
    size = fixed + scanned
    if _is_shrunk(view.limit, "portal") and most:
        size = max(min(size, most), fixed + min(coarse, scanned))
    return PacketSize(pages, size, max(_volumes(size, most), _volumes(pages, _pages_a_volume(view))))


def size_words(size: int) -> str:
    """How large a file is: "0.3 MB", "120 KB"; no line breaks between the number and its unit."""
    words = say("{count} KB", count=max(1, round(size / _KILOBYTE)))
    if size >= _MEGABYTE // 10:
        words = say("{count} MB", count=f"{size / _MEGABYTE:.1f}")
    return words.replace(" ", "\u00a0")


def _count(chosen: ChosenPart, part: Part) -> int:
    if part.pages:
        return part.pages
    if part.kind == "notes":
        return 1 + max(0, -(-(len(chosen.visits) - 1) // _NOTES))
    if part.source == "bill":
        return max(1, -(-len(part.told) // _BILLED))
    if part.source in _LISTED:
        return max(1, -(-part.lists // _LISTED[part.source]))
    return _PAGES.get(part.kind, 1)


def _criteria_pages(view: PacketView) -> int:
    """How long the table is, by the letters in it; 0 where nothing has to be proved."""
    lines = 0
    for one in view.criteria:
        words, _, _ = answered(one, view.packet.criteria, ())
        if words and not is_left_out(one, view.packet.criteria):
            asked = -(-len(one.words) // _CRITERION) + -(-len(one.source) // _CRITERION)
            # Half a line stands between two of them.
            lines += 1 + 2 * max(asked, -(-len(words) // _ANSWER))
    return -(-lines // (2 * _LINES))


def _shrunk(limit: WayLimit | None, size: int, pages: int, page: int) -> int:
    if _is_shrunk(limit, "fax"):
        return min(size, pages * _FAX_PAGE)
    return min(size, pages * page) if _is_shrunk(limit, "portal") else size


def _is_shrunk(limit: WayLimit | None, way: str) -> bool:
    return limit is not None and limit.way == way and limit.resolution > 0


def _pages_a_volume(view: PacketView) -> int:
    """How many pages of parts one volume takes at most; 0 without a limit."""
    most = view.limit.pages if view.limit else 0
    return max(1, most - _FRONT_PAGES) if most else 0


def _volumes(amount: int, most: int) -> int:
    return -(-amount // most) if most else 1
