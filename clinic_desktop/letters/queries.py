"""Reads letters, the clinic's own words for them, and the record that they are made from."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clinic_desktop.appeals.model import Denial
from clinic_desktop.appeals.queries.denials import denial, denials_of
from clinic_desktop.appeals.queries.facts import known_regime
from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.authorizations.queries import burn_down
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.coverage.loader.gathering import gather
from clinic_desktop.coverage.queries.charted.whole import chart_of
from clinic_desktop.coverage.queries.kept import newest_call
from clinic_desktop.disclosures.queries import told_of
from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.intake.queries.history import newest_history
from clinic_desktop.letters.model import (
    ComposedLetter,
    Letter,
    LetterDraft,
    LetterEdit,
    LetterId,
    LetterPaper,
    LetterRow,
    OwnText,
    OwnWording,
)
from clinic_desktop.letters.rules.checks import letter_checks
from clinic_desktop.letters.rules.record import LetterDenial, LetterRecord
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.queries import scores_of
from clinic_desktop.payers.model import Department
from clinic_desktop.payers.queries import department_page
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.plans.rules.progress import shown_plan
from clinic_desktop.policies.model import Policy
from clinic_desktop.practice.model import Credential, Therapist
from clinic_desktop.practice.queries import credential_page, practice
from clinic_desktop.press.fonts import lacks
from clinic_desktop.referrals.model import Prescriber, Prescription, PrescriptionRow
from clinic_desktop.referrals.queries import diagnosis_page, prescriber, prescription, prescription_page
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.submissions.queries.standing import filed
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.queries.preflight import acceptances
from clinic_desktop.values import dates
from clinic_desktop.values.frozen import from_json
from clinic_desktop.visits.queries.orders import uses_of
from clinic_desktop.visits.queries.visits import given_days, visits_of
from clinic_desktop.wording import say

_LETTER = """
SELECT letters.*, letter_rows.names_criteria FROM letters JOIN letter_rows ON letter_rows.id = letters.id
WHERE letters.id = ?
"""
DRAFTS_FIRST = Order(("listed_at",), descending=True)
# Packets have a room above this one, so they are known here by their tables: a draft about the denial, to a payer whose
# own criteria were written down, that speaks of one of them at least. Value: what the packet is about.
_CRITERIA_TABLE = """
SELECT packets.id FROM packets JOIN payer_criteria ON payer_criteria.payer_id = packets.payer_id
WHERE packets.about = ? AND packets.purpose = 'appeal' AND packets.number IS NULL AND packets.retired_at IS NULL
    AND payer_criteria.retired_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM json_each(packets.criteria) AS one
        WHERE one.value ->> 'key' = 'payer:' || payer_criteria.id AND one.value ->> 'is_left_out')
