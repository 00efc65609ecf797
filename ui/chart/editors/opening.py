"""What a part of a chart is asked by, what opens it, and whose it may be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from clinic_desktop.attachments.queries import attachments_about
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case
from clinic_desktop.chart.model import Glance
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import Missing
from clinic_desktop.wording import say
from ui.codes.shelf import Shelf
from ui.editing import Back
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.grid import step
from ui.kit.keys import on_key
from ui.kit.layout import card, column, holder, scrolled
from ui.kit.text import Text
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of a chart: what it is, its row (0 for a new one), and a field in it or ""."""

    what: str
    row: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An editor with its title, the page of the chart that it comes back to ("" is the one that was open), and the
    field to begin in. `goes_on`: what is saved here is paid for next. `is_page`: it is a page of its own, with parts
    under headings, and not one form. `home`: the words of the way back that stands above it, "" for none."""

    editor: Editor
    title: str
    tab: str = ""
    field: str = ""
    goes_on: bool = False
    is_page: bool = False
    home: str = ""


@dataclass(frozen=True, slots=True)
class OpenChart:
    """What editors of a chart need: the chart as it stands, where to go when they are left, the codes, and what opens
    another part of the chart."""

    session: Session
    codes: Shelf
    glance: Glance
    back: Back
    go: Callable[[str], object]

    @property
    def case(self) -> int:
        """The chosen case, 0 without one."""
        return self.glance.case.id if self.glance.case else 0


class OfACase(Protocol):
    """Whatever belongs to a case."""

    @property
    def case(self) -> CaseId: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of editor: what opens it (raises Missing, also for what is another client’s), the chapter of the manual
    that it is about, and whether what it edits belongs to a case, which is asked for first where there is none."""

    open: Callable[[OpenChart, Wanted], Opened]
    topic: str
    of_a_case: bool = True


# The kinds of editors of one page of the chart, by the word of their link.
Kinds = Mapping[str, Kind]
R = TypeVar("R", bound=OfACase)


def own(chart: OpenChart, found: R) -> R:
    """The same, where it is this client’s: no link may show another one’s in this chart. Raises Missing."""
    see_whose(chart, case(chart.session.clinic.read, found.case).client)
    return found


def see_whose(chart: OpenChart, client: ClientId) -> None:
    """Raises Missing where that is not the client of this chart."""
    if client != chart.glance.client.id:
        raise Missing(say("This is another client’s. Open that client’s chart."))


def page_of(found: Opened) -> QWidget:
    """The editor in its card, under its title, and above it the way back where it has one."""
    heading = Text(found.title, "title" if found.is_page else "heading")
    # A word that cannot be broken may be cut: the form below stays as wide as the window.
    heading.setMinimumWidth(step(20))
    found.editor.titled.connect(heading.setText)
    parts: list[QWidget] = [card("", heading, found.editor)]
    if found.home:
        way = button(found.home, found.editor.go_back, "link", "back")
        # It stands outside of what hears the key.
        on_key(way, "Esc", found.editor.go_back)
        found.editor.setFocusProxy(way)
        parts.insert(0, way)
    return scrolled(holder(column(*parts, None, margin=3)))


def show_scan(chart: OpenChart, editor: Editor, kind: str, row: int) -> None:
    """A button that leads to the newest paper on file that is a scan of what is edited; `kind` is one of the kinds that
    a file may be about. Without one there is none. The last button takes the row away."""
    found = next(iter(attachments_about(chart.session.clinic.read, kind, row)), None)
    if found:
        editor.add_button_before_last(button(say("Show scan"), partial(chart.go, f"attachment/{found.id}")))
