"""The bar below the pages: the clinic's name, what goes on, how soon the program locks, and the last backup."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QProgressBar

from clinic_desktop.wording import say, say_many
from ui.backups import BackupKeeper, LastBackup
from ui.jobs import Job
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import row
from ui.kit.text import ChipText, Text


class BottomBar(QFrame):
    """What takes its time is shown while it lasts, and can be stopped."""

    def __init__(self, backups: BackupKeeper, opened: Callable[[], object], *, is_demo: bool) -> None:
        """`opened` shows the backups."""
        super().__init__()
        self.setProperty("surface", "bottom")
        self.name = Text(role="small", wrap=False)
        self.locks_soon = ChipText("", "warning")
        self.strip = QProgressBar()
        self.doing = Text(role="small", wrap=False)
        self._stop = button(say("Cancel"), lambda: None)
        self.last_backup = LastBackup(backups, opened)
        self.strip.setMaximumWidth(step(40))
        # Its words stand beside it: a bar that does not know how far it is shows none.
        self.strip.setTextVisible(False)
        for quiet in (self.strip, self.doing, self._stop, self.locks_soon):
            quiet.hide()
        demo = ChipText(say("DEMO"), "warning")
        # Kept free where it is not shown: the bar is as high in a clinic of one's own.
        kept = demo.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        demo.setSizePolicy(kept)
        demo.setVisible(is_demo)
        doing = (self.doing, self.strip, self._stop)
        self._row = row(self.name, self.locks_soon, demo, None, *doing, self.last_backup.button, gap=2)
        self._row.setContentsMargins(step(3), step(1) // 2, step(3), step(1) // 2)
        self.setLayout(self._row)

    def show_slow(self, job: Job) -> None:
        """Show what takes its time, and the button that stops it."""
        self.strip.setRange(0, 0)
        self._say_doing(job.title)
        self.strip.show()
        self.doing.show()
        fresh = button(say("Cancel"), job.stop)
        self._row.replaceWidget(self._stop, fresh)
        self._stop.deleteLater()
        self._stop = fresh
        job.progressed.connect(self._on_progress)
        job.finished.connect(self.strip.hide)
        job.finished.connect(self.doing.hide)
        job.finished.connect(fresh.hide)

    def warn_of_lock(self, seconds: int) -> None:
        """Say how long it is until the program locks by itself."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        words = say_many(
            "Locks in {count} second. Any key keeps it open.",
            "Locks in {count} seconds. Any key keeps it open.",
            seconds,
        )
        self.locks_soon.setText(words)
        if self.locks_soon.isHidden():
            self.locks_soon.show()
            # Said once: a voice that counts down would be in the way.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.locks_soon, words))

    def calm(self) -> None:
        """Somebody is there."""
        self.locks_soon.hide()

    def _on_progress(self, done: int, total: int, words: str) -> None:
        self.strip.setRange(0, total)
        self.strip.setValue(done)
        if words:
            self._say_doing(words)

    def _say_doing(self, words: str) -> None:
        self.doing.setText(words)
        self.strip.setAccessibleName(words)
