"""What the commands about prescriptions and those about diagnoses share: a case's diagnoses and their sources."""

from datetime import date

from clinic_desktop.referrals.rules.diagnoses import NO_SOURCE, Values
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates


def diagnoses_of(tx: Transaction, case: int) -> list[Row]:
    """The diagnoses of a case in their order."""
    return tx.all("SELECT * FROM diagnoses WHERE case_id = ? AND retired_at IS NULL ORDER BY place, id", case)


def last_place(tx: Transaction, case: int) -> int:
    """The highest place that a diagnosis of the case ever had, 0 without any."""
    row = tx.one("SELECT max(place) AS place FROM diagnoses WHERE case_id = ?", case)
    return int(row["place"] or 0) if row else 0


def born_of(tx: Transaction, case: int) -> date | None:
    """The birth date of the client whose case it is."""
    return dates.kept(tx.current("clients", tx.current("cases", case)["client_id"])["birth_date"])


def paper_source(paper: Row) -> Values:
    """The source columns of a diagnosis that stands on this prescription or referral."""
    return {
        "source": paper["kind"],
        "prescription_id": paper["id"],
        "source_name": "",
        "source_on": paper["ordered_on"],
    }


def let_go(tx: Transaction, diagnosis: Row) -> None:
    """Its prescription is no longer its source: the newest other one of the case that has the code is, or none."""
    papers = tx.all(
        "SELECT * FROM prescriptions WHERE case_id = ? AND retired_at IS NULL ORDER BY ordered_on DESC, id DESC",
        diagnosis["case_id"],
    )
    other = next((one for one in papers if diagnosis["code"] in one["codes"].split()), None)
    source = paper_source(other) if other else NO_SOURCE
    tx.update("diagnoses", diagnosis["id"], source, diagnosis["version"])
