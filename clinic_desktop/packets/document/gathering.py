"""Gathers all that a packet says on paper: its parts made by their rooms, its cover, and its table of criteria."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.attachments.queries import attachment
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.packets.document.scans import ScansAround, ScanToSend, fitting_scans
from clinic_desktop.packets.document.sources.made import made_paper
from clinic_desktop.packets.document.sources.wanted import MadePaper, WantedPaper
from clinic_desktop.packets.model.paper import (
    CoverFacts,
    Criterion,
    LeftOut,
    Limit,
    PacketPaper,
    PartPaper,
)
from clinic_desktop.packets.model.parts import FROM_OUTSIDE, SCANS, ChosenPart, Part
from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.queries.sizes import copy_kept
from clinic_desktop.packets.rules.evidence import answered, is_left_out
from clinic_desktop.packets.rules.names import initials_of
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

# What is kept free for cover, index and criteria, for what is stamped on a page, and for the bones of the file.
_FRONT, _STAMPS = 120_000, 1_000


def packet_paper(read: Reader, around: ScansAround, view: PacketView, number: int) -> PacketPaper:
    """All that the packet says, its parts set, its scans as small as the way of sending wants them. Slow: made in a
    job. Raises ClinicError where a part cannot be made, and Cancelled."""
    parts = tuple(_parts(read, around, view))
    person = client_of(read, view.packet.client)
    limit = view.limit
    return PacketPaper(
        number=number,
        initials=initials_of(person.given_name, person.family_name),
        title=say(PURPOSES[view.packet.purpose]),
        cover=_cover(read, view),
        parts=parts,
        made_on=view.today,
        criteria=tuple(_criteria(view)),
        limit=Limit((limit.size or None) if limit else None, (limit.pages or None) if limit else None),
    )


def _parts(read: Reader, around: ScansAround, view: PacketView) -> Iterator[PartPaper]:
    made = _papers(read, around, view)
    scans = [part for _, part in view.present if part.source in FROM_OUTSIDE]
    stamps = _STAMPS * sum(part.pages for part in scans)
    room = view.limit.size - _FRONT - stamps - sum(len(one.pdf) for one in made.values()) if view.limit else 0
    scan_at = fitting_scans(around, [_scan(read, around, one) for one in scans], view.limit, room)
    places = {part.key: at for at, part in enumerate(scans)}
    for chosen, part in view.present:
        paper = made[part.key] if part.key in made else MadePaper(scan_at(places[part.key]))
        yield PartPaper(part.key, part.title, _days(view, chosen, part), paper.pdf, paper.marks, part.dated)


def _scan(read: Reader, around: ScansAround, part: Part) -> ScanToSend:
    if part.source == SCANS:
        found = around.filed(attachment(read, part.row).blob)
    else:
        # Nobody could look into it when it was kept.
        digest, size = copy_kept(read, part.row)
        found = around.copied(digest, size, lambda: read.content(digest))
    return replace(found, key=part.key, title=part.on_screen)


def _papers(read: Reader, around: ScansAround, view: PacketView) -> dict[str, MadePaper]:
    """The parts that are no scans: as large as they are."""
    papers = [one for one in view.present if one[1].source not in FROM_OUTSIDE]
    payer = int(view.packet.payer) if view.packet.payer else None
    made: dict[str, MadePaper] = {}
    for at, (chosen, part) in enumerate(papers):
        around.progress.report(at, len(papers), say("Making the parts"))
        wanted = WantedPaper(
            read,
            chosen,
            part,
            view.today,
            payer=payer,
            kept=frozenset(view.kept),
            until=_until(view, chosen, part),
        )
        made[part.key] = made_paper(wanted)
    return made


def _until(view: PacketView, chosen: ChosenPart, part: Part) -> date | None:
    return view.packet.until if part.kind == "measures" and not chosen.visits else None


def _days(view: PacketView, chosen: ChosenPart, part: Part) -> tuple[date, ...]:
    """What the index says of its days, beside a title without any: what a report sums up, the days that were chosen of
    it, else those that the paper goes by."""
    if part.kind == "report" and part.since and part.until:
        return (part.since, part.until)
    return view.days_of(chosen, part) if part.days else part.dated or part.told


def _cover(read: Reader, view: PacketView) -> CoverFacts:
    clinic, packet = practice(read), view.packet
    told = view.left_out if packet.tells_left_out else ()
    message = ((say("Note"), packet.message),) if packet.message else ()
    return CoverFacts(
        clinic_name=clinic.name,
        payer_name=packet.to_name,
        purpose=_about(view),
        way=packet.way,
        confidentiality=say(
            "Confidential health information, meant for the addressee alone. If it reached you by mistake, do not read"
            " or copy it: call the clinic, and destroy it."
        ),
        clinic_address=tuple(address_lines(clinic)),
        clinic_phone=clinic.phone,
        clinic_fax=clinic.fax,
        payer_fax=packet.to_fax,
        payer_address=packet.to_address,
        about=(*view.about_words, *message),
        left_out=tuple(LeftOut(one.on_paper, one.why) for one in told if one.is_told),
        is_demo=clinic.is_demo,
    )


def _about(view: PacketView) -> str:
    """What it is about, as the line below its purpose says it: the days that are in it, and not those that were asked
    for, one of which may be kept from the payer."""
    if view.about:
        return view.about.on_paper
    days = sorted({day for chosen, part in view.present if part.kind == "notes" for day in view.days_of(chosen, part)})
    if not days:
        return ""
    return say("Visits from {first} to {last}", first=printed(days[0]), last=printed(days[-1]))


def _criteria(view: PacketView) -> Iterator[Criterion]:
    keys: Sequence[str] = [part.key for _, part in view.present]
    for one in view.criteria:
        if is_left_out(one, view.packet.criteria):
            continue
        words, part, page = answered(one, view.packet.criteria, keys)
        if words:
            yield Criterion(one.words, one.source, words, part, page)
