"""Fills a new demo clinic by the commands a person would use."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clinic_desktop.authorizations.commands import AddAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.commands import AddAlert, AddClient, RetireClient
from clinic_desktop.clients.model import AlertDraft, ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact, StrikeContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.contracts.commands import AddContract
from clinic_desktop.contracts.model import ContractDraft, FeeLine
from clinic_desktop.demo.answering import answer_bills
from clinic_desktop.demo.billing import billing, issue_bills
from clinic_desktop.demo.calling import ask_plans
from clinic_desktop.demo.charting import put_in_order, write_charts
from clinic_desktop.demo.denying import deny_bills
from clinic_desktop.demo.estimating import estimate_visits
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.rhythms import Later, Visiting, visiting
from clinic_desktop.demo.selling import give_back, keep_ahead, sell_and_use, take_from_plans
from clinic_desktop.demo.telling import log_disclosures
from clinic_desktop.demo.visiting import (
    CaseKey,
    EveningClock,
    Recorded,
    Rows,
    record_visits,
    say_later,
    take_payments,
    write_notes,
)
from clinic_desktop.jobs import Progress
from clinic_desktop.payers.commands import AddDepartment, AddPayer
from clinic_desktop.payers.model import DepartmentDraft, PayerDraft
from clinic_desktop.policies.commands import AddPolicy
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.practice.commands import (
    AddCredential,
    AddService,
    AddTherapist,
    ChangeBilling,
    ChangePractice,
    ChangeTherapist,
    CheckRecoveryKey,
)
from clinic_desktop.practice.model import (
    BillingDraft,
    CredentialDraft,
    PracticeDraft,
    ServiceDraft,
    Therapist,
    TherapistDraft,
)
from clinic_desktop.practice.queries import practice, therapist_page
from clinic_desktop.referrals.commands.diagnoses import AddDiagnosis
from clinic_desktop.referrals.commands.prescribers import AddPrescriber
from clinic_desktop.referrals.commands.prescriptions import AddPrescription
from clinic_desktop.referrals.model import DiagnosisDraft, PrescriberDraft, PrescriptionDraft, full_name
from clinic_desktop.restrictions.commands import AddRestriction
from clinic_desktop.restrictions.model import RestrictionDraft
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.keys import vault
from clinic_desktop.supervision.commands import AddSupervisor, LogSupervision
from clinic_desktop.supervision.model import SupervisionAnswerDraft, SupervisorDraft
from clinic_desktop.wording import say

# The rows of payers and prescribers by their names, as drafts take them.
Ids = dict[str, str]


def fill(clinic: Clinic, clock: EveningClock, facts: Mapping[str, Any], progress: Progress, password: str) -> None:
    """Make everything in data/demo; afterwards nothing of it can be undone. `clock` is the clinic's own; everybody on
    the staff signs in with this password, so that each role can be tried."""
    words, steps = say("Making the demo clinic"), 4
    progress.report(0, steps, words)
    first = therapist_page(clinic.read).rows[0]
    clinic.do(ChangePractice(PracticeDraft(**facts["practice"]), practice(clinic.read).version))
    clinic.do(ChangeBilling(BillingDraft(**facts["billing"]), practice(clinic.read).version))
    clinic.do(CheckRecoveryKey())
    with clinic.together():
        therapists = add_therapists(clinic, facts["therapists"], first)
        add_supervisors(clinic, facts["supervisors"])
        services = {one["name"]: clinic.do(AddService(ServiceDraft(**one))).row for one in facts["services"]}
        payers, prescribers = add_payers(clinic, facts["payers"]), add_prescribers(clinic, facts["prescribers"])
        add_contracts(clinic, facts["payers"], payers, therapists)
        cases, left = add_clients(clinic, facts["clients"], payers, prescribers)
    typed, rows = visiting(facts), Rows(cases, therapists, services)
    progress.report(1, steps, words)
    recorded = record_visits(clinic, clock, typed, rows)
    progress.report(2, steps, words)
    sell_and_use(clinic, clock, facts["sold"], cases)
    take_payments(clinic, clock, typed, recorded)
    give_back(clinic, clock, facts["given_back"], cases)
    keep_ahead(clinic, clock, facts["kept_ahead"], cases)
    take_from_plans(clinic, clock, facts["paid_by_plan"], cases)
    add_notes(clinic, clock, typed, rows, recorded, password)
    add_staff(clinic, facts["staff"], password)
    progress.report(3, steps, words)
    issue_bills(clinic, clock, billing(facts), cases)
    estimate_visits(clinic, facts["waiting"], cases)
    answer_bills(clinic, facts["answered"], cases)
    deny_bills(clinic, facts["denied"], cases)
    ask_plans(clinic, clock, facts["asked"], cases)
    write_charts(clinic, clock, facts, rows)
    put_in_order(clinic, clock, facts, rows)
    log_disclosures(clinic, facts["told"], cases, payers)
    for row in left:
        # Nobody else is there yet who could have changed the row.
        clinic.do(RetireClient(row, 1))
    progress.report(steps, steps, words)
    # What made the demo is not this person's to undo.
    clinic.history.undoable.clear()


def add_notes(
    clinic: Clinic, clock: EveningClock, typed: Visiting, rows: Rows, recorded: Sequence[Recorded], password: str
) -> None:
    """Each therapist writes and signs the notes of the own visits, and adds to them later."""
    given = [one for one in recorded if one.booking.status == "given"]
    late = [(later, _meant(later, given)) for later in typed.later]
    for name, therapist in rows.therapists.items():
        own = [one for one in given if one.booking.rhythm.therapist == name]
        with _signed_in(clinic, PersonDraft(name, str(therapist)), password) as person:
            write_notes(person, clock, typed, own)
            for later, one in late:
                if one in own:
                    say_later(person, clock, later, one)


def _meant(later: Later, given: Sequence[Recorded]) -> Recorded:
    of_case = [
        one for one in given if (one.booking.rhythm.client, one.booking.rhythm.case) == (later.client, later.case)
    ]
    return of_case[later.position]


@contextlib.contextmanager
def _signed_in(clinic: Clinic, who: PersonDraft, password: str) -> Iterator[Clinic]:
    """The clinic as this therapist sees it, who is added where they are not the one that made it."""
    if str(clinic.person.therapist) == who.therapist:
        yield clinic
        return
    keys = clinic.keys
    person = Clinic.open(keys.folder, keys.key, _added(clinic, who, password), clinic.clock, keys.cost)
    try:
        yield person
    finally:
        person.close()


def add_staff(clinic: Clinic, typed: Sequence[Typed], password: str) -> None:
    """Add who works here and treats nobody, one of each role."""
    for one in typed:
        _added(clinic, PersonDraft(**one), password)


def _added(clinic: Clinic, who: PersonDraft, password: str) -> str:
    """Add a person; returns the id of their slot."""
    slot = clinic.keys.slot_for(vault.new_slot_id(), who.name, password)
    clinic.do(AddPerson(who, slot))
    return slot.id


def therapist_draft(typed: Mapping[str, Any]) -> TherapistDraft:
    """A therapist as typed in the file, without the credentials."""
    return TherapistDraft(**{name: value for name, value in typed.items() if name != "credentials"})


def add_therapists(clinic: Clinic, typed: Sequence[Typed], first: Therapist) -> dict[str, int]:
    """Add the therapists with their credentials; the first one came with the clinic. Returns their rows by name."""
    clinic.do(ChangeTherapist(first.id, first.version, therapist_draft(typed[0])))
    rows = [first.id, *(clinic.do(AddTherapist(therapist_draft(one))).row for one in typed[1:])]
    for row, one in zip(rows, typed, strict=True):
        for credential in one["credentials"]:
            clinic.do(AddCredential(row, CredentialDraft(**drafted(credential, clinic.clock.today()))))
    return {_name(one): row for row, one in zip(rows, typed, strict=True)}


def add_supervisors(clinic: Clinic, typed: Sequence[Typed]) -> None:
    """Add who supervises."""
    for one in typed:
        clinic.do(AddSupervisor(SupervisorDraft(**drafted(one, clinic.clock.today()))))


def add_payers(clinic: Clinic, typed: Sequence[Typed]) -> Ids:
    """Add the payers with their departments and what they said about supervision."""
    rows: Ids = {}
    today = clinic.clock.today()
    for one in typed:
        row = clinic.do(AddPayer(PayerDraft(**drafted(one, today, "departments", "contracts", "supervision")))).row
        for department in one["departments"]:
            clinic.do(AddDepartment(row, DepartmentDraft(**department)))
        for answer in one.get("supervision", ()):
            clinic.do(LogSupervision(row, SupervisionAnswerDraft(**drafted(answer, today))))
        rows[one["name"]] = str(row)
    return rows


def add_contracts(clinic: Clinic, typed: Sequence[Typed], payers: Ids, therapists: Mapping[str, int]) -> None:
    """Add the contracts of the payers, each of a therapist by name."""
    today = clinic.clock.today()
    for payer in typed:
        for one in payer.get("contracts", ()):
            draft = ContractDraft(
                therapist=str(therapists[one["therapist"]]),
                fees=tuple(FeeLine(**fee) for fee in one["fees"]),
                **drafted(one, today, "therapist", "fees"),
            )
            clinic.do(AddContract(int(payers[payer["name"]]), draft))


def add_prescribers(clinic: Clinic, typed: Sequence[Typed]) -> Ids:
    """Add the prescribers; they are known by their names as on paper."""
    drafts = [PrescriberDraft(**one) for one in typed]
    return {
        full_name(one.given_name, one.family_name, one.credential): str(clinic.do(AddPrescriber(one)).row)
        for one in drafts
    }


def add_clients(
    clinic: Clinic, typed: Sequence[Typed], payers: Ids, prescribers: Ids
) -> tuple[dict[CaseKey, int], list[int]]:
    """Add the clients with their alerts and cases. Returns the rows of the cases, and those of the clients who left:
    they are retired once their visits are on record."""
    today, cases, left = clinic.clock.today(), {}, []
    for one in typed:
        draft = ClientDraft(**drafted(one, today, "alerts", "cases", "kept_from", "is_retired"))
        row = clinic.do(AddClient(draft)).row
        for alert in one.get("alerts", ()):
            clinic.do(AddAlert(row, AlertDraft(**alert)))
        for case in one.get("cases", ()):
            opened = _open_case(clinic, row, case, payers)
            _treat(clinic, opened, case, prescribers)
            cases[_name(one), case["reason"]] = opened
        for asked in one.get("kept_from", ()):
            clinic.do(AddRestriction(row, RestrictionDraft(**drafted(asked, today))))
        if one.get("is_retired"):
            left.append(row)
    return cases, left


def _open_case(clinic: Clinic, owner: int, typed: Typed, payers: Ids) -> int:
    today = clinic.clock.today()
    draft = CaseDraft(**drafted(typed, today, "policies", "authorizations", "contacts", "prescriptions", "diagnoses"))
    row = clinic.do(OpenCase(owner, draft)).row
    rows = [
        # By the payer's row: a name that is not in the list would make a new payer.
        clinic.do(AddPolicy(row, PolicyDraft(payer=payers[policy["payer"]], **drafted(policy, today, "payer")))).row
        for policy in typed.get("policies", ())
    ]
    for one in typed.get("authorizations", ()):
        # Of the primary one.
        clinic.do(AddAuthorization(row, AuthorizationDraft(policy=str(rows[0]), **drafted(one, today))))
    for one in typed.get("contacts", ()):
        _log_contact(clinic, row, one, payers)
    return row


def _log_contact(clinic: Clinic, case: int, typed: Typed, payers: Ids) -> None:
    """Log a contact, and strike it out where the file says why."""
    party = {"party": f"payer/{payers[typed['payer']]}"} if "payer" in typed else {}
    draft = ContactDraft(**party, **drafted(typed, clinic.clock.today(), "payer", "struck_why"))
    row = clinic.do(LogContact(case, draft)).row
    if "struck_why" in typed:
        clinic.do(StrikeContact(row, 1, typed["struck_why"]))


def _treat(clinic: Clinic, case: int, typed: Typed, prescribers: Ids) -> None:
    today = clinic.clock.today()
    for diagnosis in typed.get("diagnoses", ()):
        clinic.do(AddDiagnosis(case, DiagnosisDraft(**drafted(diagnosis, today))))
    for paper in typed.get("prescriptions", ()):
        by, codes = prescribers[paper["prescriber"]], tuple(paper["diagnoses"])
        facts = drafted(paper, today, "prescriber", "diagnoses")
        clinic.do(AddPrescription(case, PrescriptionDraft(prescriber=by, diagnoses=codes, **facts)))


def _name(typed: Typed) -> str:
    return f"{typed['given_name']} {typed['family_name']}"
