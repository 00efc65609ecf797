"""A bill as JSON and back: what is kept beside the PDF, so that anybody can say years later what it said."""

import hashlib

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.values.frozen import as_json, from_json


def written(bill: Bill) -> str:
    """The bill as JSON, every field of it: what a default is may change, and what was issued does not."""
    return as_json(bill)


def digest_of(bill: Bill) -> str:
    """What tells whether a bill still says the same, every field of it: where many wait, none is held in memory."""
    return digest_of_written(written(bill))


def digest_of_written(facts: str) -> str:
    """The same of a bill that is JSON already."""
    return hashlib.sha256(facts.encode()).hexdigest()


def read_back(text: str) -> Bill:
    """The bill from its JSON. A key that a newer program wrote is left out."""
    return from_json(Bill, text)
