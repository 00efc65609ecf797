"""Rule packs of the clinic itself, and what comes of a case when one comes or goes."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.coverage.model.packs import Pack, Packs

OwnPackId = NewType("OwnPackId", int)


@dataclass(frozen=True, slots=True)
class OwnPack:
    """A pack that the clinic accepted on `added_on`. `pack`, `title`, `payer_name`, `edition` (its version) and `dated`
    are as its file has them, `rules` how many there are; the file's name is `file`, its bytes are kept by `digest`."""

    id: OwnPackId
    version: int
    pack: str
    title: str
    payer_name: str
    edition: int
    dated: date
    rules: int
    added_on: date
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class OwnFile:
    """The file of a pack of the clinic: which pack it is, what it is called, and what it has."""

    pack: str
    file: str
    payer_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PackMove:
    """A pack that comes or goes: how it stands before and after, None where it is not there or cannot be read; the row
    that goes, if any, and all packs, before and after."""

    before: Pack | None
    after: Pack | None
    row: OwnPack | None
    packs_before: Packs
    packs_after: Packs


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """A case that rules are tried on: whose it is, and what for."""

    id: CaseId
    client: ClientId
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class TriedCase:
    """A case whose verdict changes: the headlines before and after."""

    case: AskedAbout
    before: str
    after: str

    @property
    def id(self) -> CaseId:
        """The case's."""
        return self.case.id


@dataclass(frozen=True, slots=True)
class TriedCases:
    """What comes of all cases: those whose verdict changes, how many say something else with the same verdict, and how
    many were looked at."""

    changed: tuple[TriedCase, ...]
    otherwise: int
    looked_at: int
