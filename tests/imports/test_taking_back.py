"""An import is taken back as one; what was worked with since stays, and is named."""

import pytest
from factories import CASE, new_case, new_client
from imported import ANA, HEAD, LUIS, counts, imported, looked, states

from clinic_desktop.clients.commands import AddAlert, ChangeClient, RetireClient
from clinic_desktop.clients.model import AlertDraft, ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.imports.model.entries import RowChoices
from clinic_desktop.imports.queries.batches import import_made, import_standing
from clinic_desktop.store.connection import driver

INSURED = (
    "Name,DOB,Insurance,Member ID\nAna Lee,3/14/1980,Cascade,AB 1\nLuis Vega,12/25/1975,Cascade,AB 2\n"
    "Rosa Diaz,1/2/1990,Rainier,AB 3\n"
)
NOTHING = {"clients": 0, "cases": 0, "policies": 0, "payers": 0, "departments": 0, "import_rows": 0}


def test_all_of_it_goes_as_one(clinic: Clinic) -> None:
    made, _ = imported(clinic, INSURED)
    assert counts(clinic)["policies"] == 3
    clinic.do(TakeBackImport(made, 1))
    assert counts(clinic).items() >= NOTHING.items()
    one = import_made(clinic.read, made)
    assert one.taken_back_at and one.kept_rows == 0
    with pytest.raises(Refused, match="already"):
        clinic.do(TakeBackImport(made, one.version))
    # It was taken back to be done better: the rows come again, though nothing is deleted.
    assert set(states(looked(clinic, INSURED)).values()) == {"add"}
    again, seen = imported(clinic, INSURED)
    assert seen.before is None
    assert counts(clinic)["clients"] == 3
    # Who was retired by hand is somebody who left.
    clinic.do(RetireClient(4, 1))
    assert states(looked(clinic, INSURED))[2] == "there"
    assert import_standing(clinic.read, again).kept == ()


def test_what_was_worked_with_stays_and_only_with_all_that_it_stands_on(clinic: Clinic) -> None:
    made, _ = imported(clinic, INSURED)
    clinic.do(AddAlert(1, AlertDraft("desk", "Parks behind the house")))
    luis = client(clinic.read, 2)
    clinic.do(ChangeClient(2, luis.version, ClientDraft("Luis", family_name="Vega", phone="2535550142")))
    kept = import_standing(clinic.read, made).kept
    assert [(one.line, one.name, one.words) for one in kept] == [
        (2, "Lee, Ana", "Since then it has: an alert."),
        (3, "Vega, Luis", "It was changed since."),
    ]
    before = counts(clinic)
    with pytest.raises(Refused, match="Look at what stays"):
        clinic.do(TakeBackImport(made, 1))
    assert counts(clinic) == before
    clinic.do(TakeBackImport(made, 1, rest=True))
    # Whoever stays has their insurance still, as the page says: "with all that belongs to them".
    assert {name: counts(clinic)[name] for name in ("clients", "cases", "policies", "payers")} == {
        **{"clients": 2, "cases": 2},
        **{"policies": 2, "payers": 1},
    }
    assert import_made(clinic.read, made).kept_rows == 2


def test_where_something_was_done_with_all_of_it_nothing_is_taken_back(clinic: Clinic) -> None:
    made, _ = imported(clinic, f"{HEAD}{ANA}")
    clinic.do(AddAlert(1, AlertDraft("desk", "Parks behind the house")))
    assert not import_standing(clinic.read, made).has_rest
    with pytest.raises(Refused, match="there is nothing to take back"):
        clinic.do(TakeBackImport(made, 1, rest=True))
    # It can be taken back once nothing stands on it any more.
    assert not import_made(clinic.read, made).taken_back_at


def test_a_payer_stays_while_a_policy_that_stays_names_it(clinic: Clinic) -> None:
    made, _ = imported(clinic, INSURED)
    new_case(clinic, new_client(clinic), CASE)
    clinic.do(_other_policy(clinic))
    kept = import_standing(clinic.read, made).kept
    assert [(one.name, one.words) for one in kept] == [("Cascade", "Since then it has: a policy.")]
    clinic.do(TakeBackImport(made, 1, rest=True))
    assert (counts(clinic)["clients"], counts(clinic)["payers"]) == (1, 1)


def _other_policy(clinic: Clinic):  # type: ignore[no-untyped-def]
    from clinic_desktop.policies.commands import AddPolicy
    from clinic_desktop.policies.model import PolicyDraft

    case = clinic.read.one("SELECT max(id) AS n FROM cases")["n"]
    return AddPolicy(case, PolicyDraft(payer_name="Cascade", member_id="ZZ 9"))


def test_what_was_filled_up_is_empty_again_and_what_was_typed_since_stays(clinic: Clinic) -> None:
    first = new_client(clinic, ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980"))
    second = new_client(clinic, ClientDraft("Luis", family_name="Vega", birth_date="12/25/1975"))
    made, _ = imported(clinic, f"{HEAD}{ANA}{LUIS}", choices=RowChoices(fills=True))
    assert client(clinic.read, first).email == "ana@x.com"
    now = client(clinic.read, second)
    draft = ClientDraft("Luis", family_name="Vega", birth_date="12/25/1975", phone="2535550999")
    clinic.do(ChangeClient(second, now.version, draft))
    clinic.do(TakeBackImport(made, 1, rest=True))
    assert (client(clinic.read, first).email, client(clinic.read, first).phone) == ("", "")
    assert client(clinic.read, second).phone == "(253) 555-0999"
    assert counts(clinic)["clients"] == 2


def test_who_was_retired_by_hand_is_gone_already(clinic: Clinic) -> None:
    made, _ = imported(clinic, f"{HEAD}{ANA}{LUIS}")
    clinic.do(RetireClient(1, 1))
    assert import_standing(clinic.read, made).kept == ()
    clinic.do(TakeBackImport(made, 1))
    assert counts(clinic)["clients"] == 0


def test_neither_is_undone_and_an_import_stays_as_it_was(clinic: Clinic) -> None:
    made, _ = imported(clinic, f"{HEAD}{ANA}")
    assert not clinic.history.undoable
    database = clinic._writer._database
    for sql in ("UPDATE imports SET added = 9", "DELETE FROM imports"):
        with pytest.raises(driver().IntegrityError):
            database.execute(sql)
    clinic.do(TakeBackImport(made, 1))
    assert not clinic.history.undoable
    with pytest.raises(driver().IntegrityError):
        database.execute("UPDATE imports SET kept_rows = 9")
