"""Reads what a packet of a case can be about: a bill, an authorization, or a denial."""

from collections.abc import Iterator
from datetime import date

from clinic_desktop.appeals.loader.books import books as appeal_books
from clinic_desktop.appeals.loader.standing import next_step_of
from clinic_desktop.appeals.queries.denials import appeals_of, denials_of
from clinic_desktop.appeals.rules.triage import parts_for, triage
from clinic_desktop.authorizations.queries import authorization_page
from clinic_desktop.authorizations.rules.burning import first_day
from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.model.view import About
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.wording import say

# By the policy, whose payer may have been merged into another one since.
_GRANTED_BY = (
    "SELECT authorizations.id, policies.payer_id FROM authorizations"
    " JOIN policies ON policies.id = authorizations.policy_id WHERE authorizations.case_id = ?"
)


def abouts_of(asked: PartsAsked, parts: tuple[Part, ...]) -> tuple[About, ...]:
    """What it can be about, the newest of each kind first; a period alone is always possible."""
    return (*_denials(asked), *_bills(asked, parts), *_authorizations(asked))


def _denials(asked: PartsAsked) -> Iterator[About]:
    books = appeal_books()
    for one in denials_of(asked.read, asked.client):
        if one.case == asked.case:
            words = say("Denial of {payer}", payer=one.payer_name)
            day = one.noticed_on or one.received_on
            due = None if one.closed_on else next_step_of(asked.read, one.id, asked.today).due_on
            found = triage(one.codes, one.reasons, books.advice, books.meanings)
            is_begun = any(not step.outcome for step in appeals_of(asked.read, one.id))
            rows, kinds = frozenset(one.visits), frozenset(parts_for(found, books.advice, is_begun=is_begun))
            yield About(
                f"denial:{one.id}", words, None, None, rows, int(one.payer), due, kinds, (day,), found.key,
                _days_of(asked, rows),
            )  # fmt: skip


def _bills(asked: PartsAsked, parts: tuple[Part, ...]) -> Iterator[About]:
    for part in parts:
        if part.source == "bill":
            rows = asked.read.all("SELECT visit_id FROM bill_visits WHERE bill_id = ? AND retired_at IS NULL", part.row)
            visits = frozenset(one["visit_id"] for one in rows)
            told = _days_of(asked, visits)
            yield About(part.key, part.title, part.since, part.until, visits, part.payer, dated=part.dated, told=told)


def _days_of(asked: PartsAsked, visits: frozenset[int]) -> frozenset[date]:
    """The days of these visits."""
    found = (asked.read.one("SELECT date_of_service FROM visits WHERE id = ?", one) for one in visits)
    return frozenset(date.fromisoformat(one["date_of_service"]) for one in found)


def _authorizations(asked: PartsAsked) -> Iterator[About]:
    payers = {one["id"]: one["payer_id"] for one in asked.read.all(_GRANTED_BY, asked.case)}
    for one in authorization_page(asked.read, asked.case).rows:
        if one.status != "granted":
            continue
        name = say("Authorization {number}", number=one.number) if one.number else say("Authorization")
        words = say("{name}, {payer}", name=name, payer=one.payer_name) if one.payer_name else name
        yield About(f"authorization:{one.id}", words, first_day(one), one.ends_on, payer=payers.get(one.id))
