"""Reads what goes with a letter: the parts of the packet that is being made around it, in their order. Packets have a
room above this one, so they are known here by their table."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.attachments.model import ATTACHMENT_KINDS
from clinic_desktop.attachments.queries import attachments_of
from clinic_desktop.cases.model import Case, CaseId
from clinic_desktop.letters.queries.letters import letters_of
from clinic_desktop.letters.rules.record import LetterEnclosure
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.progress.queries import reports_of
from clinic_desktop.referrals.model import PAPERS
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.values.dates import printed
from clinic_desktop.visits.queries.visits import visits_of
from clinic_desktop.wording import mark, say

# The newest draft for each purpose; of one about this denial the purpose does not matter. Value: what it is about.
_DRAFTS = """
SELECT purpose, about = ? AS is_about, parts FROM packets
WHERE case_id = ? AND number IS NULL AND retired_at IS NULL ORDER BY id
"""
# The purposes whose packets a letter goes in that is about no denial.
_PURPOSES = ("authorization", "extension", "records")
# Of more visits the first and the last day are named.
_MOST_DAYS = 4
_PLAIN = {"measures": mark("Outcome chart"), "calls": mark("Call log"), "license": mark("License and NPI sheet")}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of a packet: its row and the visits that it tells of."""

    read: Reader
    case: Case
    row: int
    visits: tuple[int, ...]


def enclosed_in(read: Reader, case: Case, denial: int) -> Mapping[str, tuple[LetterEnclosure, ...]]:
    """What is in the packets that are being made: "denial" for the one about this denial, else by purpose. What a
    packet holds that no letter has words for is left out: the index of the packet names it."""
    found: dict[str, tuple[LetterEnclosure, ...]] = {}
    for row in read.all(_DRAFTS, f"denial:{denial}", case.id):
        key = "denial" if denial and row["is_about"] else row["purpose"]
        if key in ("denial", *_PURPOSES):
            found[key] = tuple(_parts(read, case, json.loads(row["parts"])))
    return found


def _parts(read: Reader, case: Case, chosen: list[Mapping[str, object]]) -> Iterator[LetterEnclosure]:
    for one in chosen:
        source, _, row = str(one["key"]).partition(":")
        visits = one.get("visits")
        rows = tuple(map(int, visits)) if isinstance(visits, list) else ()
        asked = _Asked(read, case, int(row or 0), rows)
        if source == "letter":
            yield from _letter(asked)
        elif words := say(_PLAIN[source]) if source in _PLAIN else _WORDS.get(source, _none)(asked):
            yield LetterEnclosure(words)


def _letter(asked: _Asked) -> Iterator[LetterEnclosure]:
    for one in letters_of(asked.read, CaseId(asked.case.id)):
        if one.id == asked.row and one.voided_on is None:
            yield LetterEnclosure(say(one.title), one.kind)


def _prescription(asked: _Asked) -> str:
    for one in prescription_page(asked.read, asked.case.id).rows:
        if one.id == asked.row:
            return say("{kind} of {day}", kind=say(PAPERS[one.kind]), day=printed(one.ordered_on))
    return ""


def _plan(asked: _Asked) -> str:
    for one in plans_of(asked.read, asked.case.id):
        if one.id == asked.row:
            return say("Treatment plan of {day}", day=printed(one.signed_on or one.starts_on))
    return ""


def _copy(asked: _Asked) -> str:
    for one in plans_of(asked.read, asked.case.id):
        for copy in one.copies:
            if copy.id == asked.row:
                signed_on = one.sending.signed_on if one.sending else None
                return say("Treatment plan signed by the prescriber, {day}", day=printed(signed_on or copy.kept_on))
    return ""


def _assessment(asked: _Asked) -> str:
    for one in assessments_of(asked.read, asked.case.id):
        if one.id == asked.row:
            return say("Assessment of {day}", day=printed(one.day))
    return ""


def _report(asked: _Asked) -> str:
    for one in reports_of(asked.read, asked.case.id):
        if one.id == asked.row:
            words = mark("Discharge report of {day}") if one.kind == "discharge" else mark("Progress report of {day}")
            return say(words, day=printed(one.day))
    return ""


def _bill(asked: _Asked) -> str:
    for one in asked.read.all("SELECT kind, number FROM bills WHERE id = ?", asked.row):
        return bill_name(one["kind"], one["number"])
    return ""


def _notes(asked: _Asked) -> str:
    days = sorted({one.date_of_service for one in visits_of(asked.read, asked.visits)})
    if len(days) > _MOST_DAYS:
        return say("Visit notes from {first} to {last}", first=printed(days[0]), last=printed(days[-1]))
    return say("Visit notes of {days}", days=", ".join(map(printed, days))) if days else ""


def _file(asked: _Asked) -> str:
    for one in attachments_of(asked.read, asked.case.client, asked.case.id):
        if one.id == asked.row:
            name = one.title or say(ATTACHMENT_KINDS[one.kind])
            return say("{name}, {day}", name=name, day=printed(one.day)) if one.day else name
    return ""


def _none(_: _Asked) -> str:
    return ""


_WORDS: Mapping[str, Callable[[_Asked], str]] = MappingProxyType(
    {
        "prescription": _prescription,
        "plan": _plan,
        "copy": _copy,
        "assessment": _assessment,
        "report": _report,
        "bill": _bill,
        "notes": _notes,
        "attachment": _file,
    }
)
