"""The official order file of a release, as CMS lays it out, made from the table that comes with the program."""

from collections.abc import Iterable, Mapping
from functools import cache

from clinic_desktop.codes.loader import unpacked
from clinic_desktop.codes.model import CodeLine
from clinic_desktop.codes.queries.releases import packed, shipped_release


def order_file(new: Mapping[str, str]) -> str:
    """A whole release: the shipped one with some new codes and their titles, without its notes."""
    return _order_file(tuple(new.items()))


@cache
def _order_file(new: tuple[tuple[str, str], ...]) -> str:
    lines = [line for line in unpacked(packed(shipped_release())).lines if "-" not in line.code]
    added = [CodeLine(code, True, title) for code, title in new]
    return order_text(sorted((*lines, *added), key=lambda line: line.code))


def order_text(lines: Iterable[CodeLine]) -> str:
    """Order number, code without dot, whether it can be billed, short and long title, each in its columns."""
    return "".join(
        f"{number:05d} {line.code.replace('.', ''):<7} {int(line.billable)} {line.title[:60]:<60} {line.title}\n"
        for number, line in enumerate(lines, 1)
    )
