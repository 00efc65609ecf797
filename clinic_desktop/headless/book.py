"""The diagnosis codes as the command line asks for them."""

from typing import TYPE_CHECKING

from clinic_desktop.paths import cache_folder

if TYPE_CHECKING:
    from clinic_desktop.codes.queries.book import CodeBook


def code_book() -> "CodeBook":
    """The shipped release; its search file is made at the first call. Raises StoreTrouble."""
    from clinic_desktop.codes.loader import shipped_book

    return shipped_book(cache_folder() / "codes")
