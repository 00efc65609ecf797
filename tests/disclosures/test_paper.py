"""The accounting of disclosures on paper, read back: what must be named, and in words what is left out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from factories import HOSTILE_NAMES, new_client, new_payer
from pdfs import pages, words
from record_papers import is_told

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.commands import LogDisclosure, StrikeDisclosure
from clinic_desktop.disclosures.document import accounting_pdf
from clinic_desktop.disclosures.model import AccountingPaper, DisclosureDraft
from clinic_desktop.disclosures.queries import accounting_of

TODAY = date(2026, 11, 24)
SPAN = date(2020, 11, 24), TODAY
SUBPOENA = DisclosureDraft(
    told_on="11/12/2026", party="attorney", name="Ines Falk", reach="2535550199", title="Visit notes", pages="4",
    parts="Notes of 11/05/2026", purpose="required", why="Subpoena of 11/06", confirmation="F-4411",
)  # fmt: skip


@pytest.fixture
def client(clinic: Clinic) -> ClientId:
    owner = new_client(clinic)
    payer = new_payer(clinic)
    for draft in (
        SUBPOENA,
        replace(SUBPOENA, told_on="11/1/2020", title="Too old"),
        replace(SUBPOENA, party=f"payer/{payer}", name="", title="Appeal", purpose="payment", how="portal", reach=""),
        replace(SUBPOENA, party="client", name="", title="Own copy", purpose="own_request", how="in_person", reach=""),
    ):
        clinic.do(LogDisclosure(replace(draft, client=owner)))
    struck = clinic.do(LogDisclosure(replace(SUBPOENA, client=owner, title="Never sent"))).row
    clinic.do(StrikeDisclosure(struck, 1, "Busy"))
    return owner


def paper(clinic: Clinic, client: ClientId, *, whole: bool = False) -> AccountingPaper:
    return accounting_of(clinic.read, client, SPAN, TODAY, whole=whole)


def test_it_names_what_the_law_wants_named(clinic: Clinic, client: ClientId) -> None:
    said = words(accounting_pdf(paper(clinic, client)))
    for told in (
        *("Accounting of disclosures", "11/24/2020 to 11/24/2026", "About Rosalind Mae Nguyễn", "Born 03/04/1985"),
        *("11/12/2026 Ines Falk", "Attorney", "Fax to (253) 555-0199", "F-4411", "Record: Visit notes, 4"),
        *("Notes of 11/05/2026", "Required by law: Subpoena of 11/06", "45 CFR 164.528"),
        *("treatment, for payment and for running the clinic", "The clinic’s log has 2 entries of that kind"),
    ):
        assert told in said, told
    for never in ("Appeal", "Own copy", "Too old", "Never sent", "Patient", "Cascade"):
        assert never not in said


def test_all_of_the_log_is_printed_on_wish(clinic: Clinic, client: ClientId) -> None:
    said = words(accounting_pdf(paper(clinic, client, whole=True)))
    assert "Record of disclosures" in said and "This is everything in the clinic’s log for this time." in said
    assert all(told in said for told in ("Appeal", "Own copy", "Portal, confirmation F-4411", "Cascade Mutual"))
    assert "Too old" not in said and "Never sent" not in said and "Left out" not in said


def test_nothing_told_is_said(clinic: Clinic) -> None:
    owner = new_client(clinic)
    said = words(accounting_pdf(paper(clinic, owner)))
    assert "In this time the clinic told nobody anything that an accounting of disclosures has to name." in said
    assert "entries of that kind" not in said
    assert "In this time the clinic told nobody anything about this client." in words(
        accounting_pdf(paper(clinic, owner, whole=True))
    )


def test_six_years_of_them_go_on_and_each_stands_there(clinic: Clinic, client: ClientId) -> None:
    one = paper(clinic, client).entries[0]
    many = tuple(replace(one, told_on=SPAN[0] + timedelta(at * 5), title=f"Record {at}.") for at in range(300))
    pdf = accounting_pdf(replace(paper(clinic, client), entries=many))
    said = words(pdf)
    assert len(pages(pdf)) > 5 and all(f"Record {at}." in said for at in range(300))
    longest = replace(one, parts="p" * 2_000, why="w" * 1_000, reach="r" * 500, name="n" * 200, title="t" * 200)
    said = "".join(words(accounting_pdf(replace(paper(clinic, client), entries=(longest,)))).split())
    assert said.count("p") > 2_000 and said.count("w") > 1_000 and "…" not in said


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_set_to_the_letter(clinic: Clinic, client: ClientId, name: str) -> None:
    one = replace(paper(clinic, client).entries[0], name=name, title=name, parts=name, why=name, reach=name)
    assert is_told(accounting_pdf(replace(paper(clinic, client), entries=(one,), client_name=name)), name, 6)
