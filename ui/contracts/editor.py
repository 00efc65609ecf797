"""The contracts on a payer's page: the list, and the editor of one."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from clinic_desktop.contracts import queries
from clinic_desktop.contracts.commands import AddContract, ChangeContract, RetireContract
from clinic_desktop.contracts.model import Contract, ContractDraft, ContractRow
from clinic_desktop.errors import Missing
from clinic_desktop.payers.model import Payer
from clinic_desktop.practice.queries import therapist_page
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.contracts.columns import CONTRACT_COLUMNS
from ui.contracts.forms import as_value, contract_form, lines_of
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.layout import card
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.table import Table
from ui.session import Session

_MOST_CONTRACTS = 7


def contracts(session: Session, payer: Payer) -> QWidget:
    """A payer's contracts."""
    model = PagedModel(lambda after: queries.contract_page(session.clinic.read, payer.id, after), CONTRACT_COLUMNS)
    table = Table(
        say("Contracts"),
        model,
        say("No contract yet. Without one the clinic is out of network here."),
        rows=_MOST_CONTRACTS,
    )

    def build(found: object) -> QWidget:
        if found is None:
            return contract_editor(session, payer, None, records.back)
        assert isinstance(found, ContractRow | Contract)
        return contract_editor(session, payer, queries.contract(session.clinic.read, found.id), records.back)

    records = Records(
        say("Contracts"),
        say("What a therapist agreed with the payer: for which network, from when, and the fee for each code."),
        table,
        model,
        say("Add contract"),
        build,
        find=lambda row: _of(payer, queries.contract(session.clinic.read, row)),
        key="contract",
    )
    records.topic = "30-coverage#contracts"
    session.keep_fresh(records, "contracts", "therapists")
    return card("", records)


def contract_editor(session: Session, payer: Payer, found: Contract | None, back: Back) -> Editor:
    """One contract with its fees."""
    form, held = contract_form(session, found), Held(found)

    def show() -> None:
        row = held.row
        begun = {"therapist": _usual_therapist(session)} if row is None else {}
        fees = as_value(row.fees.values()) if row else ""
        form.fill(draft_text(ContractDraft, row or ContractDraft()) | begun | {"fees": fees})

    def command() -> Command:
        draft, row = replace(read_draft(ContractDraft, form), fees=lines_of(form)), held.row
        return ChangeContract(row.id, row.version, draft) if row else AddContract(payer.id, draft)

    show()
    name = f"contract:{found.id}" if found else f"contract:new:{payer.id}"
    editor = row_editor(session, form, command, back, name, say("Contract") if found else say("New contract"))
    held.reread(editor, lambda row: queries.contract(session.clinic.read, row.id), show)
    gone = say("Remove contract")
    add_gone_button(session, editor, held, gone, lambda row: RetireContract(row.id, row.version), back)
    return editor


def _of(payer: Payer, found: Contract) -> Contract:
    """The contract, where it is this payer’s: a merge may have moved it. Raises Missing."""
    if found.payer != payer.id:
        raise Missing(say("This is no longer there."))
    return found


def _usual_therapist(session: Session) -> str:
    """The only one there is; of several none is taken for granted, for their fees differ."""
    rows = therapist_page(session.clinic.read).rows
    return str(rows[0].id) if len(rows) == 1 else ""
