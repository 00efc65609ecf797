"""The editor that logs a disclosure, what is shown of one on record, and the form that strikes one out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.disclosures.commands import LogDisclosure, StrikeDisclosure
from clinic_desktop.disclosures.model import Disclosure, DisclosureDraft
from clinic_desktop.disclosures.rules.typed import read_party
from clinic_desktop.disclosures.rules.words import standing_words, way_words, what_words, whom_words, why_words
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.restrictions.rules import log_words
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import say
from ui.disclosures.forms import Recipient, accounting_words, disclosure_form, known_of
from ui.editing import Back, row_editor
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import holder
from ui.kit.prefill import Prefill
from ui.kit.text import Text
from ui.session import Session


def disclosure_editor(session: Session, whose: tuple[int, int], recipients: Sequence[Recipient], back: Back) -> Editor:
    """Logs what was told of a client; `whose` are the client and the case in question, 0 for none."""
    client, case = whose
    form = disclosure_form(recipients)
    Prefill(form, ("party", "how"), partial(known_of, recipients))

    def command() -> Command:
        return LogDisclosure(replace(read_draft(DisclosureDraft, form), client=client, case=case or None))

    form.fill(draft_text(DisclosureDraft, DisclosureDraft()))
    editor = row_editor(session, form, command, back, f"disclosure:new:{client}")
    form.begin_with({"told_on": dates.printed(session.clinic.clock.today())})
    told = Text(accounting_words(form), "muted")
    asked = restrictions_of(session.clinic.read, client)

    def look() -> None:
        told.setText(accounting_words(form))
        party, payer = read_party(form.values()["party"])
        form.fields["party"].show_notice(log_words(asked, payer) if party == "payer" else "")

    form.edited.connect(look)
    look()
    editor.put_above(told)
    return editor


def disclosure_view(found: Disclosure, back: Back, strike: Callable[[], object]) -> Editor:
    """A disclosure as it was logged, to read: nothing of it is ever changed."""
    editor = Editor("", Form(), lambda: None)
    editor.put_above(_told(found))
    editor.only_to_read()
    # The way back stands above it.
    editor.cancel_button.hide()
    editor.left.connect(lambda: back(0))
    if found.struck_on is None:
        editor.add_button(button(say("Strike out…"), strike))
    else:
        foot = editor.cancel_button.parentWidget()
        assert foot
        foot.hide()
    return editor


def strike_disclosure_editor(session: Session, found: Disclosure, back: Back) -> Editor:
    """Asks why a disclosure is struck out."""
    why = TextField(
        "why",
        say("Why is it struck out?"),
        say("The entry stays in the log as struck out, with this reason. This cannot be undone."),
    )
    form = Form(why)

    def save() -> None:
        session.run(StrikeDisclosure(found.id, found.version, form.values()["why"]))

    editor = Editor("", form, save, save_words=say("Strike out"))
    # Not the look of what one is here to do: it cannot be taken back.
    editor.save_button.setProperty("main", "false")
    editor.put_above(_told(found))
    editor.keep_drafts(session.clinic.drafts, f"strike-disclosure:{found.id}")
    editor.saved.connect(lambda: back(found.id))
    editor.left.connect(lambda: back(0))
    editor.setFocusProxy(why)
    return editor


def _told(found: Disclosure) -> QWidget:
    told = facts(_pairs(found))
    told.setContentsMargins(0, 0, 0, 0)
    return holder(told)


def _pairs(found: Disclosure) -> tuple[tuple[str, str], ...]:
    """All that is kept of a disclosure; what is empty is not shown."""
    struck = ""
    if found.struck_on:
        facts_of = {"why": found.struck_why, "who": found.struck_by, "day": dates.shown(found.struck_on)}
        struck = say("{why} ({who}, {day})", **facts_of)
    return (
        (say("Struck out"), struck),
        (say("Day"), dates.shown(found.told_on)),
        (say("To whom"), whom_words(found)),
        (say("How"), way_words(found)),
        (say("What"), what_words(found)),
        (say("Which parts"), found.parts),
        (say("What for"), why_words(found)),
        (say("State"), "" if found.struck_on else standing_words(found)),
        (say("Logged"), say("{when}, by {who}", when=shown_moment(found.logged_at), who=found.teller)),
        (say("SHA-256 of what left"), found.digest),
    )
