"""Finds statements by their claim number, among those of all clients."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.benefit_statements.model import StatementId
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.store.reader import Reader

# What stands between letters and digits is typed, or not, as one likes.
_MARKS = " -./#"
# As the indexes have it.
CLAIM_KEY = (
    "upper(replace(replace(replace(replace(replace(claim_number, ' ', ''), '-', ''), '.', ''), '/', ''), '#', ''))"
)
_BY_CLAIM = (
    "SELECT benefit_statements.id, claim_number, client_id, case_id, statement_on, payers.name AS payer_name,"  # noqa: S608 - constants
    " given_name, family_name, preferred_name FROM benefit_statements"
    " JOIN payers ON payers.id = benefit_statements.payer_id JOIN clients ON clients.id = benefit_statements.client_id"
    " WHERE benefit_statements.retired_at IS NULL AND claim_number <> ''"
    f" AND {CLAIM_KEY} >= ?1 AND {CLAIM_KEY} < ?2 ORDER BY {CLAIM_KEY}, benefit_statements.id LIMIT ?3"
)
# Behind everything that begins with a key.
LAST_LETTER = "\U0010ffff"
# A shorter piece of a number would find every other one.
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement out of those of all clients, as it is found by its claim number: whose, of which case, from whom, and
    of which day."""

    id: StatementId
    claim_number: str
    client: ClientId
    client_name: str
    case: CaseId
    payer_name: str
    statement_on: date

    @property
    def part(self) -> str:
        """Where in the place of the clients it is opened."""
        return f"{self.client}/of/{self.case}/benefits/{self.id}"


def claim_typed(typed: str) -> str:
    """What a claim number begins with by what was typed, as CLAIM_KEY has it; "" for words without a digit and for less
    than four letters and digits."""
    # As SQLite has it: of other alphabets a capital stays another letter.
    key = "".join(one.upper() if one.isascii() else one for one in typed if one not in _MARKS)
    return key if len(key) >= _LEAST_LETTERS and any(letter.isdecimal() for letter in key) else ""


def statements_claimed(read: Reader, typed: str, most: int) -> tuple[FoundStatement, ...]:
    """The statements whose claim number begins with what was typed, whatever marks stand in it; `most` of them at most.
    Words without a digit, and less than four letters and digits, find none."""
    key = claim_typed(typed)
    if not key:
        return ()
    return tuple(
        FoundStatement(
            StatementId(row["id"]),
            row["claim_number"],
            ClientId(row["client_id"]),
            listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            CaseId(row["case_id"]),
            row["payer_name"],
            date.fromisoformat(row["statement_on"]),
        )
        for row in read.all(_BY_CLAIM, key, key + LAST_LETTER, most)
    )
