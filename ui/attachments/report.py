"""What became of the files that were added: how many were filed, and a sentence for each that was not."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.attachments.model import Attachment, FileSource
from clinic_desktop.attachments.rules import called, removed_words
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many
from ui.attachments.adding import Added, filed_words
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import column, emptied, holder, row
from ui.kit.text import Text

# More sentences than these would push the list off the page.
_MOST_TOLD = 12


class AddingReport(QWidget):
    """`show_row` opens a paper, `describe` goes through those that were filed, `again` adds a file all the same."""

    def __init__(
        self,
        show_row: Callable[[int], object],
        describe: Callable[[tuple[int, ...]], object],
        again: Callable[[FileSource], object],
    ) -> None:
        """Hidden until there is something to tell."""
        super().__init__()
        self._show_row, self._describe, self._again = show_row, describe, again
        self.banner = Banner()
        self.banner.installEventFilter(self)
        self._lines = QVBoxLayout()
        self.setLayout(column(self.banner, self._lines, gap=1))
        self.hide()

    def tell(self, added: Added) -> None:
        """Tell what became of them; nothing is told of what went as it should and is seen in the list."""
        emptied(self._lines)
        told = self._told(added)
        for one in told[:_MOST_TOLD]:
            self._lines.addWidget(one)
        if len(told) > _MOST_TOLD:
            words = say_many("And {count} more.", "And {count} more.", len(told) - _MOST_TOLD)
            self._lines.addWidget(Text(words, "muted"))
        is_bad = bool(added.readings.refused or added.readings.trouble)
        way_on = (say("Describe what was filed"), partial(self._describe, added.rows)) if added.rows else None
        self.banner.show_words("warning" if is_bad else "good" if added.rows else "note", _headline(added), way_on)
        self.show()

    def clear(self) -> None:
        """Nothing to tell any more."""
        emptied(self._lines)
        self.banner.hide()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Closed, and not merely out of sight with the page: the sentences below it go too.
        if (
            watched is self.banner
            and event.type() == QEvent.Type.Hide
            and self.banner.isHidden()
            and not self.isHidden()
        ):
            self.clear()
        return super().eventFilter(watched, event)

    def _told(self, added: Added) -> list[QWidget]:
        found = added.readings
        lines: list[QWidget] = [_sentence(words) for words in found.refused]
        lines += [self._before(source, paper) for source, paper in added.before]
        lines += [_sentence(removed_words(one.name, one.removed)) for one in found.files if one.removed]
        return lines

    def _before(self, source: FileSource, paper: Attachment) -> QWidget:
        words = say("“{name}” is filed already, as {title} of {day}.", name=source.name, title=called(paper),
                    day=dates.shown(paper.day or paper.added_on))  # fmt: skip
        shown = button(say("Show it"), partial(self._show_row, paper.id), "link")
        shown.setAccessibleName(say("Show {name}", name=called(paper)))
        parts: list[QWidget] = [_sentence(words), shown]
        if source.path or source.content:
            again = button(say("Add it anyway"), partial(self._again, source), "link")
            again.setAccessibleName(say("Add {name} anyway", name=source.name))
            parts.append(again)
        line = row(*parts, gap=2)
        line.setStretch(0, 1)
        return holder(line)


def _sentence(words: str) -> Text:
    """A name in it that cannot be broken may be cut: the page stays as wide as the window."""
    made = Text(words)
    made.setMinimumWidth(step(10))
    return made


def _headline(added: Added) -> str:
    """What is said first: how many were filed, and what is safe."""
    found = added.readings
    told = [filed_words(len(added.rows))] if added.rows else []
    if found.trouble:
        told.append(found.trouble)
    if found.left:
        words = say_many("{count} file was not filed: it is still where it was.",
                         "{count} files were not filed: they are still where they were.", len(found.left))  # fmt: skip
        told.append(words)
    if found.refused:
        words = say_many("{count} cannot be filed:", "{count} cannot be filed:", len(found.refused))
        told.append(words)
    if not told:
        told.append(say("Nothing new was filed."))
    return " ".join(told)
