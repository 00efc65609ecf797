"""The editor of an authorization."""

from collections.abc import Sequence

from clinic_desktop.authorizations import commands, queries
from clinic_desktop.authorizations.model import Authorization, AuthorizationDraft
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.authorizations.forms import authorization_form, show_what_counts
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.policies.columns import policy_line
from ui.session import Session


def authorization_editor(
    session: Session, case: int, policies: Sequence[PolicyRow], found: Authorization | None, back: Back
) -> Editor:
    """An authorization of this case, or a new one; `policies` are those of the case, the primary one on top."""
    form, held = authorization_form(session, _choices(policies, found)), Held(found)

    def show() -> None:
        row = held.row
        typed = draft_text(AuthorizationDraft, row or AuthorizationDraft(policy=_usual(policies)))
        if row:
            typed |= {"codes": ", ".join(row.codes), "used_before": str(row.used_before or "")}
        form.fill(typed)
        show_what_counts(session, form)

    def command() -> Command:
        draft, row = read_draft(AuthorizationDraft, form), held.row
        if row:
            return commands.ChangeAuthorization(row.id, row.version, draft)
        return commands.AddAuthorization(case, draft)

    show()
    name = f"authorization:{found.id}" if found else f"authorization:new:{case}"
    editor = row_editor(session, form, command, back, name)
    held.reread(editor, lambda row: queries.authorization(session.clinic.read, row.id), show)
    show_what_counts(session, form)
    gone = say("Remove authorization")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireAuthorization(row.id, row.version), back)
    return editor


def _choices(policies: Sequence[PolicyRow], found: Authorization | None) -> list[tuple[str, str]]:
    """The policies of the case, and the one that stands there though it was taken away since."""
    known = [(str(one.id), policy_line(one)) for one in policies]
    if found and found.policy is not None and found.policy not in {one.id for one in policies}:
        known.append((str(found.policy), say("{payer}, removed", payer=found.payer_name)))
    return known


def _usual(policies: Sequence[PolicyRow]) -> str:
    """The primary one."""
    return str(policies[0].id) if policies else ""
