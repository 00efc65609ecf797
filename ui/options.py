"""How the program was started."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.store.vault import KeyCost

if TYPE_CHECKING:
    from clinic_desktop.store.clock import Clock


class Options(NamedTuple):
    """How the program was started. `inline` runs slow work at once, for tests and pictures."""

    folder: Path | None = None
    demo: bool = False
    settings: str | None = None
    cache: Path | None = None
    clock: "Clock | None" = None
    cost: KeyCost = KeyCost()
    inline: bool = False
