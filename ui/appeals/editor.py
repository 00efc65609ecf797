"""The editor of a denial: what its notice says, beside it what follows, below it the steps; and what closes it."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_desktop.appeals.commands.denials import AddDenial, ChangeDenial, CloseDenial, ReopenDenial, RetireDenial
from clinic_desktop.appeals.model import CLOSED_HOW, Denial, DenialDraft
from clinic_desktop.appeals.queries.denials import appeals_of, denial
from clinic_desktop.appeals.rules.triage import letters_at
from clinic_desktop.store.command import Command
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.appeals.conclusion import ConclusionPanel
from ui.appeals.form import DenialChoices, DenialForm
from ui.appeals.live import LiveConclusion
from ui.appeals.steps import DenialContacts, StepsCard
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.buttons import button
from ui.kit.drafts import draft_text
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.layout import tab_through
from ui.session import Session


@dataclass(frozen=True, slots=True)
class DenialWays:
    """The way back, and what opens another part of the chart."""

    back: Back
    go: Callable[[str], object]


def denial_editor(
    session: Session, case: int, choices: DenialChoices, found: Denial | None, begun: DenialDraft, ways: DenialWays
) -> Editor:
    """A denial of this case, or a new one that begins with `begun`: what the benefit statement, the authorization or
    the scan says that it comes from."""
    form, held = DenialForm(choices, kept_draft(found) if found else begun), Held(found)

    def command() -> Command:
        row = held.row
        return ChangeDenial(row.id, row.version, form.draft()) if row else AddDenial(case, form.draft())

    form.show_saved(kept_draft(found) if found else DenialDraft(policy=_first(choices)))
    source = begun.statement or begun.authorization or begun.attachment
    name = f"denial:{found.id}" if found else f"denial:new:{case}:{source}" if source else f"denial:new:{case}"
    saved: Back = ways.back if found else lambda row: ways.go(f"denial/{row}") if row else ways.back(0)
    editor = row_editor(session, form, command, saved, name)
    editor.setFocusProxy(form.fields["noticed_on"])
    if found is None:
        form.begin_with(form.as_values(begun))
    panel = ConclusionPanel(session, ways.go)
    numbers = {one.id: one.superbill for one in choices.bills}
    live = LiveConclusion(session, found or case, form, panel, lambda bill: numbers.get(bill, 0))
    editor.put_beside(panel, *([DenialContacts(session, found, ways.go)] if found else []))
    if found:
        card = StepsCard(session, found, ways.go)
        editor.put_above(card)
        editor.setFocusProxy(card.first or form.fields["policy"])
        _add_ways(session, editor, live, card, ways)
    # What came just now is in the order of Tab where it stands on the screen.
    panel.renewed.connect(lambda: tab_through(editor))

    def show() -> None:
        if held.row:
            form.show_saved(kept_draft(held.row))
            live.look()

    held.reread(editor, lambda row: denial(session.clinic.read, row.id), show)
    if found:
        gone = say("Remove denial")
        add_gone_button(session, editor, held, gone, lambda row: RetireDenial(row.id, row.version), ways.back)
    form.show_what_counts()
    live.look()
    return editor


def _add_ways(session: Session, editor: Editor, live: LiveConclusion, card: StepsCard, ways: DenialWays) -> None:
    """Letter and packet for the step that is next, and what closes the denial or opens it again."""
    found = card.denial
    steps = appeals_of(session.clinic.read, found.id)
    step = next((one for one in steps if not one.outcome), None)
    level = step.level if step else found.next_level or "internal"

    def write() -> None:
        assert live.found
        is_insured = "insured" in live.found.regimes.regimes
        kinds = letters_at(
            live.found.triage, level, is_expedited=bool(step and step.is_expedited), is_insured=is_insured
        )
        ways.go(f"letter/new/{kinds[0] if kinds else 'payer_reply'}/{found.id}")

    # What is put right and sent again is no appeal: its criteria are not asked.
    purpose = "reimbursement" if found.action == "correct" else "appeal"
    packet = f"packet/new/{purpose}/denial:{found.id}"
    card.offer(
        button(say("Write the letter"), write, picture="plus"),
        button(say("Build the packet"), lambda: ways.go(packet)),
    )
    if found.is_open:
        editor.add_button(button(say("Close denial…"), lambda: ways.go(f"denial/{found.id}/closed_how")))
    else:

        def reopen() -> None:
            if editor.attempt(lambda: session.run(ReopenDenial(found.id, found.version))):
                ways.go(f"denial/{found.id}")

        editor.add_button(button(say("Open it again"), reopen))


def closing_editor(session: Session, found: Denial, ways: DenialWays) -> Editor:
    """Asks how a denial ended."""
    hows = [("", say("Choose")), *((key, say(words)) for key, words in CLOSED_HOW.items())]
    form = Form(
        ChoiceField("closed_how", say("How it ended"), hows),
        TextField("closed_why", say("Why"), say("Where it is given up: it stays in the record, and in the report.")),
    )

    def command() -> Command:
        values = form.values()
        return CloseDenial(found.id, found.version, values["closed_how"], values["closed_why"])

    editor = row_editor(session, form, command, ways.back, f"denial-end:{found.id}")
    editor.save_button.setText(say("Close denial"))
    editor.save_button.setAccessibleName(say("Close denial"))
    return editor


def kept_draft(found: Denial) -> DenialDraft:
    """A denial on record as its form shows it."""
    plain = draft_text(DenialDraft, found)
    plain |= {"amount": money.typed(found.amount_cents) if found.amount_cents else ""}
    del plain["visits"], plain["reasons"]
    return DenialDraft(**plain, visits=tuple(map(str, found.visits)), reasons=found.reasons)


def _first(choices: DenialChoices) -> str:
    return choices.policies[0][0] if choices.policies else ""
