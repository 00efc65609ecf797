"""The form of a contract: whose, for what and when, and a row for each fee."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from clinic_desktop.contracts.model import FEE_FOR, MOST_FEES, UNPAID_VISITS, Contract, ContractFee, FeeLine
from clinic_desktop.practice.queries import service_page, therapist_page
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.rows_field import RowsField
from ui.kit.suggest import suggest
from ui.session import Session

_KEYS = tuple(entry.name for entry in fields(FeeLine))


def contract_form(session: Session, found: Contract | None) -> Form:
    """Therapist, network, first and last day; the fees; and what counts where the plan does not pay."""
    unpaid = [(key, say(words)) for key, words in UNPAID_VISITS.items()]
    return Form(
        [
            (ChoiceField("therapist", say("Therapist"), _therapists(session, found)), 3),
            (TextField("network", say("Network"), say("Empty: all plans of the payer.")), 3),
            (TextField("from_on", say("From"), say("The first day."), example="1/1/2026"), 2),
            (TextField("to_on", say("To"), say("The last day. Empty: still runs.")), 2),
        ],
        _fees_field(_codes(session)),
        [
            (
                ChoiceField(
                    "binds_unpaid",
                    say("Price of visits the plan does not pay"),
                    unpaid,
                    say("Such as those above its limit."),
                ),
                4,
            ),
            (None, 5),
        ],
        NoteField("note", say("Note"), lines=2),
    )


def lines_of(form: Form) -> tuple[FeeLine, ...]:
    """The fees as typed."""
    field = form.fields["fees"]
    assert isinstance(field, RowsField)
    return tuple(FeeLine(**{key: one.get(key, "") for key in _KEYS}) for one in field.rows())


def as_value(fees: Iterable[ContractFee]) -> str:
    """Fees on record as the field shows them."""
    lines = [FeeLine(one.procedure_code, money.typed(one.allowed_cents), one.per) for one in fees]
    return json.dumps([asdict(line) for line in lines]) if lines else ""


def _fees_field(codes: Sequence[str]) -> RowsField:
    per = [(key, say(words)) for key, words in FEE_FOR.items()]

    def build() -> list[list[tuple[Field | None, int]]]:
        code = TextField("procedure_code", say("Procedure code"))
        suggest(code.box, codes)
        return [[(code, 3), (TextField("fee", say("Fee")), 2), (ChoiceField("per", say("For"), per), 3), (None, 1)]]

    return RowsField(
        "fees",
        say("Fees"),
        build,
        add=say("Add fee"),
        row_name=lambda number: say("fee {number}", number=number),
        most=MOST_FEES,
    )


def _codes(session: Session) -> list[str]:
    """The codes of the clinic's own services."""
    services = service_page(session.clinic.read).rows
    return list(dict.fromkeys(one.procedure_code for one in services if one.procedure_code))


def _therapists(session: Session, found: Contract | None) -> list[tuple[str, str]]:
    """Those on the list, and the one whose contract this is."""
    listed = [(str(one.id), one.name) for one in therapist_page(session.clinic.read).rows]
    left = [(str(found.therapist), found.therapist_name)] if found else []
    return [("", say("Choose a therapist")), *dict([*left, *listed]).items()]
