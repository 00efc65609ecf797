"""The editor of a denial: what follows in short and the steps, below them what its notice says, beside it the reasons;
and what closes it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from clinic_desktop.appeals.commands.denials import AddDenial, ChangeDenial, CloseDenial, ReopenDenial, RetireDenial
from clinic_desktop.appeals.model import CLOSED_HOW, Denial, DenialDraft
from clinic_desktop.appeals.queries.choices import draft_from
from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.errors import Missing
from clinic_desktop.store.command import Command
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.appeals.conclusion import ConclusionPanel
from ui.appeals.form import DenialChoices, DenialForm
from ui.appeals.live import LiveConclusion
from ui.appeals.steps import DenialContacts, StepsCard
from ui.editing import Back, Held, add_gone_button, row_editor, show_left_over
from ui.kit.buttons import button
from ui.kit.drafts import draft_text
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.layout import tab_through
from ui.session import Session

# What a new denial may come from.
_SOURCES = ("statement", "authorization", "attachment")


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
    source = next((f":{one}:{row}" for one in _SOURCES if (row := getattr(begun, one))), "")
    name = f"denial:{found.id}" if found else f"denial:new:{case}{source}"
    saved: Back = ways.back if found else lambda row: ways.go(f"denial/{row}") if row else ways.back(0)
    editor = row_editor(session, form, command, saved, name)
    editor.setFocusProxy(form.fields["noticed_on"])
    if found is None:
        form.begin_with(form.as_values(begun))
        _say_before(session, editor, choices, (case, name), ways)
    begun_from = source.replace(":", "/", 1)
    home = f"{case_of(session.clinic.read, case).client}/of/{case}/denial/{found.id if found else f'new{begun_from}'}"
    panel = ConclusionPanel(session, ways.go, home)
    numbers = {one.id: one.superbill for one in choices.bills}
    live = LiveConclusion(session, found or case, form, panel, lambda bill: numbers.get(bill, 0))
    editor.put_above(panel.headline)
    editor.put_beside(panel, *([DenialContacts(session, found, ways.go)] if found else []))
    if found:
        card = StepsCard(session, found, ways.go)
        editor.put_above(card)
        editor.setFocusProxy(card.first or form.fields["policy"])
        card.renewed.connect(lambda: live.follow(card.denial))
        # As where “Enter denial” is undone: of what is not there no page is left.
        card.gone.connect(lambda: ways.back(0))
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
        # What takes it away stands last.
        _add_closing(session, editor, found, ways)
    form.show_what_counts()
    live.look()
    return editor


def _add_closing(session: Session, editor: Editor, found: Denial, ways: DenialWays) -> None:
    """What closes the denial or opens it again."""
    if found.is_open:
        editor.add_button_before_last(button(say("Close denial…"), lambda: ways.go(f"denial/{found.id}/closed_how")))
    else:

        def reopen() -> None:
            if editor.attempt(lambda: session.run(ReopenDenial(found.id, found.version))):
                ways.go(f"denial/{found.id}")

        editor.add_button_before_last(button(say("Open it again"), reopen))


def closing_editor(session: Session, found: Denial, ways: DenialWays) -> Editor:
    """Asks how a denial ended."""
    hows = [("", say("Choose")), *((key, say(words)) for key, words in CLOSED_HOW.items())]
    why = say("Where it is given up: it stays in the record, and in the report.")
    form = Form(
        [(ChoiceField("closed_how", say("How it ended"), hows), 1), (TextField("closed_why", say("Why"), why), 2)]
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


def _say_before(
    session: Session, editor: Editor, choices: DenialChoices, own: tuple[int, str], ways: DenialWays
) -> None:
    """Above a new one: that a policy comes first, and what was begun elsewhere; `own` has its case, and the name of its
    draft."""
    case, name = own
    if not choices.policies:
        why = say("A denial is of a plan, and the client has no policy yet.")
        editor.keep_saying(why, (say("Add the policy"), lambda: ways.go("policy/new")))

    def place(source: str) -> Callable[[], object] | None:
        """Where it was begun: the date of the notice and the file are there, and not in what was typed."""
        if not source:
            return None
        try:
            draft_from(session.clinic.read, case, source, session.clinic.clock.today())
        except Missing:
            # What it was begun from was taken away since: what was typed is not lost with it.
            return None
        return partial(ways.go, f"of/{case}/denial/new/{source}")

    # What was begun from a file or a statement is kept there, and not lost here.
    show_left_over(session, editor, f"denial:new:{case}", name, _left_over, place)


def _left_over(source: str) -> str:
    if source:
        return say("Another denial was begun from a paper or a statement and not saved. What was typed is kept here.")
    return say("Another denial was begun and not saved. What was typed is kept here.")


def _first(choices: DenialChoices) -> str:
    return choices.policies[0][0] if choices.policies else ""
