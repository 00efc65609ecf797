"""All that stands around a packet while it is made: what the checks look at and what a page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clinic_desktop.intake.model.consents import Consent
from clinic_desktop.packets.model.criteria import ToAnswer
from clinic_desktop.packets.model.named import named_on_paper, named_on_screen
from clinic_desktop.packets.model.packet import Packet
from clinic_desktop.packets.model.parts import ChosenPart, OfferedPart, Omission, Part, PartDay, StepLetters
from clinic_desktop.packets.model.purposes import WayLimit
from clinic_desktop.practice.model import Practice


@dataclass(frozen=True, slots=True)
class About:
    """What a packet can be about: `key` as in Packet, `words` for a list, with the
    days that are `dated` beside them; the visits it is about are those with these
    `rows`, or, where that is None, those from `since` until `until`. `payer` is the row of the payer it came from or
    went to; `due_on` the last day for it, as of an appeal. `kinds` are the kinds of part that answer it, none where
    nothing says which, and `action` the key of what is done about it. `told` are the days of service that whoever reads
    what it is about is told of."""

    key: str
    words: str
    since: date | None
    until: date | None
    rows: frozenset[int] | None = None
    payer: int | None = None
    due_on: date | None = None
    kinds: frozenset[str] = frozenset()
    dated: tuple[date, ...] = ()
    action: str = ""
    told: frozenset[date] = frozenset()

    @property
    def on_screen(self) -> str:
        """What it is, with its day as a screen has it."""
        return named_on_screen(self.words, self.dated)

    @property
    def on_paper(self) -> str:
        """What it is, with its day as paper has it."""
        return named_on_paper(self.words, self.dated)


@dataclass(frozen=True, slots=True)
class ValidSpan:
    """From when until when an order, an authorization or a plan counts, None without an end; `visits` are how many it
    is for."""

    name: str
    since: date | None
    until: date | None
    visits: int | None = None

    def holds(self, day: date) -> bool:
        """Whether it counts on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PacketView:
    """A packet with its surroundings, as the record has them now.

    `payers` are those of the case, row and name; `scope` the rows of the visits it is about; `kept` the days of visits
    of the case that are kept from the payer, with the reason in words; `codes` the diagnoses of the case; `orders` and
    `authorizations` when they count; `plan` its name and its first and last day with the visits it plans; `lapsed` is
    what of the therapists' licenses ran out; `release` is the signed release of records that
    holds today, the newest one, None without one; `liable` are the payers of the case that insure who is liable, and
    not the client.

    `clinic` stands on the cover and above the papers that are made; `is_retired` says that the client is; `plan_types`
    are those of the policies of the case; `joined` says of a file that was chosen and joined to another one since, by
    the key of its part, what the two are called; `letters` how those of appeals stand to the step that goes out.
    """

    packet: Packet
    today: date
    client_name: str
    birth_date: date | None
    case_reason: str
    case_kind: str
    payers: Sequence[tuple[int, str]] = ()
    abouts: Sequence[About] = ()
    parts: Sequence[Part] = ()
    offered: Sequence[OfferedPart] = ()
    scope: frozenset[int] = frozenset()
    visits: Sequence[PartDay] = ()
    kept: Mapping[date, str] = field(default_factory=dict)
    is_restricted: bool = False
    codes: Sequence[str] = ()
    orders: Sequence[ValidSpan] = ()
    authorizations: Sequence[ValidSpan] = ()
    plan: ValidSpan | None = None
    lapsed: Sequence[str] = ()
    clinic: Practice | None = None
    is_retired: bool = False
    plan_types: frozenset[str] = frozenset()
    joined: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    release: Consent | None = None
    liable: frozenset[int] = frozenset()
    notes_on_paper: bool = False
    criteria: Sequence[ToAnswer] = ()
    left_out: Sequence[Omission] = ()
    limit: WayLimit | None = None
    trouble: str = ""
    about_words: Sequence[tuple[str, str]] = ()
    letters: StepLetters = field(default_factory=StepLetters)

    @property
    def chosen(self) -> Sequence[tuple[ChosenPart, Part | None]]:
        """The parts that are in, in their order; None for one that the record does not have any more."""
        known = {one.key: one for one in self.parts}
        return tuple((one, known.get(one.key)) for one in self.packet.parts)

    @property
    def present(self) -> Sequence[tuple[ChosenPart, Part]]:
        """The parts that are in and there."""
        return tuple((one, part) for one, part in self.chosen if part is not None)

    @property
    def about(self) -> About | None:
        """What it is about; None where only a period says it."""
        return next((one for one in self.abouts if one.key == self.packet.about), None)

    @property
    def fresh(self) -> Sequence[OfferedPart]:
        """What is proposed since its parts were chosen: a letter issued meanwhile, a report signed. What somebody took
        out, or left out once, is not among it."""
        seen = {*self.packet.known, *(one.key for one in self.packet.parts)}
        return tuple(one for one in self.offered if one.is_proposed and one.part.key not in seen)

    def payer_name(self) -> str:
        """The payer it goes to, as the record calls it; "" where it goes to somebody else."""
        return self.packet.to_name if self.packet.to_kind == "payer" else ""

    def days_of(self, chosen: ChosenPart, part: Part) -> tuple[date, ...]:
        """The days of service that a part tells of as it was chosen, the first one first."""
        if part.days:
            return tuple(sorted(one.day for one in part.days if one.row in chosen.visits))
        return part.told
