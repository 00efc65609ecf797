"""Denials on record: entered, changed, closed, taken away; what is refused at which field; and what is proposed."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from answering import Answerable
from appealing import NOTICE, about, denied, denied_by_statement, following, new_appeal, new_denial
from contracting import CONTRACT, new_contract
from factories import THERAPIST, new_case, new_client, new_policy, refused
from filing import filed

from clinic_desktop.appeals.commands.denials import (
    AddDenial,
    ChangeDenial,
    CloseDenial,
    LogDenialContact,
    ReopenDenial,
    RetireDenial,
)
from clinic_desktop.appeals.loader.due import open_steps, steps_due, steps_of
from clinic_desktop.appeals.loader.standing import denials_left, denials_listed, standing_of
from clinic_desktop.appeals.model import DenialDraft, Following
from clinic_desktop.appeals.queries.choices import deniable_bills, draft_from
from clinic_desktop.appeals.queries.denials import contacts_about, denial, denials_of, not_denied
from clinic_desktop.appeals.queries.facts import Linked, appeal_facts
from clinic_desktop.appeals.rules.sending import DenialStanding
from clinic_desktop.appeals.rules.words import due_words
from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.chart.queries import glance
from clinic_desktop.chart.rules.leaving import left_behind
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.payers.commands import AddPayer, MergePayers
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.practice.commands import AddTherapist
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.reader import Reader
from clinic_desktop.submissions.queries.standing import bill_standing, stages_of
from clinic_desktop.submissions.queries.waiting import unanswered
from clinic_desktop.submissions.rules.standing import standing_words
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.values import dates
from clinic_desktop.visits.commands.visits import RetireVisit

TODAY = date(2026, 11, 24)


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    return denied(clinic)


def test_it_is_kept_as_its_notice_says(clinic: Clinic, found: Answerable) -> None:
    kept, after = denial(clinic.read, new_denial(clinic, found)), following(clinic, 1)
    assert (kept.client, kept.case, kept.payer_name) == (found.whose.client, found.whose.case, "Cascade Mutual")
    assert (kept.bill_number, kept.visits, kept.amount_cents) == (1001, (found.visits[0],), 14_000)
    assert (kept.noticed_on, kept.received_on, kept.deadline_on) == (date(2026, 11, 20), date(2026, 11, 22), None)
    assert (kept.codes, kept.quoted, kept.claim_number) == ("CO-50 N130", NOTICE.quoted, "C-4471")
    # Reckoned: the superbill was sent in by the client, whose plan is of an employer or insured; 180 days either way.
    assert (kept.whose, kept.regime, after.action, after.level) == ("member", "", "appeal", "internal")
    assert after.due_on == date(2027, 5, 19) and kept.is_open


def test_rules_that_were_chosen_go_before_those_proposed(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found, replace(NOTICE, regime="medicaid"))
    assert following(clinic, row).due_on == date(2027, 1, 19)
    clinic.do(ChangeDenial(row, denial(clinic.read, row).version, about(found)))
    assert following(clinic, row).due_on == date(2027, 5, 19)


def test_a_contract_is_that_of_who_treated(clinic: Clinic, found: Answerable) -> None:
    linked = Linked(policy=1, bill=found.bill)
    other = clinic.do(AddTherapist(replace(THERAPIST, given_name="Linh", npi="2999999917"))).row
    new_contract(clinic, 1, replace(CONTRACT, therapist=str(other)))
    assert appeal_facts(clinic.read, found.whose.case, linked, date(2026, 11, 24)).network == ""
    new_contract(clinic, 1)
    for known in (linked, Linked(policy=1)):
        assert appeal_facts(clinic.read, found.whose.case, known, date(2026, 11, 24)).network == "in"


WRONG = (
    ({"policy": ""}, ["policy"]),
    ({"received_on": ""}, ["received_on"]),
    ({"received_on": "11/25/2026"}, ["received_on"]),
    ({"received_on": "11/19/2026"}, ["received_on"]),
    ({"noticed_on": "12/1/2026"}, ["noticed_on"]),
    ({"noticed_on": "2/30/2026"}, ["noticed_on"]),
    ({"deadline_on": "11/19/2026"}, ["deadline_on"]),
    ({"amount": "280.01"}, ["amount"]),
    ({"amount": "-5"}, ["amount"]),
    ({"visits": ()}, ["visits"]),
    ({"visits": ("99",)}, ["visits"]),
    ({"visits": ("x",)}, ["visits"]),
    ({"whose": "representative"}, ["form_signed_on", "representative"]),
    ({"whose": "representative", "representative": "Ana", "form_signed_on": "11/25/2026"}, ["form_signed_on"]),
    ({"contract_days": "0"}, ["contract_days"]),
    ({"contract_days": "soon"}, ["contract_days"]),
    ({"codes": "X" * 201}, ["codes"]),
    ({"quoted": "X" * 4001}, ["quoted"]),
)


def test_what_is_wrong_is_said_at_its_field(clinic: Clinic, found: Answerable) -> None:
    for wrong, fields in WRONG:
        draft = replace(about(found), **wrong)
        assert refused(partial(clinic.do, AddDenial(found.whose.case, draft))) == fields, wrong
    assert denials_of(clinic.read, found.whose.client) == ()


def test_a_deadline_that_is_past_is_kept_and_codes_that_are_none_too(clinic: Clinic, found: Answerable) -> None:
    draft = replace(NOTICE, deadline_on="11/22/2026", codes="see  letter")
    kept = denial(clinic.read, new_denial(clinic, found, draft))
    # 22 Nov 2026 is a Sunday.
    after = following(clinic, kept.id)
    assert (kept.codes, after.due_on, after.action) == ("see letter", date(2026, 11, 20), "")
    (step,) = steps_due(clinic.read, TODAY)
    assert step.due_on == date(2026, 11, 20) and step.kind == "start"


def test_what_is_the_clients_share_or_final_has_no_deadline(clinic: Clinic, found: Answerable) -> None:
    share = new_denial(clinic, found, replace(NOTICE, codes="PR-1"))
    final = new_denial(clinic, found, replace(NOTICE, codes="CO-16 MA130"))
    assert following(clinic, share) == Following("explain", None, None)
    assert following(clinic, final) == Following("correct", None, None)
    assert open_steps(clinic.read, TODAY) == ()


def test_it_is_of_a_bill_and_a_policy_of_its_case(clinic: Clinic, found: Answerable) -> None:
    other = new_case(clinic, new_client(clinic, ClientDraft("Vega", "", "Ann", birth_date="3/4/1990")))
    policy = new_policy(clinic, other)
    draft = replace(about(found), policy=str(policy))
    assert refused(lambda: clinic.do(AddDenial(found.whose.case, draft))) == ["policy"]
    assert refused(lambda: clinic.do(AddDenial(other, replace(about(found), policy=str(policy))))) == ["bill"]
    with pytest.raises(Missing):
        clinic.do(AddDenial(99, about(found)))


def test_a_benefit_statement_that_paid_nothing_is_proposed_and_fills_the_form(clinic: Clinic) -> None:
    found, statement = denied_by_statement(clinic)
    (one,) = not_denied(clinic.read, found.whose.case)
    assert (one.kind, one.id, one.amount_cents, one.codes) == ("statement", statement, 14_000, "CO-50 N130")
    begun = draft_from(clinic.read, found.whose.case, f"statement:{statement}", TODAY)
    assert (begun.bill, begun.visits, begun.amount) == (str(found.bill), (str(found.visits[0]),), "140.00")
    assert (begun.noticed_on, begun.received_on, begun.claim_number) == ("11/20/2026", "11/22/2026", "C-4471")
    row = clinic.do(AddDenial(found.whose.case, begun)).row
    assert not_denied(clinic.read, found.whose.case) == ()
    assert refused(lambda: clinic.do(AddDenial(found.whose.case, begun))) == ["statement"]
    clinic.do(RetireDenial(row, denial(clinic.read, row).version))
    assert len(not_denied(clinic.read, found.whose.case)) == 1


def test_a_denied_authorization_is_about_visits_to_come(clinic: Clinic, found: Answerable) -> None:
    draft = AuthorizationDraft(policy="1", status="denied", asked_on="11/1/2026", decided_on="11/13/2026")
    authorization = clinic.do(AddAuthorization(found.whose.case, draft)).row
    (one,) = not_denied(clinic.read, found.whose.case)
    assert (one.kind, one.id, one.said_on) == ("authorization", authorization, date(2026, 11, 13))
    begun = draft_from(clinic.read, found.whose.case, f"authorization:{authorization}", TODAY)
    kept = denial(clinic.read, clinic.do(AddDenial(found.whose.case, replace(begun, noticed_on=""))).row)
    assert (kept.about, kept.visits, kept.authorization) == ("ahead", (), authorization)
    # Without a date on the notice the day of the decision is the earliest that is known: 180 days to 12 May 2027.
    assert following(clinic, kept.id).due_on == date(2027, 5, 12)


def test_a_link_to_what_is_not_there_is_said(clinic: Clinic, found: Answerable) -> None:
    for source in ("statement:99", "authorization:99", "statement:x", "bill:1", "nothing"):
        with pytest.raises(Missing):
            draft_from(clinic.read, found.whose.case, source, TODAY)


def test_it_is_changed_closed_opened_again_and_all_of_it_is_undone(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    both = replace(about(found), visits=tuple(map(str, found.visits)), amount="280")
    clinic.do(ChangeDenial(row, 1, both))
    assert denial(clinic.read, row).visits == tuple(found.visits)
    with pytest.raises(ChangedSince):
        clinic.do(ChangeDenial(row, 1, both))
    version = denial(clinic.read, row).version
    assert refused(lambda: clinic.do(CloseDenial(row, version, "given_up"))) == ["closed_why"]
    assert refused(lambda: clinic.do(CloseDenial(row, version, "won"))) == ["closed_how"]
    clinic.do(CloseDenial(row, version, "given_up", "The client moved away"))
    kept = denial(clinic.read, row)
    assert (kept.closed_on, kept.closed_how, kept.closed_why) == (TODAY, "given_up", "The client moved away")
    assert open_steps(clinic.read, TODAY) == ()
    clinic.do(ReopenDenial(row, kept.version))
    assert denial(clinic.read, row).is_open and len(open_steps(clinic.read, TODAY)) == 1
    for _ in range(3):
        clinic.undo()
    assert denial(clinic.read, row).visits == (found.visits[0],)
    clinic.undo()
    assert denials_listed(clinic.read, found.whose.client, TODAY).rows == ()


def test_with_an_appeal_it_stays_and_its_visit_stays_with_it(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    clinic.do(VoidBill(found.bill, issued_bill(clinic.read, found.bill).version, "Wrong code"))
    assert denial(clinic.read, row).is_bill_void
    assert [one.visits for one in deniable_bills(clinic.read, found.whose.case)] == [tuple(found.visits)]
    assert "" in refused(lambda: clinic.do(RetireVisit(found.visits[0], _version(clinic, "visits", found.visits[0]))))
    new_appeal(clinic, row)
    assert refused(lambda: clinic.do(RetireDenial(row, denial(clinic.read, row).version))) == [""]


def test_a_payer_that_is_merged_takes_its_denials_along(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    kept = clinic.do(AddPayer(PayerDraft("Cascade Mutual Insurance"))).row
    clinic.do(MergePayers(kept, 1, _version(clinic, "payers", 1)))
    assert denial(clinic.read, row).payer_name == "Cascade Mutual Insurance"


def test_each_contact_about_it_is_in_the_log_of_the_case_too(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    draft = ContactDraft(
        *("call", "out", "11/24/2026"), party="payer/1", said="They look", reference="R-1", todo="Ask", due_on="+1w"
    )
    contact = clinic.do(LogDenialContact(row, draft)).row
    (one,) = contacts_about(clinic.read, row)
    assert (one.id, one.case, one.todo, one.due_on) == (contact, found.whose.case, "Ask", date(2026, 12, 1))
    assert refused(lambda: clinic.do(LogDenialContact(row, replace(draft, said="")))) == ["said"]


def test_today_tells_of_it_from_the_first_reminder_on(clinic: Clinic, found: Answerable) -> None:
    new_denial(clinic, found, replace(NOTICE, deadline_on="12/25/2026"))
    # The last business day before Christmas is Thursday 24 Dec: 30 days before is 24 Nov.
    assert steps_due(clinic.read, date(2026, 11, 23)) == ()
    (step,) = steps_due(clinic.read, TODAY)
    assert (step.due_on, step.kind, step.level) == (date(2026, 12, 24), "start", "internal")
    assert steps_of(clinic.read, found.whose.client, TODAY) == (step,)
    clinic.do(RetireClient(found.whose.client, _version(clinic, "clients", found.whose.client)))
    assert steps_due(clinic.read, TODAY) == ()


def test_one_without_any_known_day_is_told_of_at_once(clinic: Clinic, found: Answerable) -> None:
    new_denial(clinic, found, replace(NOTICE, regime="no_fault"))
    (step,) = steps_due(clinic.read, TODAY)
    assert step.due_on is None and step.kind == "start"


def test_one_that_cannot_be_read_is_a_line_of_its_own_and_never_the_end_of_the_list(
    clinic: Clinic, found: Answerable, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = (new_denial(clinic, found, replace(NOTICE, deadline_on="12/25/2026")) for _ in range(2))

    def stumble(read: Reader, row: int, today: date) -> DenialStanding:
        if row == bad:
            raise ValueError("Nguyễn")
        return standing_of(read, row, today)

    monkeypatch.setattr("clinic_desktop.appeals.loader.due.standing_of", stumble)
    unread, step = steps_due(clinic.read, TODAY)
    assert (unread.denial, unread.kind, unread.due_on) == (bad, "unread", None) and step.denial == good
    assert due_words(unread, TODAY) == "This denial could not be read. Its day may be near: read the letter."
    assert [one.getMessage() for one in caplog.records] == [f"denial {bad} could not be read: ValueError"]
    caplog.clear()


def test_a_representative_is_kept_with_the_form_and_gone_without(clinic: Clinic, found: Answerable) -> None:
    form = filed(clinic, found.whose.client, draft=AttachmentDraft("representative_form")).id
    draft = replace(
        NOTICE, whose="representative", representative="Ana Vega", form_signed_on="11/22/2026", form=str(form)
    )
    row = new_denial(clinic, found, draft)
    kept = denial(clinic.read, row)
    assert (kept.whose, kept.representative, kept.form_signed_on, kept.form) == (
        *("representative", "Ana Vega", date(2026, 11, 22)),
        form,
    )
    clinic.do(ChangeDenial(row, kept.version, replace(about(found, draft), whose="member")))
    kept = denial(clinic.read, row)
    assert (kept.whose, kept.representative, kept.form_signed_on, kept.form) == ("member", "", None, None)


def test_an_empty_draft_names_what_it_wants(clinic: Clinic, found: Answerable) -> None:
    assert refused(lambda: clinic.do(AddDenial(found.whose.case, DenialDraft()))) == ["policy"]
    assert refused(lambda: clinic.do(AddDenial(found.whose.case, DenialDraft(policy="1")))) == ["received_on", "visits"]


def _version(clinic: Clinic, table: str, row: int) -> int:
    return int(clinic.read.one(f"SELECT version FROM {table} WHERE id = ?", row)["version"])


def test_rules_chosen_by_hand_are_kept_with_whose_it_is_by_them(clinic: Clinic, found: Answerable) -> None:
    new_contract(clinic, 1)
    for regime, whose in (("", "clinic"), ("tricare", "member")):
        draft = replace(about(found), bill="", whose="", regime=regime)
        row = clinic.do(AddDenial(found.whose.case, draft)).row
        assert denial(clinic.read, row).whose == whose


def test_as_proposed_is_kept_as_whose_it_is(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found, replace(NOTICE, whose=""))
    assert denial(clinic.read, row).whose == "member"
    form = filed(clinic, found.whose.client, draft=AttachmentDraft("representative_form", "11/20/2026"))
    kept = denial(clinic.read, row)
    clinic.do(ChangeDenial(row, kept.version, replace(about(found, NOTICE), whose="")))
    kept = denial(clinic.read, row)
    assert (kept.whose, kept.form_signed_on, kept.form) == ("representative", date(2026, 11, 20), form.id)
    assert kept.representative == practice(clinic.read).name


def test_what_the_clinic_bills_itself_is_its_own_appeal_as_proposed(clinic: Clinic) -> None:
    client = new_client(clinic)
    work = new_case(clinic, client, CaseDraft("work", "Back strain", "9/1/2026", state="WA", claim_number="CM-1"))
    new_policy(clinic, work, PolicyDraft(payer_name="State Fund", plan_type="work_state"))
    draft = DenialDraft(policy="1", about="ahead", received_on="11/24/2026")
    row = clinic.do(AddDenial(work, draft)).row
    assert denial(clinic.read, row).whose == "clinic"


def test_its_notice_is_the_answer_to_its_bill(clinic: Clinic, found: Answerable) -> None:
    later = TODAY + timedelta(40)
    assert [one.bill for one in unanswered(clinic.read, later)] == [found.bill]
    new_denial(clinic, found, NOTICE)
    assert unanswered(clinic.read, later) == ()
    told = bill_standing(clinic.read, found.bill)
    assert (told.stage, told.due_on) == ("denied", None)
    assert standing_words(told, is_client=True) == "The plan said no: its notice is among the denials."
    assert stages_of(clinic.read, [found.bill]) == {found.bill: "denied"}


def test_whoever_retires_a_client_is_told_of_an_open_denial(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found, NOTICE)
    whose = glance(clinic.read, found.whose.client, found.whose.case, TODAY)
    told = left_behind(whose, denials_left(clinic.read, found.whose.client, TODAY))
    due = following(clinic, row).due_on
    assert due and f"A denial of Cascade Mutual is open: appeal by {dates.shown(due)}." in told
    clinic.do(CloseDenial(row, _version(clinic, "denials", row), "given_up", "Too small"))
    assert not any("denial" in one for one in left_behind(whose, denials_left(clinic.read, found.whose.client, TODAY)))


def test_a_plan_does_not_write_before_the_visit(clinic: Clinic, found: Answerable) -> None:
    later = replace(about(found), visits=tuple(map(str, found.visits)), amount="280", noticed_on="11/16/2026")
    assert refused(partial(clinic.do, AddDenial(found.whose.case, later))) == ["visits"]
    # Nor does its letter come before it, where it shows no date.
    undated = replace(later, noticed_on="", received_on="11/16/2026")
    assert refused(partial(clinic.do, AddDenial(found.whose.case, undated))) == ["visits"]
    clinic.do(AddDenial(found.whose.case, replace(later, noticed_on="11/17/2026")))


def test_no_more_is_left_unpaid_than_its_own_visits_charge(clinic: Clinic, found: Answerable) -> None:
    # The bill has two of $140.00, and one of them was denied.
    both = replace(about(found), amount="280")
    assert refused(partial(clinic.do, AddDenial(found.whose.case, both))) == ["amount"]


def test_taken_away_it_takes_its_words_with_it(clinic: Clinic, found: Answerable) -> None:
    row = new_denial(clinic, found)
    draft = ContactDraft(party="other", name="Ana", contacted_on="11/23/2026", said="They look into it")
    clinic.do(LogDenialContact(row, draft))
    assert len(contacts_about(clinic.read, row)) == 1
    clinic.do(RetireDenial(row, denial(clinic.read, row).version))
    for table in ("denial_contacts", "denial_visits"):
        assert clinic.read.all(f"SELECT 1 FROM {table} WHERE retired_at IS NULL") == [], table
    clinic.undo()
    assert len(contacts_about(clinic.read, row)) == 1 and denial(clinic.read, row).visits == (found.visits[0],)
