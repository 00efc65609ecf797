"""The sections of the chart's page Documents: one kind of paper each, built when it is first gone to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import mark
from ui.appeals.section import DenialsSection
from ui.attachments.section import AttachmentsSection
from ui.coverage.papers.section import SummariesSection
from ui.disclosures.section import DisclosuresSection
from ui.jobs import Jobs
from ui.letters.section import LettersSection
from ui.packets.section import BEGIN, PacketsSection
from ui.preferences import Preferences
from ui.session import Session


class ShowsCase(Protocol):
    """What a section shows of a chart; it is a widget."""

    def show_case(self, client: ClientId, case: CaseId) -> None:
        """Show the papers of a client; `case` is the one in question, 0 for none."""


@dataclass(frozen=True, slots=True)
class AroundSection:
    """What a section is built with: `go` leads to a part of the chart, as "determination/7"."""

    session: Session
    jobs: Jobs
    client: ClientId
    go: Callable[[str], object]
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class SectionKind:
    """Key, title (marked for translation), what it is about as the manual calls it, what Ctrl+N makes there, and how it
    is built."""

    key: str
    title: str
    topic: str
    new: str
    build: Callable[[AroundSection], QWidget]


# Its key: files are dropped on every section, and stand in this one.
FILES = "files"
# Those after the bills, in their order.
SECTIONS: tuple[SectionKind, ...] = (
    SectionKind(
        FILES,
        mark("Files"),
        "64-files",
        "attachment/new",
        lambda around: AttachmentsSection(around.session, around.jobs, around.client, around.go, around.preferences),
    ),
    SectionKind(
        "letters",
        mark("Letters"),
        "66-letters",
        "letter/new",
        lambda around: LettersSection(around.session, around.go),
    ),
    SectionKind(
        "packets",
        mark("Packets"),
        "67-packets",
        BEGIN,
        lambda around: PacketsSection(around.session, around.client, around.go),
    ),
    SectionKind(
        "denials",
        mark("Denials"),
        "68-appeals",
        "denial/new",
        lambda around: DenialsSection(around.session, around.jobs, around.go),
    ),
    SectionKind(
        "summaries",
        mark("Coverage summaries"),
        "35-wizard#summary",
        "wizard",
        lambda around: SummariesSection(around.session, around.go),
    ),
    SectionKind(
        "disclosures",
        mark("Disclosures"),
        "67-disclosures",
        "disclosure/new",
        lambda around: DisclosuresSection(around.session, around.go),
    ),
)
