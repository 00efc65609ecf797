"""The extract of the call log on paper, read back: what was said with the payer, and nothing of anybody else."""

from dataclasses import replace
from datetime import date

import pytest
from factories import HOSTILE_NAMES
from pdfs import pages, words
from record_papers import is_told, recorded

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact, StrikeContact
from clinic_desktop.contacts.document import call_log_pdf
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.contacts.queries import call_log
from clinic_desktop.payers.commands import AddPayer
from clinic_desktop.payers.model import PayerDraft

CALL = ContactDraft(
    contacted_on="11/10/2026",
    contacted_at="2:15 pm",
    minutes="22",
    party="payer/1",
    name="Provider services",
    reach="2535550150",
    representative="Kim, ID 4471",
    reference="REF-7714/93",
    said="Twelve visits a year.",
    promised="A letter by 11/20.",
    todo="Ask for the letter",
    due_on="11/20/2026",
)
SPAN = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return recorded(clinic)[1]


def log(clinic: Clinic, case: CaseId, **typed: str) -> int:
    return int(clinic.do(LogContact(case, replace(CALL, **typed))).row)


def test_it_says_who_said_what_when_with_which_number(clinic: Clinic, case: CaseId) -> None:
    log(clinic, case)
    said = words(call_log_pdf(call_log(clinic.read, case, SPAN)))
    for told in (
        *("Call log", "11/01/2026 to 11/30/2026", "Patient", "11/10/2026, 2:15 PM · Call to Cascade Mutual"),
        *("Provider services", "Reached at (253) 555-0150", "Spoke with Kim, ID 4471", "Reference number REF-7714/93"),
        *("Lasted 22 minutes", "What was said Twelve visits a year.", "What was promised A letter by 11/20."),
    ):
        assert told in said, told
    # What the clinic is to do is its own.
    assert "Ask for the letter" not in said and "struck out" not in said and "Client" not in said


def test_what_was_struck_out_and_what_others_said_is_left_out(clinic: Clinic, case: CaseId) -> None:
    clinic.do(StrikeContact(log(clinic, case, said="About somebody else"), 1, "Wrong client"))
    log(clinic, case, said="From an adjuster", party="adjuster", name="Dana")
    log(clinic, case, said="From the attorney", party="attorney")
    log(clinic, case, said="From the client", party="client")
    log(clinic, case, said="Too early", contacted_on="10/31/2026")
    other = clinic.do(AddPayer(PayerDraft("Harbor Auto"))).row
    log(clinic, case, said="From Harbor", party=f"payer/{other}")
    paper = call_log(clinic.read, case, SPAN, 1)
    assert ([one.said for one in paper.contacts], paper.struck) == (["From an adjuster"], 1)
    said = words(call_log_pdf(paper))
    assert "1 entry that was struck out as a mistake is left out." in said
    for never in ("somebody else", "attorney", "From the client", "Too early", "Harbor", "Wrong client"):
        assert never not in said
    assert [one.said for one in call_log(clinic.read, case, SPAN).contacts] == ["From an adjuster", "From Harbor"]
    everybody = call_log(clinic.read, case, SPAN, None, ("attorney", "client"))
    assert [one.said for one in everybody.contacts] == ["From the attorney", "From the client"]


def test_an_empty_time_says_so(clinic: Clinic, case: CaseId) -> None:
    assert "Nothing was logged in this time." in words(call_log_pdf(call_log(clinic.read, case, SPAN)))


def test_a_long_talk_goes_on_to_the_next_page(clinic: Clinic, case: CaseId) -> None:
    long = " ".join(f"word{number}" for number in range(1_150))
    log(clinic, case, said=long)
    log(clinic, case, said="The end.")
    pdf = call_log_pdf(call_log(clinic.read, case, SPAN))
    said = words(pdf)
    assert len(pages(pdf)) > 1 and "The end." in said
    assert all(f"word{number}" in said.split() for number in range(1_150))


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_set_to_the_letter(clinic: Clinic, case: CaseId, name: str) -> None:
    log(clinic, case, name=name, representative=name, reference=name, said=name, promised=name)
    assert is_told(call_log_pdf(call_log(clinic.read, case, SPAN)), name, 5)
