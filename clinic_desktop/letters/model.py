"""A letter of a clinic as it stands and as typed; its template, what it tells from the record, and its way out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, NewType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.disclosures.model import Disclosure
from clinic_desktop.wording import mark

LetterId = NewType("LetterId", int)
# Who speaks in a letter, and signs it: the clinic, the client in the first person, who represents the client in
# writing, or the prescriber, for whom the clinic only prepares it.
Voice = Literal["clinic", "member", "representative", "prescriber"]
# Whom it goes to.
Reader = Literal["payer", "prescriber", "client", "state", "other"]

VOICES: Mapping[str, str] = MappingProxyType(
    {
        "member": mark("The client, in the first person"),
        "clinic": mark("The clinic"),
        "representative": mark("The clinic, as representative in writing"),
        "prescriber": mark("The prescriber: a draft to sign"),
    }
)
# In the order in which they are offered; each has a file of its name among the data of the program.
LETTER_KINDS = (
    *("prescription_request", "referral_request", "medical_necessity", "prior_authorization", "extension"),
    *("appeal_internal", "appeal_expedited", "external_review", "peer_to_peer", "payer_reply", "progress_cover"),
    *("records_cover", "network_gap", "benefits_exception", "state_complaint", "hsa_fsa", "thank_you"),
    *("employer", "legislator"),
)
# Of one part of a letter, and of one paragraph of it: as many as a line of paper is read for.
PART_LETTERS, LINE_LETTERS = 8_000, 2_000
# Parts that every letter has besides its paragraphs.
TO, RE, ENCLOSURES = "to", "re", "enclosures"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as listed. `kind` is the key of its template ("appeal_internal"); `issued_on` is None while it can still
    be changed, `voided_on` until it was voided; `digest` names its PDF among the contents of the clinic's file once it
    is issued; `denial` is the row of the denial it is about, None for none; `voice` who speaks, one of VOICES;
    `names_criteria` as in its paper."""

    id: LetterId
    version: int
    client: ClientId
    case: CaseId
    kind: str
    voice: str
    title: str
    to_whom: str
    denial: int | None
    issued_on: date | None
    voided_on: date | None
    digest: str
    names_criteria: bool


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A line of the subject or of the list of enclosures, and the names of the facts that have to hold for it."""

    text: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateParagraph:
    """A paragraph of a template. `texts` are its words by voice, those at "" for every other voice; `when` names facts
    that all have to hold, "not x" one that must not, "x or y" two of which one is enough. What it states of law or
    evidence has its `source`, the day it was looked at, and with `check` nobody has read the primary text: it is asked
    to be checked before it goes out. With `joins` it goes on in the paragraph before it."""

    key: str
    name: str
    texts: Mapping[str, str]
    when: tuple[str, ...] = ()
    source: str = ""
    checked_on: date | None = None
    check: bool = False
    joins: bool = False

    def text(self, voice: str) -> str:
        """What it says in a voice, "" where it says nothing in it; who represents the client speaks as the clinic."""
        spoken = "clinic" if voice == "representative" and voice not in self.texts else voice
        return self.texts.get(spoken, self.texts.get("", ""))


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """What a kind of letter is made from. `department` is that of the payer which it goes to, "" for none; `voices` are
    those it may be written in, the usual one first; `about` says in a sentence what it is for."""

    kind: str
    title: str
    about: str
    to: Reader
    department: str
    voices: tuple[Voice, ...]
    subject: tuple[TemplateLine, ...]
    greeting: str
    paragraphs: tuple[TemplateParagraph, ...]
    closing: str
    enclosures: tuple[TemplateLine, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnText:
    """The clinic's own words for one paragraph, and the words of the program that they were written over."""

    text: str
    over: str


@dataclass(frozen=True, slots=True)
class OwnWording:
    """A clinic's own copy of a template: `texts` by "paragraph" or "paragraph.voice"."""

    id: int
    version: int
    kind: str
    texts: Mapping[str, OwnText]


