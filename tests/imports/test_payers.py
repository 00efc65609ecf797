"""Payers out of a file: with their departments, never a second of one name, filled up where they are empty."""

from factories import PAYER, new_payer
from imported import counts, imported, line, looked, states, whys

from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.imports.model.entries import RowChoices
from clinic_desktop.payers.queries import department_page, payer

HEAD = "Company,Payer ID,Phone,Fax,Claims Address,City,State,Zip,Website\n"
RAINIER = "Rainier,RH2,206-555-0160,206-555-0161,PO Box 7,Seattle,Washington,98111,r.example\n"


def test_a_payer_comes_with_its_departments(clinic: Clinic) -> None:
    imported(clinic, HEAD + RAINIER, "payers")
    found = payer(clinic.read, 1)
    assert (found.name, found.payer_number, found.website) == ("Rainier", "RH2", "r.example")
    provider, claims = department_page(clinic.read, found.id).rows
    assert (provider.kind, provider.phone) == ("provider", "(206) 555-0160")
    assert (claims.kind, claims.fax, claims.street, claims.state) == ("claims", "(206) 555-0161", "PO Box 7", "WA")


def test_one_that_is_there_is_left_out_or_filled_up_and_emptied_again(clinic: Clinic) -> None:
    owner = new_payer(clinic, PAYER)
    text = HEAD + RAINIER.replace("Rainier", "CASCADE mutual") + RAINIER + RAINIER
    assert states(looked(clinic, text, "payers")) == {2: "there", 3: "add", 4: "twice"}
    made, seen = imported(clinic, text, "payers", RowChoices(fills=True))
    assert line(seen, 2).words == "Filled up: Website, Phone for providers, Phone for claims"
    assert (payer(clinic.read, owner).payer_number, payer(clinic.read, owner).website) == ("CM001", "r.example")
    clinic.do(TakeBackImport(made, 1))
    assert payer(clinic.read, owner).website == ""
    assert (counts(clinic)["payers"], counts(clinic)["departments"]) == (1, 0)


def test_what_is_wrong_is_said_at_its_column(clinic: Clinic) -> None:
    rows = ("," + RAINIER.partition(",")[2], RAINIER.replace("206-555-0160", "206"), RAINIER.replace("98111", "9"))
    seen = looked(clinic, HEAD + RAINIER * 3 + "".join(rows), "payers")
    assert [next(iter(whys(seen, at))) for at in (5, 6, 7)] == ["payer_name", "phone", "zip"]
