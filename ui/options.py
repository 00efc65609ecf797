"""How the program was started."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.store.keys.vault import KeyCost

if TYPE_CHECKING:
    from clinic_desktop.store.clock import Clock


class Options(NamedTuple):
    """How the program was started. `inline` runs slow work at once, for tests and pictures; `state` is this person's
    own folder, where the end of the audit trail is kept too, None for nowhere."""

    folder: Path | None = None
    demo: bool = False
    settings: str | None = None
    cache: Path | None = None
    clock: "Clock | None" = None
    cost: KeyCost = KeyCost()
    inline: bool = False
    state: Path | None = None
