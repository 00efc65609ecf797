"""Reads the clinic's own rule packs, and which cases rules are tried on."""

from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.coverage.model.own_packs import AskedAbout, OwnFile, OwnPack, OwnPackId
from clinic_desktop.coverage.model.packs import payer_key
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row

# Cases that somebody may ask about: open, with a policy or an answer, of a client who is on the list.
_TRIED = (
    "SELECT cases.id, cases.reason, cases.client_id, clients.given_name, clients.family_name, clients.preferred_name"
    " FROM cases JOIN clients ON clients.id = cases.client_id"
    " WHERE cases.retired_at IS NULL AND cases.closed_on = '' AND clients.retired_at IS NULL"
    " AND (EXISTS (SELECT 1 FROM policies WHERE policies.case_id = cases.id AND policies.retired_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM coverage_answers AS answers WHERE answers.case_id = cases.id"
    " AND answers.retired_at IS NULL)) ORDER BY clients.sort_name, clients.id, cases.id"
)


def own_packs(read: Reads) -> tuple[OwnPack, ...]:
    """The packs that count, by their names."""
    return tuple(map(_own, read.all("SELECT * FROM rule_packs WHERE retired_at IS NULL ORDER BY pack")))


def own_files(read: Reads) -> tuple[OwnFile, ...]:
    """The files of the packs that count, by the names of the packs."""
    rows = read.all(
        "SELECT pack, file, payer_name, bytes FROM rule_packs JOIN contents USING (digest) WHERE retired_at IS NULL"
        " ORDER BY pack"
    )
    return tuple(OwnFile(row["pack"], row["file"], row["payer_name"], bytes(row["bytes"])) for row in rows)


def asked_cases(read: Reads) -> tuple[AskedAbout, ...]:
    """The cases that rules are tried on, by the names of their clients."""
    return tuple(map(_asked, read.all(_TRIED)))


def has_payer(read: Reads, name: str) -> bool:
    """Whether a payer on the clinic’s list has this name, however it is typed."""
    return bool(read.all("SELECT 1 FROM payers WHERE sort_name = ? AND retired_at IS NULL", payer_key(name)))


def usual_payer(read: Reader) -> str:
    """The payer of most policies, "" where there is none."""
    sql = (
        "SELECT payers.name FROM payers LEFT JOIN policies ON policies.payer_id = payers.id"
        " AND policies.retired_at IS NULL WHERE payers.retired_at IS NULL"
        " GROUP BY payers.id ORDER BY count(policies.id) DESC, payers.sort_name LIMIT 1"
    )
    return next((str(row["name"]) for row in read.all(sql)), "")


def _asked(row: Row) -> AskedAbout:
    name = listed_name(row["given_name"], row["family_name"], row["preferred_name"])
    return AskedAbout(CaseId(row["id"]), ClientId(row["client_id"]), name, row["reason"])


def _own(row: Row) -> OwnPack:
    return OwnPack(
        id=OwnPackId(row["id"]),
        version=row["version"],
        pack=row["pack"],
        title=row["title"],
        payer_name=row["payer_name"],
        edition=row["edition"],
        dated=date.fromisoformat(row["dated"]),
        rules=row["rules"],
        added_on=date.fromisoformat(row["added_on"]),
        file=row["file"],
        digest=row["digest"],
    )
