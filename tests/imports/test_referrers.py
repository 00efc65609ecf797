"""Who referred a client or ordered a visit: in the note always, on the list of prescribers where it is a new one."""

import pytest
from factories import new_client
from imported import imported, line, looked, whys

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.imports.queries.history import past_visit_page
from clinic_desktop.referrals.commands.prescribers import AddPrescriber
from clinic_desktop.referrals.model import PrescriberDraft

HEAD = "Name,DOB,Referring Provider,NPI\n"
SAM = '"Ana Lee",3/14/1980,"Dr. Sam Hill, MD",1234567893\n'


def names(clinic: Clinic) -> list[str]:
    sql = "SELECT given_name || ' ' || family_name || ' ' || credential || ' ' || npi AS name FROM prescribers"
    return [row["name"] for row in clinic.read.all(f"{sql} WHERE retired_at IS NULL ORDER BY id")]


def test_a_new_one_comes_onto_the_list_once_and_goes_with_the_import(clinic: Clinic) -> None:
    text = (
        HEAD + SAM + SAM.replace("Ana Lee", "Bo Ray") + '"Cy Moss",3/14/1980,Google,\n"Di Low",3/14/1980,Jo Friend,\n'
    )
    made, seen = imported(clinic, text)
    assert line(seen, 2).words == "Sam Hill, MD comes onto the list of prescribers."
    assert [line(seen, at).words for at in (3, 4, 5)] == ["", "", ""]
    assert names(clinic) == ["Sam Hill MD 1234567893"]
    assert client(clinic.read, 1).note == "Referred by: Dr. Sam Hill, MD, NPI 1234567893"
    assert client(clinic.read, 3).note == "Referred by: Google"
    clinic.do(TakeBackImport(made, 1))
    assert names(clinic) == []


@pytest.mark.parametrize(
    ("given", "family", "npi"), [("Sam", "Hill", ""), ("Samuel", "Hill", "1234567893"), ("S.", "Other", "1234567893")]
)
def test_who_is_known_by_name_or_npi_stays_as_they_are(clinic: Clinic, given: str, family: str, npi: str) -> None:
    clinic.do(AddPrescriber(PrescriberDraft(given, family, "MD", npi)))
    before = names(clinic)
    _, seen = imported(clinic, HEAD + SAM)
    assert line(seen, 2).words == "" and names(clinic) == before


def test_a_visit_names_who_ordered_it(clinic: Clinic) -> None:
    ana = new_client(clinic, ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980"))
    text = (
        'Client,Date,Prescriber,SOAP\n"Lee, Ana",3/20/2025,"Hill, Sam DC",Neck\n"Lee, Ana",3/21/2025,"Hill, Sam DC",\n'
    )
    _, seen = imported(clinic, text, "visits")
    assert [line(seen, at).words for at in (2, 3)] == ["Sam Hill, DC comes onto the list of prescribers.", ""]
    assert names(clinic) == ["Sam Hill DC "]
    notes = {one.note for one in past_visit_page(clinic.read, ana).rows}
    assert notes == {"Neck\nReferred by: Hill, Sam DC", "Referred by: Hill, Sam DC"}


def test_a_wrong_npi_is_said_at_its_column(clinic: Clinic) -> None:
    assert "referrer_npi" in whys(looked(clinic, HEAD + SAM.replace("1234567893", "1234567890")), 2)
