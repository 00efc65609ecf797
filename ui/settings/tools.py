"""What places need besides the open clinic: apart from the pages, which are imported when they are gone to."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.backups import BackupKeeper
from ui.checkup.keeper import CheckKeeper
from ui.codes.shelf import Shelf
from ui.jobs import Jobs
from ui.preferences import Preferences
from ui.theme import Theme
from ui.trail import TrailKeeper


@dataclass(frozen=True, slots=True)
class DemoTools:
    """What can be done with the demo clinic: make it new, or leave it for one's own."""

    reset: Callable[[], object]
    leave: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Tools:
    """What places need besides the clinic; `restore` leaves it for the page that restores a backup."""

    jobs: Jobs
    codes: Shelf
    preferences: Preferences
    theme: Theme
    demo: DemoTools
    backups: BackupKeeper
    checks: CheckKeeper
    trail: TrailKeeper
    restore: Callable[[], object]
    show_manual: Callable[[str], object]
