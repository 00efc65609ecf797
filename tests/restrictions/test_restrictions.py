"""What a client asked to be kept from a plan: written down, asked about, and honored wherever a plan would be told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from billable import billable, drafted, issue, look, ready_visit
from factories import CLIENT, new_case, new_client, new_payer, new_policy, refused
from hypothesis import given, settings
from hypothesis import strategies as st
from month_ends import NOVEMBER, TOMORROW, swept

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.chart.queries import glance
from clinic_desktop.claims.queries import claim_facts
from clinic_desktop.claims.rules.proposal import kept_words
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Missing, Refused
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.queries.rows import MonthDesk
from clinic_desktop.month_end.queries.sweep import month_end
from clinic_desktop.payers.commands import MergePayers
from clinic_desktop.payers.model import PayerDraft, PayerId
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.restrictions.commands import AddRestriction, ChangeRestriction, RemoveRestriction
from clinic_desktop.restrictions.model import Restriction, RestrictionDraft, RestrictionId, Telling
from clinic_desktop.restrictions.queries import kept_on, payers_of, restriction, restrictions_of
from clinic_desktop.restrictions.rules import kept_days, kept_from, restriction_words
from clinic_desktop.superbills.model.issued import waits_since
from clinic_desktop.superbills.queries.draft import DraftBill
from clinic_desktop.superbills.queries.ready import unbilled_page, waiting, waiting_by_case
from clinic_desktop.superbills.rules.fixes import fix

ASKED = RestrictionDraft(from_on="11/10/2026", asked_on="11/9/2026")
FIRST, LAST = date(2026, 11, 10), date(2026, 11, 20)
DAYS = st.integers(-40, 40).map(lambda days: FIRST + timedelta(days))


def asked(**facts: object) -> Restriction:
    one = Restriction(RestrictionId(1), 1, ClientId(1), None, "", FIRST, LAST, FIRST, "written", "", None)
    return replace(one, **facts)  # type: ignore[arg-type]


def rules(draft: DraftBill) -> list[str]:
    return [one.rule for one in draft.verdict.findings]


@given(days=st.lists(DAYS, max_size=4), on=DAYS, asked_on=DAYS, payer=st.sampled_from([None, 1, 2]))
@settings(max_examples=60)
def test_what_is_told_from_the_day_of_the_demand_on_is_kept(
    days: list[date], on: date, asked_on: date, payer: int | None
) -> None:
    demand = asked(asked_on=asked_on, payer=PayerId(1))
    told = Telling(ClientId(1), None if payer is None else PayerId(payer), tuple(days), on)
    within = sorted({day for day in days if FIRST <= day <= LAST}) if asked_on <= on else []
    assert [one.day for one in kept_days([demand], told)] == (within if payer == 1 else [])
    # Under which row the client means a payer that was merged away nobody knows.
    assert [one.day for one in kept_days([demand], replace(told, may_be_any=True))] == within


@given(day=DAYS, first=DAYS, days=st.none() | st.integers(0, 30), payer=st.sampled_from([None, 1, 2]))
@settings(max_examples=80)
def test_a_visit_is_kept_within_the_days_and_from_that_payer(
    day: date, first: date, days: int | None, payer: int | None
) -> None:
    last = None if days is None else first + timedelta(days)
    within = first <= day and (last is None or day <= last)
    of_all, of_one = asked(from_on=first, until_on=last), asked(payer=PayerId(1), from_on=first, until_on=last)
    assert (kept_from([of_all], payer, day) is of_all) == within
    assert (kept_from([of_one], payer, day) is of_one) == (within and payer == 1)
    # What was taken back keeps nothing, and another one beside it still does.
    back = replace(of_all, taken_back_on=day)
    assert kept_from([back], payer, day) is None
    assert (kept_from([back, of_all], payer, day) is of_all) == within


def test_it_is_written_down_changed_taken_back_and_undone(clinic: Clinic) -> None:
    client = new_client(clinic)
    row = clinic.do(AddRestriction(client, replace(ASKED, note="Told the desk"))).row
    found = restriction(clinic.read, row)
    assert (found.payer, found.from_on, found.until_on, found.how, found.note) == (
        None,
        FIRST,
        None,
        "written",
        "Told the desk",
    )
    assert restriction_words(found) == "Tell no payer: visits from 10 Nov 2026"
    assert kept_on(clinic.read, client, None, FIRST) == found
    assert kept_on(clinic.read, client, None, FIRST - timedelta(1)) is None
    clinic.do(ChangeRestriction(row, 1, replace(ASKED, how="said", until_on="11/10/2026", taken_back_on="11/20/2026")))
    assert restriction(clinic.read, row).taken_back_on == date(2026, 11, 20)
    assert kept_on(clinic.read, client, None, FIRST) is None
    clinic.undo()
    assert kept_on(clinic.read, client, None, FIRST) == restriction(clinic.read, row)
    clinic.do(RemoveRestriction(row, restriction(clinic.read, row).version))
    assert restrictions_of(clinic.read, client) == ()
    with pytest.raises(Missing):
        restriction(clinic.read, row)
    clinic.undo()
    clinic.undo()
    assert restrictions_of(clinic.read, client) == ()


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"from_on": ""}, ["from_on"]),
        ({"from_on": "soon"}, ["from_on"]),
        ({"from_on": "3/1/1960"}, ["from_on"]),
        ({"until_on": "11/9/2026"}, ["until_on"]),
        ({"until_on": "when I say so"}, ["until_on"]),
        ({"asked_on": ""}, ["asked_on"]),
        ({"asked_on": "12/24/2026"}, ["asked_on"]),
        ({"taken_back_on": "11/8/2026"}, ["taken_back_on"]),
        ({"taken_back_on": "12/24/2026"}, ["taken_back_on"]),
        ({"how": "dreamt"}, ["how"]),
        ({"payer": "99"}, ["payer"]),
        ({"payer": "Cascade"}, ["payer"]),
        ({"payer": "99", "from_on": "", "asked_on": "", "note": "x" * 2_001}, ["payer", "from_on", "asked_on", "note"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field(clinic: Clinic, wrong: dict[str, str], fields: list[str]) -> None:
    client = new_client(clinic)
    assert refused(lambda: clinic.do(AddRestriction(client, replace(ASKED, **wrong)))) == fields
    assert restrictions_of(clinic.read, client) == ()


def test_the_same_is_not_written_down_twice(clinic: Clinic) -> None:
    client = new_client(clinic)
    row = clinic.do(AddRestriction(client, ASKED)).row
    again = AddRestriction(client, replace(ASKED, asked_on="11/12/2026"))
    with pytest.raises(Refused) as said:
        clinic.do(again)
    (problem,) = said.value.problems
    assert (problem.field, problem.words) == (
        "from_on",
        "This is on record already: the client asked for it on 9 Nov 2026.",
    )
    other = clinic.do(AddRestriction(client, replace(ASKED, until_on="11/20/2026"))).row
    assert refused(lambda: clinic.do(ChangeRestriction(other, 1, ASKED))) == ["from_on"]
    # It may be saved as it stands, and asked for again once it was taken back.
    clinic.do(ChangeRestriction(row, 1, replace(ASKED, note="Told the desk", taken_back_on="11/12/2026")))
    clinic.do(again)
    assert refused(lambda: clinic.do(ChangeRestriction(row, 2, ASKED))) == ["from_on"]
    clinic.do(ChangeRestriction(row, 2, replace(ASKED, taken_back_on="11/13/2026")))


def test_only_a_payer_of_the_client_is_named_and_one_that_stands_there_stays(clinic: Clinic) -> None:
    own, other = new_client(clinic), new_client(clinic, replace(CLIENT, given_name="Ben"))
    case = new_case(clinic, own)
    new_policy(clinic, case)
    new_policy(clinic, new_case(clinic, other), PolicyDraft(payer_name="Harbor Auto"))
    (mine,), (theirs,) = payers_of(clinic.read, own), payers_of(clinic.read, other)
    assert refused(lambda: clinic.do(AddRestriction(own, replace(ASKED, payer=str(theirs[0]))))) == ["payer"]
    row = clinic.do(AddRestriction(own, replace(ASKED, payer=str(mine[0])))).row
    assert restriction_words(restriction(clinic.read, row)).startswith(f"Do not tell {mine[1]}: ")
    # Two payers that are one: what is kept from the one is kept from the other.
    kept = new_payer(clinic, PayerDraft("Cascade and Sons"))
    clinic.do(MergePayers(kept, mine[0], 1))
    assert restriction(clinic.read, row).payer == kept
    assert kept_on(clinic.read, own, kept, FIRST) is not None


def test_a_superbill_notes_it_and_a_statement_stops(clinic: Clinic) -> None:
    own, visits = billable(clinic, "11/5/2026", "11/12/2026")
    case = own.case
    assert "keep-from-plan" not in rules(drafted(clinic, visits))
    row = clinic.do(AddRestriction(own.client, ASKED)).row
    # The visit from before is not concerned.
    assert not drafted(clinic, visits[:1]).bill.client.keeps_from_plan
    draft = drafted(clinic, visits)
    (note,) = (one for one in draft.verdict.findings if one.rule == "keep-from-plan")
    way = fix(draft.bill, note.field)
    assert way and way.part == f"{own.client}/of/{case}/restriction/{row}"
    (stop,) = (one for one in drafted(clinic, visits, "statement").verdict.findings if one.rule == "kept-from-payer")
    assert (stop.grade, note.grade, stop.field) == ("STOP", "NOTE", "client/keeps_from_plan")
    # A receipt tells the plan nothing.
    assert not drafted(clinic, visits, "receipt").bill.client.keeps_from_plan
    assert kept_words(claim_facts(clinic.read, visits).bill)
    assert not kept_words(claim_facts(clinic.read, visits[:1]).bill)
    told = glance(clinic.read, own.client, case, clinic.clock.today())
    # Another visit waits for its superbill: that is what the case asks for first.
    assert told.proposal and told.proposal.kind == "superbill"
    issue(clinic, visits[:1])
    told = glance(clinic.read, own.client, case, clinic.clock.today())
    assert told.proposal and (told.proposal.kind, told.proposal.source) == ("receipt", "45 CFR 164.522(a)(1)(vi)")
    assert [one.id for one in told.restrictions] == [row]


def test_a_payer_that_is_not_named_may_be_told(clinic: Clinic) -> None:
    own, visits = billable(clinic, "11/12/2026")
    other = new_case(clinic, own.client, CaseDraft("health", "Back pain", "9/1/2026"))
    new_policy(clinic, other, PolicyDraft(payer_name="Harbor Health"))
    harbor = next(row for row, name in payers_of(clinic.read, own.client) if name == "Harbor Health")
    clinic.do(AddRestriction(own.client, replace(ASKED, payer=str(harbor))))
    assert not drafted(clinic, visits).bill.client.keeps_from_plan
    assert drafted(clinic, [ready_visit(clinic, other, "11/13/2026")]).bill.client.keeps_from_plan
    kinds = {one.case: one.kind for one in swept(clinic).rows if one.fate != "skipped"}
    assert (kinds.get(own.case), kinds.get(other)) == ("superbill", None)


def test_a_month_end_skips_it_and_no_list_waits_for_it(clinic: Clinic) -> None:
    own, visits = billable(clinic, "11/5/2026", "11/12/2026", "11/13/2026")
    since = waits_since(clinic.clock.today())
    assert waiting(clinic.read, since).visits == 3
    clinic.do(AddRestriction(own.client, replace(ASKED, until_on="11/12/2026")))
    assert waiting(clinic.read, since).visits == 2 == sum(one.visits for one in unbilled_page(clinic.read, since).rows)
    assert waiting_by_case(clinic.read, NOVEMBER.first, NOVEMBER.last) == {own.case: 2}
    found = swept(clinic)
    (skipped,) = found.of("skipped")
    assert (skipped.visits, skipped.kind) == ((visits[1],), "receipt")
    assert skipped.why == "Kept from the plan: the client asked on 9 Nov 2026 that no payer be told."
    assert {visit for one in found.rows if one.fate in ("ready", "fix") for visit in one.visits} == {
        visits[0],
        visits[2],
    }
    # Where receipts are made too, this visit gets one: it tells the plan nothing.
    desk = MonthDesk(clinic.read, look, TOMORROW, with_receipts=True)
    made = month_end(desk, "month", NOVEMBER, Progress()).rows
    assert [one.visits for one in made if one.kind == "receipt" and one.fate != "skipped"] == [(visits[1],)]


def test_a_restriction_never_goes_to_another_client_nor_away(clinic: Clinic) -> None:
    own, other = new_client(clinic), new_client(clinic, replace(CLIENT, given_name="Ben"))
    row = clinic.do(AddRestriction(own, ASKED)).row
    database = clinic._writer._database
    for sql in (f"UPDATE restrictions SET client_id = {other} WHERE id = {row}", "DELETE FROM restrictions"):
        with pytest.raises(Exception, match=r"stays on record|of the client"):
            database.execute(sql)
