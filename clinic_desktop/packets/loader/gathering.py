"""Gathers a packet with all that stands around it: what the record offers, and what it says to each criterion."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.own_packs import clinic_packs
from clinic_desktop.coverage.rules.appraising import Appraisal
from clinic_desktop.packets.loader.rule_file import packet_rules
from clinic_desktop.packets.model.packet import Packet
from clinic_desktop.packets.model.parts import Part, PartDay
from clinic_desktop.packets.model.purposes import AskedCriterion, PacketRules
from clinic_desktop.packets.model.view import About, PacketView
from clinic_desktop.packets.queries.about import abouts_of
from clinic_desktop.packets.queries.criteria import criterion_page
from clinic_desktop.packets.queries.evidence import found_evidence
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.packets.queries.parts.joined import joined_files
from clinic_desktop.packets.queries.parts.offered import parts_offered
from clinic_desktop.packets.queries.steps import step_letters
from clinic_desktop.packets.queries.surroundings import (
    about_lines,
    authorization_spans,
    lapsed_licenses,
    liable_payers,
    order_spans,
    payers_of_case,
    plan_span,
    release_of,
)
from clinic_desktop.packets.rules.evidence import criteria_to_answer
from clinic_desktop.packets.rules.leaving_out import left_out
from clinic_desktop.packets.rules.proposing import Scope, in_scope, offers, wanted_parts
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.practice.queries import practice
from clinic_desktop.referrals.queries import codes_of
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.restrictions.rules import kept_from, reason_words
from clinic_desktop.store.reader import Reader

# Of whom nothing is held back when they ask for their own record (45 CFR 164.524).
_OWN_REQUEST = ("client", "records")


def packet_view(read: Reader, row: int, today: date) -> PacketView:
    """A packet of the record with its surroundings, as of today; raises Missing."""
    return view_of(read, packet(read, row), today, packet_rules())


def view_of(read: Reader, found: Packet, today: date, rules: PacketRules) -> PacketView:
    """The surroundings of a packet, also of one that is not kept yet."""
    person, case, clinic = client_of(read, found.client), case_of(read, found.case), practice(read)
    asked = _asked(read, found, today)
    parts = parts_offered(asked)
    letters = step_letters(read, found, parts, today)
    # What was asked before was signed then.
    parts = tuple(replace(one, signer="") if one.key in letters.before else one for one in parts)
    abouts = abouts_of(asked, parts)
    appraisal = coverage_of(read, found.case, today, clinic_packs(read)).appraisal
    visits = _visits(parts)
    scope = replace(scope_of(found, abouts, visits, asked, _wanted(found, appraisal, rules)), letters=letters)
    evidence = found_evidence(asked, parts, appraisal.facts)
    own = tuple(criterion_page(read, found.payer).rows) if found.payer and _asks(found, rules) else ()
    kept = {
        one.day: reason_words(why)
        for one in visits
        if asked.payer and (why := kept_from(asked.restrictions, asked.payer, one.day))
    }
    return PacketView(
        packet=found,
        today=today,
        client_name=person.name,
        birth_date=person.birth_date,
        case_reason=case.reason,
        case_kind=case.kind,
        payers=payers_of_case(read, found.case),
        abouts=abouts,
        parts=parts,
        offered=offers(parts, rules.packet(found.purpose), scope),
        scope=scope.rows,
        visits=visits,
        kept=kept,
        is_restricted=bool(asked.payer) and any(_counts(one, asked.payer) for one in asked.restrictions),
        codes=codes_of(read, found.case),
        orders=order_spans(read, found.case),
        authorizations=authorization_spans(read, found.case),
        plan=plan_span(read, found.case, today),
        lapsed=lapsed_licenses(asked, parts),
        clinic=clinic,
        is_retired=person.is_retired,
        plan_types=frozenset(one.plan_type for one in policy_page(read, found.case).rows),
        joined=joined_files(read, found.parts),
        notes_on_paper=clinic.notes_on_paper,
        release=release_of(read, found.client, today),
        liable=liable_payers(read, found.case),
        criteria=criteria_to_answer(_asks(found, rules), own, evidence, parts),
        left_out=left_out(found, parts, kept),
        limit=rules.limit(found.way),
        trouble=rules.trouble,
        about_words=about_lines(read, found, person, case),
        letters=letters,
    )


def scope_of(
    found: Packet, abouts: Sequence[About], visits: Sequence[PartDay], asked: PartsAsked, wanted: dict[str, str]
) -> Scope:
    """The visits that a packet may tell of: those of what it is about, else those of its period."""
    about = next((one for one in abouts if one.key == found.about), None)
    rows = about.rows if about else None
    if rows is None:
        since, until = (about.since, about.until) if about else (found.since, found.until)
        rows = in_scope(visits, since, until)
    days = tuple(sorted({one.day for one in visits if one.row in rows}))
    return Scope(
        rows=rows,
        days=days,
        payer=asked.payer,
        kept=frozenset(one.day for one in visits if asked.is_kept(one.day)),
        about=found.about,
        answering=about.kinds if about else frozenset(),
        action=about.action if about else "",
        is_everything=(found.to_kind, found.purpose) == _OWN_REQUEST,
        wanted=wanted,
    )


def _asked(read: Reader, found: Packet, today: date) -> PartsAsked:
    payer = int(found.payer or 0) if found.to_kind == "payer" else 0
    return PartsAsked(read, found.client, found.case, today, payer, restrictions_of(read, found.client), found.until)


def _visits(parts: Sequence[Part]) -> tuple[PartDay, ...]:
    return next((one.days for one in parts if one.kind == "notes"), ())


def _wanted(found: Packet, appraisal: Appraisal, rules: PacketRules) -> dict[str, str]:
    """What the rules of coverage want the payer to see; who is no payer is not asked about."""
    return wanted_parts(appraisal.outcome.documents, rules) if found.to_kind == "payer" else {}


def _asks(found: Packet, rules: PacketRules) -> tuple[AskedCriterion, ...]:
    """What is commonly asked for this purpose; of who is no payer nobody has to prove anything."""
    if found.to_kind != "payer":
        return ()
    return tuple(one for one in rules.criteria if found.purpose in one.purposes)


def _counts(one: Restriction, payer: int) -> bool:
    return one.taken_back_on is None and one.payer in (None, payer)
