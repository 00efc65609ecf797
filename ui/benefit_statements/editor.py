"""The editor of a benefit statement."""

from collections.abc import Sequence
from dataclasses import replace

from clinic_desktop.benefit_statements.commands import statements as commands
from clinic_desktop.benefit_statements.model import (
    CLIENT_PARTS,
    AnsweredService,
    BenefitStatement,
    StatementDraft,
)
from clinic_desktop.benefit_statements.queries.services import services_for
from clinic_desktop.benefit_statements.queries.statements import benefit_statement
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say
from ui.benefit_statements.forms import cell, lines_typed, show_what_follows, statement_form
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.text import Text
from ui.session import Session


def statement_editor(  # noqa: PLR0913 - whose, what it answers, and the way back
    session: Session,
    case: int,
    bill: int,
    policies: Sequence[PolicyRow],
    found: BenefitStatement | None,
    back: Back,
    *,
    policy: int = 0,
) -> Editor:
    """A statement about a bill, or, without one, about visits of the case; `policy` is the one that the bill names."""
    held, of = Held(found), found.bill if found else bill
    services = services_for(session.clinic.read, case, of, found.id if found else 0)
    form = statement_form(_choices(policies, found), services)

    def show() -> None:
        row = held.row
        form.fill(_kept(row, services) if row else _begun(services, policies, policy))
        show_what_follows(form, services)

    def command() -> Command:
        draft, row = replace(read_draft(StatementDraft, form), lines=lines_typed(form, services)), held.row
        return commands.ChangeStatement(row.id, row.version, draft) if row else commands.EnterStatement(case, of, draft)

    form.edited.connect(lambda: show_what_follows(form, services))
    show()
    name = f"benefits:{found.id}" if found else f"benefits:new:{bill}" if bill else f"benefits:new:case:{case}"
    editor = row_editor(session, form, command, back, name)
    for words in _about(found, services):
        editor.put_above(Text(words, "muted"))
    editor.setFocusProxy(form.fields["statement_on"])
    held.reread(editor, lambda row: benefit_statement(session.clinic.read, row.id), show)
    gone = say("Remove statement")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireStatement(row.id, row.version), back)
    show_what_follows(form, services)
    return editor


def _about(found: BenefitStatement | None, services: Sequence[AnsweredService]) -> list[str]:
    words = []
    if found and found.bill_voided_on:
        words.append(
            say(
                "Bill {number} was voided on {day}. The statement stays: it is about the same visits.",
                number=found.bill_number,
                day=dates.shown(found.bill_voided_on),
            )
        )
    if not services:
        words.append(say("There is no visit that was given and that no superbill or statement is about yet."))
    elif len(services) > 1:
        words.append(
            say(
                "Type what stands on the paper; leave out lines that are not on it. Enter goes to the next amount,"
                " Ctrl+D takes the line above."
            )
        )
    else:
        words.append(say("Type what stands on the paper. Enter goes to the next amount."))
    return words


def _choices(policies: Sequence[PolicyRow], found: BenefitStatement | None) -> list[tuple[str, str]]:
    """The policies of the case, and the one that answered where it was taken off since."""
    listed = [(str(one.id), one.payer_name) for one in policies]
    left = [(str(found.policy), found.payer_name)] if found else []
    return [*dict([*left, *listed]).items()] or [("", say("Add a policy first"))]


def _begun(services: Sequence[AnsweredService], policies: Sequence[PolicyRow], policy: int) -> dict[str, str]:
    """What was billed stands there; the policy is the bill's, else the one that pays first."""
    known = [one.id for one in policies]
    chosen = policy if policy in known else known[0] if known else ""
    billed = {cell(at, "billed"): money.typed(one.fee_cents) for at, one in enumerate(services)}
    return draft_text(StatementDraft, StatementDraft()) | {"policy": str(chosen)} | billed


def _kept(row: BenefitStatement, services: Sequence[AnsweredService]) -> dict[str, str]:
    own = {(one.visit, one.service): one for one in row.lines}
    values = draft_text(StatementDraft, row)
    for at, service in enumerate(services):
        line = own.get((service.visit, service.service))
        if line is None:
            values |= {cell(at, "billed"): money.typed(service.fee_cents)}
            continue
        cents = {one: getattr(line, f"{one}_cents") for one in (*CLIENT_PARTS, "not_paid", "paid")}
        values |= {cell(at, one): money.typed(amount) if amount else "" for one, amount in cents.items()}
        values |= {
            cell(at, "billed"): money.typed(line.billed_cents),
            cell(at, "allowed"): "" if line.allowed_cents is None else money.typed(line.allowed_cents),
            cell(at, "reasons"): " ".join(line.reasons),
        }
    return values
