"""The log of what was told: kept as it was, struck out, never changed, listed; and who is owed an account of what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from factories import CLIENT, HOSTILE_NAMES, new_case, new_client, new_payer, new_policy, refused
from fixed import NOW
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.commands import LogDisclosure, StrikeDisclosure
from clinic_desktop.disclosures.model import PURPOSES, RECIPIENTS, DisclosureDraft, ToldFilter
from clinic_desktop.disclosures.queries import (
    accounting_of,
    disclosure,
    disclosure_page,
    disclosures_of,
    told_of,
)
from clinic_desktop.disclosures.rules.accounting import accounted_since, accounting_span, is_accountable
from clinic_desktop.disclosures.rules.typed import disclosure_values
from clinic_desktop.disclosures.rules.words import (
    listed_words,
    standing_words,
    way_words,
    what_words,
    whom_words,
    why_words,
)
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.payers.commands import MergePayers
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.store.command import Command
from clinic_desktop.store.paging import PAGE_ROWS

TODAY = date(2026, 11, 24)
TOLD = DisclosureDraft(
    told_on="11/20/2026",
    party="attorney",
    name="Ines Falk",
    reach="253.555.0199",
    title="Visit notes of November",
    pages="4",
    parts="Notes of 11/5 and 11/12",
    purpose="required",
    why="Subpoena of 11/16",
    confirmation="F-4411",
)
DAYS = some.integers(-3_000, 0).map(lambda days: TODAY + timedelta(days))


def logged(clinic: Clinic, client: int, **typed: object) -> int:
    draft = replace(TOLD, client=client, **typed)  # type: ignore[arg-type]
    return int(clinic.do(LogDisclosure(draft)).row)


def problems(**typed: str) -> list[str]:
    draft = replace(TOLD, **typed)  # type: ignore[arg-type]
    return refused(lambda: disclosure_values(draft, TODAY, date(1985, 3, 4)))


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        *(({}, []), ({"told_on": " "}, ["told_on"]), ({"told_on": "tomorrow"}, ["told_on"])),
        *(({"told_on": "soon"}, ["told_on"]), ({"told_on": "3/3/1985"}, ["told_on"])),
        *(({"party": ""}, ["party"]), ({"party": "uncle"}, ["party"]), ({"party": "payer/x"}, ["party"])),
        *(({"party": "prescriber/7"}, []), ({"party": "payer"}, []), ({"party": "payer/" + "9" * 19}, ["party"])),
        *(({"name": "\u200b "}, ["name"]), ({"name": "x" * 201}, ["name"])),
        *(({"reach": "12"}, ["reach"]), ({"reach": "12", "how": "mail"}, []), ({"reach": ""}, [])),
        *(({"reach": "a@b", "how": "email"}, ["reach"]), ({"reach": "x" * 501, "how": "portal"}, ["reach"])),
        *(({"kind": "gossip"}, ["kind"]), ({"how": "pigeon"}, ["how"]), ({"purpose": ""}, ["purpose"])),
        *(({"title": " "}, ["title"]), ({"title": "x" * 201}, ["title"])),
        *(({"pages": ""}, []), ({"pages": "0"}, ["pages"]), ({"pages": "four"}, ["pages"])),
        *(({"pages": "100001"}, ["pages"]), ({"pages": "٣"}, ["pages"])),
        *(({"why": " \u200b"}, ["why"]), ({"why": "", "purpose": "payment"}, [])),
        *(({"why": "x" * 1_001}, ["why"]), ({"parts": "x" * 2_001}, ["parts"])),
        *(({"confirmation": "x" * 201}, ["confirmation"]), ({"purpose": "spite", "why": ""}, ["purpose"])),
        *(({"told_on": "", "party": "", "title": "", "purpose": "", "how": ""},
           ["told_on", "party", "how", "title", "purpose"]),),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(typed: dict[str, str], fields: list[str]) -> None:
    assert problems(**typed) == fields


def test_an_entry_is_kept_with_who_when_and_what(clinic: Clinic) -> None:
    client = new_client(clinic)
    case = new_case(clinic, client)
    found = disclosure(clinic.read, logged(clinic, client, case=case, digest="ab" * 32))
    assert (found.client, found.case, found.told_on) == (client, case, date(2026, 11, 20))
    assert found.logged_at == NOW.astimezone(UTC) and found.teller
    assert (found.party, found.payer, found.name, found.reach) == ("attorney", None, "Ines Falk", "(253) 555-0199")
    assert (found.kind, found.item, found.title, found.pages) == ("record", None, "Visit notes of November", 4)
    assert (found.digest, found.confirmation, found.is_accountable) == ("ab" * 32, "F-4411", True)
    assert whom_words(found) == "Ines Falk (attorney)"
    assert what_words(found) == "Record: Visit notes of November, 4 pages"
    assert why_words(found) == "Required by law: Subpoena of 11/16"
    assert way_words(found) == "Fax to (253) 555-0199, confirmation F-4411"
    assert standing_words(found) == "In the accounting"


def test_the_kind_is_told_only_where_the_title_does_not_tell_it(clinic: Clinic) -> None:
    found = disclosure(clinic.read, logged(clinic, new_client(clinic)))
    packet = replace(found, kind="packet", title="Packet no. 3", pages=34)
    assert what_words(packet) == listed_words(packet) == "Packet no. 3, 34 pages"
    assert what_words(replace(found, kind="letter", title="Cover letter", pages=None)) == "Cover letter"
    assert what_words(replace(found, kind="letter", title="To Dr. Lee", pages=1)) == "Letter: To Dr. Lee, 1 page"
    assert what_words(replace(found, kind="other", title="A call")) == "A call, 4 pages"


def test_a_list_tells_what_is_struck_out_where_it_has_no_room_for_a_state(clinic: Clinic) -> None:
    found = disclosure(clinic.read, logged(clinic, new_client(clinic)))
    assert listed_words(found) == "Visit notes of November, 4 pages"
    assert listed_words(replace(found, struck_on=found.told_on)) == "Struck out: Visit notes of November, 4 pages"


def test_the_payer_and_the_client_need_no_name(clinic: Clinic) -> None:
    client = new_client(clinic)
    payer = new_payer(clinic)
    paid = disclosure(clinic.read, logged(clinic, client, party=f"payer/{payer}/3", name="", purpose="payment"))
    assert (paid.payer, paid.payer_name, paid.name) == (payer, "Cascade Mutual", "Cascade Mutual")
    own = disclosure(clinic.read, logged(clinic, client, party="client", name=" ", purpose="own_request", why=""))
    assert (own.name, own.is_accountable) == ("Rosalind Mae Nguyễn", False)
    assert (whom_words(paid), whom_words(own)) == ("Cascade Mutual", "Rosalind Mae Nguyễn")
    assert standing_words(own) == "Not in the accounting"
    line = disclosure(clinic.read, logged(clinic, client, party=f"payer/{payer}", name="Claims", purpose="payment"))
    assert whom_words(line) == "Cascade Mutual · Claims"
    assert refused(lambda: logged(clinic, client, party="payer", name="")) == ["name"]
    with pytest.raises(Missing):
        logged(clinic, client, party="payer/99", name="")


def test_a_case_of_another_client_and_a_digest_that_is_none_are_bugs(clinic: Clinic) -> None:
    client, other = new_client(clinic), new_client(clinic, replace(CLIENT, given_name="Ben"))
    case = new_case(clinic, other)
    with pytest.raises(ValueError, match="a case of its client"):
        logged(clinic, client, case=case)
    with pytest.raises(ValueError, match="hexadecimal"):
        logged(clinic, client, digest="AB" * 32)
    assert disclosures_of(clinic.read, client) == ()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_kept_to_the_letter(clinic: Clinic, name: str) -> None:
    client = new_client(clinic)
    typed = dict.fromkeys(("name", "reach", "title", "parts", "why", "confirmation"), name)
    found = disclosure(clinic.read, logged(clinic, client, how="mail", **typed))
    assert {getattr(found, field) for field in typed} == {name.replace("\x00", "")}


def test_a_mistake_is_struck_out_once_and_stays(clinic: Clinic) -> None:
    client = new_client(clinic)
    row = logged(clinic, client)
    assert refused(lambda: clinic.do(StrikeDisclosure(row, 1, " "))) == ["why"]
    assert refused(lambda: clinic.do(StrikeDisclosure(row, 1, "x" * 501))) == ["why"]
    with pytest.raises(ChangedSince):
        clinic.do(StrikeDisclosure(row, 2, "Never sent"))
    clinic.do(StrikeDisclosure(row, 1, "Never sent: the fax was busy"))
    (found,) = disclosures_of(clinic.read, client)
    assert (found.struck_on, found.struck_why, found.struck_by) == (TODAY, "Never sent: the fax was busy", found.teller)
    assert standing_words(found) == "Struck out"
    assert refused(lambda: clinic.do(StrikeDisclosure(row, 2, "Again"))) == [""]
    assert not clinic.history.undoable


CHANGES = {
    "told_on": "2026-11-19", "logged_at": "2026-11-24T00:00:00+00:00", "teller": "Nobody", "party": "other",
    "name": "x", "payer_name": "x", "reach": "x", "kind": "letter", "title": "x", "pages": 5, "parts": "x",
    "purpose": "payment", "why": "x", "how": "mail", "digest": "0" * 64, "confirmation": "x", "payer_id": 1,
    "client_id": 2, "retired_at": "2026-11-24",
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
def test_the_file_itself_keeps_every_column(clinic: Clinic, column: str) -> None:
    class Tamper(Command):
        label = "Tamper"
        permission = "anyone"

        def perform(self, tx):  # type: ignore[no-untyped-def]
            tx.database.execute(f"UPDATE disclosures SET {column} = ? WHERE id = ?", (CHANGES[column], row))
            return row

    client = new_client(clinic)
    new_client(clinic, replace(CLIENT, given_name="Ben"))
    row = logged(clinic, client)
    with pytest.raises(Exception, match=r"never changed|CHECK constraint"):
        clinic.do(Tamper())
    assert disclosures_of(clinic.read, client)[0].title == TOLD.title


def test_the_file_itself_deletes_no_entry_and_strikes_none_back(clinic: Clinic) -> None:
    class Run(Command):
        label = "Run"
        permission = "anyone"

        def __init__(self, sql: str) -> None:
            self.sql = sql

        def perform(self, tx):  # type: ignore[no-untyped-def]
            tx.database.execute(self.sql)
            return 0

    client = new_client(clinic)
    row = logged(clinic, client)
    clinic.do(StrikeDisclosure(row, 1, "Never sent"))
    for sql in ("DELETE FROM disclosures", "UPDATE disclosures SET struck_on = '', struck_why = ''"):
        with pytest.raises(Exception, match=r"stays on record|never changed"):
            clinic.do(Run(sql))
    assert disclosures_of(clinic.read, client)[0].struck_on == TODAY


def test_entries_follow_a_payer_that_was_merged_and_keep_its_name(clinic: Clinic) -> None:
    client, case = (own := new_client(clinic)), new_case(clinic, own)
    new_policy(clinic, case)
    gone = int(clinic.read.one("SELECT id FROM payers")["id"])
    kept = new_payer(clinic, PayerDraft("Cascade and Sons"))
    row = logged(clinic, client, party=f"payer/{gone}", name="", purpose="payment")
    clinic.do(MergePayers(kept, gone, 1))
    found = disclosure(clinic.read, row)
    assert (found.payer, found.payer_name, found.name) == (kept, "Cascade Mutual", "Cascade Mutual")
    clinic.undo()
    assert disclosure(clinic.read, row).payer == gone


def test_the_list_over_all_is_paged_and_filtered(clinic: Clinic) -> None:
    one, two = new_client(clinic), new_client(clinic, replace(CLIENT, given_name="Ben"))
    payer = new_payer(clinic)
    first = logged(clinic, one, told_on="11/1/2026", party=f"payer/{payer}", purpose="payment")
    others = [logged(clinic, two, told_on="11/10/2026") for _ in range(3)]
    told = disclosure_page(clinic.read, ToldFilter())
    assert [row.id for row in told.rows] == [*reversed(others), first] and told.after is None
    assert {row.client_name for row in told.rows} == {"Nguyễn, Rosalind (Zuzu)", "Nguyễn, Ben (Zuzu)"}
    assert [row.id for row in disclosure_page(clinic.read, ToldFilter(payer=payer)).rows] == [first]
    day = date(2026, 11, 10)
    assert len(disclosure_page(clinic.read, ToldFilter(since=day)).rows) == 3
    assert [row.id for row in disclosure_page(clinic.read, ToldFilter(until=day - timedelta(1))).rows] == [first]
    assert PAGE_ROWS > 4


def test_each_time_that_something_left(clinic: Clinic) -> None:
    client = new_client(clinic)
    assert told_of(clinic.read, "packet", 7) == ()
    first = logged(clinic, client, kind="packet", item=7, told_on="11/1/2026")
    last = logged(clinic, client, kind="packet", item=7, told_on="11/12/2026")
    logged(clinic, client, kind="letter", item=7, told_on="11/20/2026")
    assert [one.id for one in told_of(clinic.read, "packet", 7)] == [last, first]
    clinic.do(StrikeDisclosure(last, 1, "Never sent"))
    assert [one.id for one in told_of(clinic.read, "packet", 7)] == [first]
    # A record of no row of ours names none.
    assert disclosure(clinic.read, logged(clinic, client, kind="record", item=7)).item is None


@given(party=some.sampled_from(sorted(RECIPIENTS)), purpose=some.sampled_from(sorted(PURPOSES)))
def test_an_account_is_owed_of_all_but_what_the_law_leaves_out(party: str, purpose: str) -> None:
    left_out = party == "client" or purpose in {"treatment", "payment", "operations", "authorized"}
    assert is_accountable(party, purpose) is not left_out


@given(DAYS)
def test_an_accounting_goes_back_six_years(day: date) -> None:
    since = accounted_since(day)
    same = (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    assert (since.year, since.month, since.day) == (day.year - 6, *same)


def test_a_leap_day_goes_back_to_the_day_before() -> None:
    assert accounted_since(date(2028, 2, 29)) == date(2022, 2, 28)


def test_the_days_of_an_accounting_are_read() -> None:
    assert accounting_span("", "", TODAY) == (date(2020, 11, 24), TODAY)
    assert accounting_span("1/1/2026", "", TODAY) == (date(2026, 1, 1), TODAY)
    assert accounting_span("", "12/31/2024", TODAY) == (date(2018, 12, 31), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [("soon", "", "since"), ("tomorrow", "", "since"), ("", "tomorrow", "until"), ("11/2/2026", "11/1/2026", "until")],
)
def test_days_that_are_none_are_said_at_their_field(since: str, until: str, field: str) -> None:
    assert refused(lambda: accounting_span(since, until, TODAY)) == [field]


ENTRIES = some.lists(
    some.tuples(
        some.integers(0, 2_500), some.sampled_from(sorted(RECIPIENTS)), some.sampled_from(sorted(PURPOSES)),
        some.booleans(),
    ),
    max_size=8,
)  # fmt: skip


def test_the_accounting_is_what_the_rule_lets_through(clinic: Clinic) -> None:
    """The generated accounting equals the register's filter (reliability 164.528), over random entries and days."""
    client = new_client(clinic)
    told: list[tuple[date, bool, bool]] = []

    def add(entries: list[tuple[int, str, str, bool]]) -> None:
        for days, party, purpose, struck in entries:
            day = TODAY - timedelta(days)
            row = logged(clinic, client, told_on=f"{day:%m/%d/%Y}", party=party, purpose=purpose, name="Somebody")
            if struck:
                clinic.do(StrikeDisclosure(row, 1, "By mistake"))
            told.append((day, party != "client" and purpose in {"own_request", "required", "compensation", "other"},
                         struck))  # fmt: skip

    @given(ENTRIES)
    @settings(max_examples=40)
    def fill(entries: list[tuple[int, str, str, bool]]) -> None:
        add(entries)

    @given(DAYS, DAYS, some.booleans())
    @settings(max_examples=500)
    def compare(one: date, other: date, whole: bool) -> None:
        since, until = min(one, other), max(one, other)
        paper = accounting_of(clinic.read, client, (since, until), TODAY, whole=whole)
        inside = [(day, owed) for day, owed, struck in told if not struck and since <= day <= until]
        wanted = sorted(day for day, owed in inside if whole or owed)
        assert [entry.told_on for entry in paper.entries] == wanted
        assert paper.left_out == len(inside) - len(wanted)

    fill()
    assert len(told) > 40 and any(owed for _, owed, _ in told) and any(struck for _, _, struck in told)
    compare()


def test_refusal_says_all_at_once(clinic: Clinic) -> None:
    with pytest.raises(Refused) as answer:
        clinic.do(LogDisclosure(DisclosureDraft(client=new_client(clinic))))
    assert [one.field for one in answer.value.problems] == ["told_on", "party", "title", "purpose"]


def test_moments_are_utc(clinic: Clinic) -> None:
    found = disclosure(clinic.read, logged(clinic, new_client(clinic)))
    assert found.logged_at.utcoffset() == timedelta(0) and isinstance(found.logged_at, datetime)
