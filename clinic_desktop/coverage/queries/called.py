"""Finds the cases of calls that go on, which only their drafts know."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.coverage.rules.calls import CALL_FORMS
from clinic_desktop.store.reader import Reads


@dataclass(frozen=True, slots=True)
class CalledCase:
    """A case whose plan somebody is calling; `form` is the name of the draft."""

    form: str
    case: CaseId
    client: ClientId
    client_name: str
    reason: str


def cases_called(read: Reads, forms: Sequence[str]) -> tuple[CalledCase, ...]:
    """The cases of these drafts, by their client; one that is gone is left out."""
    named = {form.removeprefix(CALL_FORMS): form for form in forms}
    # As text: a name that is no number is that of no row.
    found = [
        row
        for case in named
        for row in read.all(
            "SELECT cases.id, cases.client_id, cases.reason, clients.given_name, clients.family_name,"
            " clients.preferred_name FROM cases JOIN clients ON clients.id = cases.client_id"
            " WHERE cases.id = ? AND cases.retired_at IS NULL AND clients.retired_at IS NULL",
            case,
        )
    ]
    called = (
        CalledCase(
            named[str(row["id"])],
            CaseId(row["id"]),
            ClientId(row["client_id"]),
            listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
            row["reason"],
        )
        for row in found
    )
    return tuple(sorted(called, key=lambda one: (one.client_name, one.case)))
