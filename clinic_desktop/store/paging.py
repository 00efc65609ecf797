"""Lists by key: a page of rows after a cursor, in a total, indexed order. Never OFFSET, never all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

T = TypeVar("T")
PAGE_ROWS = 200

Cursor = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """A total order: columns that are NOT NULL, the last one unique. A NULL would drop rows silently."""

    columns: tuple[str, ...]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and the cursor after the last one; None when there are no more."""

    rows: tuple[T, ...]
    after: Cursor | None


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """What a list reads from: a view, how a row becomes an object, and a constant condition."""

    view: str
    make: Callable[[Row], T]
    where: str = "1"
    values: tuple[object, ...] = ()


def page(read: Reader, listing: Listing[T], order: Order, after: Cursor | None = None) -> Page[T]:
    """The page of `listing` after the cursor, PAGE_ROWS rows at most."""
    keys = ", ".join(order.columns)
    where, values = listing.where, listing.values
    if after is not None:
        marks = ", ".join("?" * len(order.columns))
        where = f"({where}) AND ({keys}) {'<' if order.descending else '>'} ({marks})"
        values = (*values, *after)
    sorting = ", ".join(f"{column} DESC" if order.descending else column for column in order.columns)
    sql = f"SELECT * FROM {listing.view} WHERE {where} ORDER BY {sorting} LIMIT {PAGE_ROWS + 1}"  # noqa: S608 - constants
    found = read.all(sql, *values)
    shown = found[:PAGE_ROWS]
    more = len(found) > PAGE_ROWS
    cursor = tuple(shown[-1][column] for column in order.columns) if more else None
    return Page(tuple(listing.make(row) for row in shown), cursor)
