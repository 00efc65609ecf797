"""What became of a superbill, on its page: when it went in, a line each statement, what it brought back in all."""

from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.benefit_statements.model import StatementRow
from clinic_desktop.benefit_statements.queries.brought_back import of_bill
from clinic_desktop.benefit_statements.queries.statements import statements_of_bill
from clinic_desktop.benefit_statements.rules.brought import brought_words
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.values import dates
from clinic_desktop.values.money import shown
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.layout import card
from ui.kit.text import Text
from ui.session import Session
from ui.submissions.card import standing_parts


def answers_of(session: Session, found: IssuedBill) -> QWidget:
    """That it went in, and the statements that answer it, each a link to it; a bill that was voided keeps them."""
    read = session.clinic.read

    def go(part: str) -> None:
        session.go("clients", f"{found.client}/of/{found.case}/{part}")

    statements = statements_of_bill(read, found.id)
    parts: list[QWidget] = standing_parts(read, found.id, go, is_client=found.kind == "superbill")
    parts.append(Text(say("Benefit statements"), "strong"))
    own = found.bill.policy.payer_name if found.bill.policy else ""
    for one in statements:
        # A button does not go on in a second line: a long name of another payer stands below it.
        parts.append(button(_words(one), partial(go, f"benefits/{one.id}"), "link"))
        if one.payer_name != own:
            parts.append(Text(one.payer_name, "muted"))
    if not statements:
        parts.append(Text(say("No statement about it is on record."), "muted"))
    words = brought_words(of_bill(read, found.id))
    if words and statements:
        parts.append(Text(words, "muted"))
    if found.voided_on and statements:
        parts.append(Text(say("They stay though the document is void: they are about the same visits."), "muted"))
    return card("", *parts, gap=1)


def _words(one: StatementRow) -> str:
    facts = {"day": dates.shown(one.statement_on), "paid": shown(one.paid_cents)}
    if one.allowed_cents is None:
        return say("{day}: paid {paid}", **facts)
    return say("{day}: allowed {allowed}, paid {paid}", allowed=shown(one.allowed_cents), **facts)