LIMIT 1
"""


def letters_of(read: Reads, case: CaseId) -> tuple[LetterRow, ...]:
    """The letters of a case, drafts on top, then the newest."""
    return tuple(map(_listed, read.all("SELECT * FROM letter_rows WHERE case_id = ? ORDER BY listed_at DESC", case)))


def letter_page(read: Reader, case: CaseId, after: Cursor | None = None) -> Page[LetterRow]:
    """The same, a page of the list."""
    return page(read, Listing("letter_rows", _listed, "case_id = ?", (case,)), DRAFTS_FIRST, after)


def letter(read: Reader, row: int) -> Letter:
    """One letter; raises Missing."""
    found = read.one(_LETTER, row)
    is_out = bool(found["issued_on"])
    edits = {key: LetterEdit(text, over) for key, (text, over) in json.loads(found["edits"]).items()}
    return Letter(
        row=_listed(found),
        draft=LetterDraft(
            found["kind"],
            found["voice"],
            str(found["therapist_id"] or ""),
            str(found["prescriber_id"] or ""),
            found["denial_id"] or 0,
            edits,
        ),
        titles=json.loads(found["titles"]),
        replaces=LetterId(found["replaces_id"]) if found["replaces_id"] else None,
        void_why=found["void_why"],
        void_digest=found["void_digest"],
        paper=from_json(LetterPaper, found["facts"]) if is_out else None,
        sendings=told_of(read, "letter", row),
    )


def packets_waiting(read: Reads, row: int) -> tuple[int, ...]:
    """The numbers of the issued packets that hold a letter and are neither sent nor void. Packets have a room above
    this one, so they are known here by their table."""
    sql = (
        "SELECT number FROM packet_rows WHERE state = 'issued' AND id IN"
        " (SELECT packet_id FROM packet_parts WHERE source = 'letter' AND source_id = ?) ORDER BY number"
    )
    return tuple(one["number"] for one in read.all(sql, row))


def kept_letter(read: Reader, found: Letter) -> bytes:
    """The PDF that was issued, byte for byte, of a void one that with VOID over it; raises StoreTrouble where it is
    damaged."""
    try:
        return read.content(found.void_digest or found.row.digest)
    except Missing as gone:
        words = say("The paper of this letter is damaged. Restore a backup.")
        raise StoreTrouble(words) from gone


def own_wordings(read: Reads) -> Mapping[str, OwnWording]:
    """The clinic's own words, by the kind of letter."""
    rows = read.all("SELECT * FROM letter_wordings WHERE retired_at IS NULL ORDER BY kind")
    return {row["kind"]: _wording(row) for row in rows}


def own_wording(read: Reads, kind: str) -> OwnWording | None:
    """The clinic's own words for one kind; None where it has none."""
    return own_wordings(read).get(kind)


def record_of(
    read: Reader, owner: CaseId, today: date, draft: LetterDraft, titles: Mapping[str, str], department: str = ""
) -> LetterRecord:
    """The record of a case as a letter reads it now; `department` is that of the payer which it goes to. Raises
    Missing."""
    treats = int(draft.therapist) if draft.therapist else None
    chart = chart_of(read, owner, today, treats)
    case, policy = chart.case, chart.policy
    plan = shown_plan([one for one in plans_of(read, owner) if one.signed_on], today)
    papers = prescription_page(read, owner).rows
    order = _order(read, plan.prescription if plan else None, papers)
    history = newest_history(read, case.client)
    scores = scores_of(read, owner)
    return LetterRecord(
        today=today,
        clinic=practice(read),
        client=client(read, case.client),
        case=case,
        policy=policy,
        department=_department(read, policy, department, case.kind),
        therapist=chart.therapist,
        credential=_credential(read, chart.therapist, practice(read).state),
        diagnoses=diagnosis_page(read, owner).rows,
        order=order,
        prescriber=_prescriber(read, draft, order),
        left=_left(read, owner, order, papers),
        plan=plan,
        scores={key: found for key, found in scores.items() if found},
        measures=catalogue(),
        # What nobody signed is no record yet: it is neither quoted nor enclosed.
        assessment=next((one for one in assessments_of(read, owner) if one.signed_at and one.day <= today), None),
        prior_care=history.prior_care if history else "",
        given=given_days(read, owner, last=today),
        authorization=_authorization(burn_down(read, owner, today)),
        call=newest_call(read, owner),
        answers=gather(read, owner, today, treats).answers,
        denial=_denied(read, draft.denial, today),
        restrictions=restrictions_of(read, case.client),
        has_criteria_table=bool(draft.denial and read.all(_CRITERIA_TABLE, f"denial:{draft.denial}")),
        titles=titles,
    )


def verdict_of(read: Reader, made: ComposedLetter, record: LetterRecord) -> Verdict:
    """What pre-flight says of a letter that is made from this record, with what somebody took upon them."""
    return letter_checks(made, record.restrictions, acceptances(read, record.client.id), lacks)


def denial_told(read: Reader, row: int) -> LetterDenial | None:
    """What a letter tells of a denial; None without one. Raises Missing."""
    return _told(read, denial(read, row)) if row else None


