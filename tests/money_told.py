"""The slow model of the reports of money: what is told of each record, in the plainest way there is."""

from collections import Counter
from typing import Any

from clinic_desktop.clinic import Clinic
from clinic_desktop.payments.model import METHODS

BASES = ("Received", "From packages", "From memberships", "From gift cards")
SERVICES = {1: "Massage", 2: "Hot stones", 3: "Cups"}
THERAPISTS = {1: "Maya Ortiz, LMT", 2: "Noor Ortiz, LMT"}
NAMES = {
    "service": "Treatment", "tip": "Tips", "tax": "Tax", "product": "Products", "other": "Other",
    "credit": "On account", "sold": "Packages and gift cards",
}  # fmt: skip


def slow_income(clinic: Clinic, by: str) -> Counter[tuple[str, str]]:
    """By day and name, in the plainest way there is."""
    found: Counter[tuple[str, str]] = Counter()
    for one in live(clinic, "payments"):
        # The money of a use came in when the package was sold.
        if not one["drawn_id"]:
            shares = [share for share in live(clinic, "payment_shares") if share["payment_id"] == one["id"]]
            for name, cents in (of_payment if by in WHOLE else of_shares)(clinic, by, one, shares):
                found[one["paid_on"], name] += cents
    return found


def slow_worked(clinic: Clinic, by: str) -> Counter[tuple[str, str, str]]:
    """What was used of what was sold before, by the date of service of visits given, in the plainest way there is."""
    found: Counter[tuple[str, str, str]] = Counter()
    for one in live(clinic, "payments"):
        if not one["drawn_id"]:
            continue
        basis = {"package": BASES[1], "membership": BASES[2], "gift_card": BASES[3]}[one["method"]]
        shares = [share for share in live(clinic, "payment_shares") if share["payment_id"] == one["id"]]
        if by == "tips":
            visit = clinic.read.one("SELECT * FROM visits WHERE id = ?", shares[0]["visit_id"])
            if visit["status"] == "given":
                found[visit["date_of_service"], therapist(clinic, shares[0]), basis] += one["tip_cents"]
            continue
        for share in shares:
            visit = clinic.read.one("SELECT * FROM visits WHERE id = ?", share["visit_id"])
            if visit["status"] == "given":
                for name, cents in of_shares(clinic, by, one, [share]):
                    found[visit["date_of_service"], name, basis] += cents
    return found


WHOLE = ("part", "method", "payer", "tips")


def of_payment(clinic: Clinic, by: str, one: Any, _: list[Any]) -> list[tuple[str, int]]:
    """What is told of a payment as a whole."""
    if by == "part":
        return [(name, one[f"{part}_cents"]) for part, name in NAMES.items()]
    if by == "method":
        return [(METHODS[one["method"]], one["service_cents"])]
    if by == "payer":
        return [("Clients" if one["payer_id"] is None else payer_name(clinic, one["payer_id"]), one["service_cents"])]
    # What goes back of a tip comes off who got it.
    root = one["refunds_id"] or one["id"]
    own = [share for share in live(clinic, "payment_shares") if share["payment_id"] == root]
    return [(therapist(clinic, own[0]) if own else "Without a visit", one["tip_cents"])]


def of_shares(clinic: Clinic, by: str, one: Any, shares: list[Any]) -> list[tuple[str, int]]:
    """What is told of each of its visits."""
    if by == "therapist":
        return [(therapist(clinic, share), share["cents"]) for share in shares]
    held = [held for held in live(clinic, "prepaids") if held["id"] == one["drawn_id"]]
    if held and held[0]["service_id"]:
        # Sold for one service: all that is drawn is for that.
        return [(SERVICES[held[0]["service_id"]], share["cents"]) for share in shares]
    return [line for share in shares for line in split(clinic, share).items()]


def therapist(clinic: Clinic, share: Any) -> str:
    return THERAPISTS[
        clinic.read.one("SELECT therapist_id FROM visits WHERE id = ?", share["visit_id"])["therapist_id"]
    ]


def payer_name(clinic: Clinic, row: int) -> str:
    return str(clinic.read.one("SELECT name FROM payers WHERE id = ?", row)["name"])


def split(clinic: Clinic, share: Any) -> Counter[str]:
    """The largest remainder, by hand."""
    lines = [one for one in live(clinic, "visit_services") if one["visit_id"] == share["visit_id"]]
    lines.sort(key=lambda one: (one["place"], one["id"]))
    found: Counter[str] = Counter()
    if not share["cents"]:
        return found
    fees = [one["fee_cents"] for one in lines]
    exact = [share["cents"] * fee / sum(fees) for fee in fees]
    # What was given back is split as it was paid.
    cents, sign = abs(share["cents"]), 1 if share["cents"] > 0 else -1
    parts = [cents * fee // sum(fees) for fee in fees]
    left = cents - sum(parts)
    order = sorted(range(len(lines)), key=lambda at: (-(cents * fees[at] % sum(fees)), at))
    for at in order[:left]:
        parts[at] += 1
    parts = [sign * part for part in parts]
    assert sum(parts) == share["cents"]
    assert all(abs(part - whole) < 1 for part, whole in zip(parts, exact, strict=True))
    for line, part in zip(lines, parts, strict=True):
        found[SERVICES[line["service_id"]]] += part
    return found


def live(clinic: Clinic, table: str) -> list[Any]:
    return clinic.read.all(f"SELECT * FROM {table} WHERE retired_at IS NULL ORDER BY id")
