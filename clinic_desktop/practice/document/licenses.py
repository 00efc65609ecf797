"""The sheet of the clinic’s licenses and numbers, as payers ask for it: the same bytes for the same facts."""

from datetime import date

from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.practice.model import CREDENTIAL_KINDS, Credential, LicensedTherapist, LicensePaper, Practice
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, beside, gap
from clinic_desktop.press.sheet import WIDTH, Sheet
from clinic_desktop.values.dates import printed
from clinic_desktop.values.identifiers import STATES
from clinic_desktop.wording import say

_LABEL = 130.0
_STATE, _KIND, _NUMBER = 130.0, 140.0, 142.0


def license_pdf(paper: LicensePaper) -> bytes:
    """Who the clinic is, by which numbers payers know it, and what the states gave its therapists."""
    made = say("As of {day}", day=printed(paper.made_on))
    named = PaperName(say("Licenses and NPI"), made, say("Licenses and identifiers of the clinic"), "", False,
                      paper.made_on)  # fmt: skip
    sheet = letterhead(paper.clinic, named)
    _place_clinic(sheet, paper.clinic, with_tax_id=paper.with_tax_id)
    for one in paper.therapists:
        _place_therapist(sheet, one, paper.made_on)
    if not paper.therapists:
        block = Block(RECORD_SCALE, WIDTH, 0.0)
        block.say(say("No therapist is on record."))
        beside(sheet, [(0.0, block)])
    return sheet.pdf()


def _place_clinic(sheet: Sheet, clinic: Practice, *, with_tax_id: bool) -> None:
    block = Block(RECORD_SCALE, WIDTH, _LABEL)
    block.heading(say("Clinic"))
    block.fact(say("Name"), clinic.name)
    block.fact(say("Legal name"), clinic.legal_name if clinic.legal_name != clinic.name else "")
    # Only a corporation has one.
    missing = say("none on record") if clinic.is_incorporated else ""
    block.fact(say("Organization NPI"), clinic.organization_npi or missing)
    # A Social Security number is nobody’s to read here.
    if with_tax_id and clinic.tax_id_kind == "EIN":
        block.fact(say("Tax ID (EIN)"), clinic.tax_id or say("none on record"))
    beside(sheet, [(0.0, block)])
    gap(sheet, RECORD_SCALE.lead)


def _place_therapist(sheet: Sheet, one: LicensedTherapist, on: date) -> None:
    block = Block(RECORD_SCALE, WIDTH, _LABEL)
    block.heading(one.therapist.name)
    block.fact(say("NPI"), one.therapist.npi or say("none on record"))
    block.fact(say("Taxonomy"), one.therapist.taxonomy)
    rows = [_row(credential, on, opens=at > 0) for at, credential in enumerate(one.credentials)]
    columns = (
        PaperColumn(say("State"), _STATE),
        PaperColumn(say("Kind"), _KIND),
        PaperColumn(say("Number"), _NUMBER),
        PaperColumn(say("Valid until"), WIDTH - _STATE - _KIND - _NUMBER),
    )
    if not rows:
        block.say(say("No license is on record."))
    table = PaperTable(RECORD_SCALE, columns)
    sheet.keep(block.height + (table.height(rows) if rows else 0.0) + RECORD_SCALE.lead)
    sheet.bookmark(one.therapist.name)
    beside(sheet, [(0.0, block)])
    if rows:
        gap(sheet, RECORD_SCALE.lead * 0.3)
        table.place(sheet, rows)
    gap(sheet, RECORD_SCALE.lead)


def _row(one: Credential, on: date, *, opens: bool) -> PaperRow:
    until = printed(one.expires_on) if one.expires_on else say("no last day on record")
    if one.expires_on and one.expires_on < on:
        until = say("{day}, expired", day=until)
    if one.kind == "none":
        until = ""
    state = STATES.get(one.state, one.state)
    return PaperRow([state, say(CREDENTIAL_KINDS[one.kind]), one.number, until], opens=opens)