def _denied(read: Reader, row: int, today: date) -> LetterDenial | None:
    """The same with the rules that its days count by, also where nobody had to choose them: a letter names ERISA where
    the page of the denial does."""
    if not row:
        return None
    found = denial(read, row)
    return replace(_told(read, found), regime=known_regime(read, found, today))


def open_denials(read: Reader, owner: CaseId) -> tuple[LetterDenial, ...]:
    """The denials of a case about which something may still be done."""
    found = denials_of(read, case_of(read, owner).client)
    return tuple(_told(read, one) for one in found if one.case == owner and one.is_open)


def _told(read: Reader, found: Denial) -> LetterDenial:
    days = sorted({one.date_of_service for one in visits_of(read, found.visits)})
    return LetterDenial(
        row=found.id,
        said_on=found.noticed_on,
        deadline_on=found.deadline_on,
        due_on=found.due_on,
        claim_number=found.claim_number,
        days=tuple(days),
        amount_cents=found.amount_cents,
        codes=found.codes,
        reasons=found.reasons,
        quoted=found.quoted,
        whose=found.whose,
        regime=found.regime,
        representative=found.representative,
        filed=filed(read, found.visits, found.payer),
    )


def _order(read: Reader, of_plan: int | None, papers: Sequence[PrescriptionRow]) -> Prescription | None:
    """The order of the plan; else the newest one."""
    row = of_plan or next((one.id for one in papers), None)
    return prescription(read, row) if row else None


def _prescriber(read: Reader, draft: LetterDraft, order: Prescription | None) -> Prescriber | None:
    row = int(draft.prescriber) if draft.prescriber else order.prescriber if order else 0
    return prescriber(read, row) if row else None


def _left(read: Reader, owner: CaseId, order: Prescription | None, papers: Sequence[PrescriptionRow]) -> int | None:
    if order is None or order.visits_ordered is None:
        return None
    use = uses_of(read, owner, papers).get(order.id)
    return order.visits_ordered - (use.given if use else 0)


def _department(read: Reader, policy: Policy | None, kind: str, case: str) -> Department | None:
    """The payer's department of this kind, one that can be written to before others; after an accident or a work injury
    all goes to the claim, where the payer has no such department."""
    if policy is None or not kind:
        return None
    rows = department_page(read, policy.payer).rows
    for wanted in (kind, "claims") if case in ACCIDENTS else (kind,):
        found = [one for one in rows if one.kind == wanted]
        if found:
            return next((one for one in found if one.street or one.fax), found[0])
    return None


def _credential(read: Reader, owner: Therapist | None, state: str) -> Credential | None:
    """What the state gave the therapist, that of the clinic's own state first."""
    found = [one for one in credential_page(read, owner.id).rows if one.number] if owner else []
    return next((one for one in found if one.state == state), next(iter(found), None))


def _authorization(found: Iterable[BurnDown]) -> BurnDown | None:
    """The one that a letter speaks of: one that was granted, that which still counts before one that ended."""
    granted = [one for one in found if one.row.status == "granted"]
    return next((one for one in granted if one.state != "ended"), next(iter(granted), None))


def _wording(row: Row) -> OwnWording:
    texts = {key: OwnText(text, over) for key, (text, over) in json.loads(row["texts"]).items()}
    return OwnWording(row["id"], row["version"], row["kind"], texts)


def _listed(row: Row) -> LetterRow:
    return LetterRow(
        id=LetterId(row["id"]),
        version=row["version"],
        client=ClientId(row["client_id"]),
        case=CaseId(row["case_id"]),
        kind=row["kind"],
        voice=row["voice"],
        title=row["title"],
        to_whom=row["to_whom"],
        denial=row["denial_id"],
        issued_on=dates.kept(row["issued_on"]),
        voided_on=dates.kept(row["voided_on"]),
        digest=row["digest"],
        names_criteria=bool(row["names_criteria"]),
    )