@dataclass(frozen=True, slots=True)
class LetterEdit:
    """What a person made of one part, and what the record had made of it then."""

    text: str
    over: str


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter as typed. `therapist` and `prescriber` are ids as text, "" for those of the record; `denial` is the row
    of the denial that it is about, 0 for none; `edits` are by the key of the part: what the record makes is none."""

    kind: str = ""
    voice: str = ""
    therapist: str = ""
    prescriber: str = ""
    denial: int = 0
    edits: Mapping[str, LetterEdit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterRows:
    """The rows that a letter is made from, 0 where there is none: where a missing fact is put right goes by them."""

    client: int = 0
    case: int = 0
    policy: int = 0
    payer: int = 0
    department: int = 0
    therapist: int = 0
    credential: int = 0
    order: int = 0
    prescriber: int = 0
    diagnosis: int = 0
    plan: int = 0
    assessment: int = 0
    authorization: int = 0
    denial: int = 0
    bill: int = 0
    submission: int = 0
    restriction: int = 0
    letter: int = 0


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the record says, ready for paper: `values` by placeholder, without those that nobody knows; `holds` the
    named facts that are so; `days` the visits, measures and findings that it tells of, by the part of the record that
    tells them ("visits", "measure"), for what a client keeps from a plan."""

    values: Mapping[str, str] = field(default_factory=dict)
    holds: frozenset[str] = frozenset()
    rows: LetterRows = LetterRows()
    days: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class LetterPart:
    """One part of a letter: `made` is what template and record make of it, `text` what stands there. `uses` are the
    placeholders that its template asks for; `source`, `checked_on`, `check` and `joins` as of its paragraph."""

    key: str
    name: str
    made: str
    text: str
    over: str = ""
    uses: tuple[str, ...] = ()
    source: str = ""
    checked_on: date | None = None
    check: bool = False
    joins: bool = False
    is_edited: bool = False

    @property
    def has_moved(self) -> bool:
        """Whether a person changed it, and the record says something else now than it did then. What was emptied says
        nothing that could be wrong."""
        return self.is_edited and bool(self.text.strip()) and self.over != self.made


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A letter as its paper says it: every line of it is text that was typed or made, ready to be set. Without a
    `letterhead` its sender stands at the top; the day is None while it is not issued. `asks_license` leaves a
    line for the license of who signs; `names_criteria` where it speaks of the table of criteria of its packet."""

    kind: str
    title: str
    voice: str
    day: date | None
    letterhead: tuple[str, ...]
    sender: tuple[str, ...]
    to: tuple[str, ...]
    subject: tuple[str, ...]
    greeting: str
    paragraphs: tuple[str, ...]
    closing: str
    signer: tuple[str, ...]
    enclosures: tuple[str, ...]
    patient: str
    author: str
    is_demo: bool = False
    asks_license: bool = False
    names_criteria: bool = False


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """A letter made from its template, the record and what a person changed."""

    template: LetterTemplate
    draft: LetterDraft
    parts: tuple[LetterPart, ...]
    facts: LetterFacts

    def part(self, key: str) -> LetterPart:
        """The part with this key; raises KeyError."""
        return next(one for one in self.parts if one.key == key)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with all of it. `titles` are those of the diagnosis codes, as they were known when it was last saved;
    `replaces` is the row of the voided letter that this one comes instead of, None for none; `paper` what the issued
    one says, None while it is a draft; `sendings` its entries in the log of disclosures that stand, the newest on
    top."""

    row: LetterRow
    draft: LetterDraft
    titles: Mapping[str, str]
    replaces: LetterId | None
    void_why: str
    void_digest: str
    paper: LetterPaper | None
    sendings: tuple[Disclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterProposal:
    """A kind of letter that the record asks for today, and why; `denial` is the row of the denial it is about."""

    kind: str
    why: str
    denial: int = 0
