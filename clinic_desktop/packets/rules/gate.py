"""Pre-flight of a packet: every check, and what somebody took upon them; the same in looks as that of a superbill."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from clinic_desktop.packets.model.size import PacketSize
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.checks import agreeing, criteria, fitting, kept, parts, size, whom
from clinic_desktop.packets.rules.checks.check import PacketCheck, to_payer
from clinic_desktop.superbills.model.findings import Acceptance, Finding, Verdict
from clinic_desktop.wording import mark, say

_GRADES = ("STOP", "ASK", "NOTE")
_LONGEST_FACT = 500
CHECKS: Sequence[PacketCheck] = (
    PacketCheck(mark("Nothing tells of a visit that is kept from the payer"), kept.find_kept, kept.keeps_something),
    PacketCheck(
        mark("Its subject is no visit that is kept from the payer"), kept.find_about_kept, kept.keeps_something
    ),
    PacketCheck(mark("Nothing in words may tell of it"), kept.find_kept_words, kept.keeps_something),
    PacketCheck(mark("The client is one of the clinic"), fitting.find_retired),
    PacketCheck(mark("It says whom it goes to"), whom.find_nobody),
    PacketCheck(mark("It says what it is about"), fitting.find_nothing, fitting.stands_on_something),
    PacketCheck(mark("Its purpose fits the case"), fitting.find_other_kind, fitting.is_of_a_kind),
    PacketCheck(mark("No payer is told as somebody else"), whom.find_unnamed_payer),
    PacketCheck(mark("The payer is one of this case"), whom.find_wrong_payer, to_payer),
    PacketCheck(mark("There is a way that leads there"), whom.find_no_way),
    PacketCheck(mark("A release is on file and names them"), whom.find_no_release, whom.goes_elsewhere),
    PacketCheck(mark("It is in time"), whom.find_late, to_payer),
    PacketCheck(mark("There is something in it"), parts.find_empty),
    PacketCheck(mark("All that was chosen is on record"), parts.find_gone),
    PacketCheck(mark("What somebody signs is signed"), parts.find_unsigned),
    PacketCheck(mark("Every note in it is signed"), parts.find_unsigned_notes),
    PacketCheck(mark("A letter says what is asked"), parts.find_no_letter, parts.needs_letter),
    PacketCheck(mark("The licenses hold"), parts.find_lapsed),
    PacketCheck(mark("A prescription counts on every day"), agreeing.find_outside_order, agreeing.has_days_for_payer),
    PacketCheck(
        mark("An authorization counts on every day"), agreeing.find_outside_authorization, agreeing.has_authorizations
    ),
    PacketCheck(mark("The diagnoses are the same everywhere"), agreeing.find_diagnoses),
    PacketCheck(mark("No more visits than were planned"), agreeing.find_too_many, agreeing.has_days),
    PacketCheck(mark("Each billed visit has a signed note"), agreeing.find_unnoted_bills),
    PacketCheck(mark("Every criterion is answered"), criteria.find_unanswered, criteria.asks_criteria),
    PacketCheck(
        mark("The table of criteria that a letter names is in it"), criteria.find_named_table, criteria.names_criteria
    ),
    PacketCheck(mark("The rules about packets can be read"), criteria.find_no_rules),
)


def packet_preflight(
    view: PacketView,
    accepted: Iterable[Acceptance] = (),
    bound: PacketSize | None = None,
    lost: Collection[str] = (),
) -> Verdict:
    """What is found about a packet, the gravest first. An ASK that was accepted carries its reason; a STOP stands,
    whoever accepted what. What was accepted holds for whom it was to go to, and for nobody else. `bound` is how large
    it came out, None before it was bound: then nothing is said of that. `lost` are the keys of parts whose file is not
    where it was kept."""
    reasons = {(one.rule, one.fact): one.reason for one in accepted}
    found: list[Finding] = []
    passed: list[str] = []
    for check in CHECKS:
        if not check.applies(view):
            continue
        seen = [_to_whom(view, one) for one in check.find(view)]
        found += [replace(one, accepted=_reason(one, reasons)) for one in seen]
        if not seen:
            passed.append(say(check.title))
    found += parts.find_lost(view, lost)
    split = list(size.find_split(view, bound)) if bound else []
    found += split
    if bound and not split:
        passed.append(say(size.TITLE))
    return Verdict(tuple(sorted(found, key=lambda one: _GRADES.index(one.grade))), tuple(passed))


def _to_whom(view: PacketView, one: Finding) -> Finding:
    """A reason that was good enough for one payer is asked for again for the next one."""
    if not one.fact:
        return one
    packet = view.packet
    return replace(one, fact=f"{packet.to_kind}/{packet.payer or ''}:{one.fact}"[:_LONGEST_FACT])


def _reason(one: Finding, reasons: dict[tuple[str, str], str]) -> str:
    return reasons.get((one.rule, one.fact), "") if one.grade == "ASK" else ""
