"""The editors of a step against a denial: it is begun, it goes out, it is answered; and a contact about the denial."""

from collections.abc import Mapping, Sequence
from functools import partial

from clinic_desktop.appeals.commands.denials import LogDenialContact
from clinic_desktop.appeals.commands.steps import AnswerAppeal, OpenAppeal, SendAppeal
from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.loader.sending import notes_of
from clinic_desktop.appeals.loader.standing import standing_of
from clinic_desktop.appeals.model import (
    LEVELS,
    OUTCOMES,
    SENT_HOW,
    AnswerDraft,
    Appeal,
    AppealDraft,
    Denial,
    Level,
    SentDraft,
)
from clinic_desktop.appeals.rules.clocks import Deadline, deadline
from clinic_desktop.appeals.rules.typed import late_words
from clinic_desktop.appeals.rules.words import arrival_words, counted_words, day_words
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates, money
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.appeals.editor import DenialWays
from ui.appeals.kept import ask_whose_doing
from ui.contacts.forms import Party, contact_form, known_of, show_what_counts
from ui.coverage.rows import breakable
from ui.editing import row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.prefill import Prefill
from ui.kit.text import Text
from ui.session import Session


def opening_editor(session: Session, found: Denial, ways: DenialWays) -> Editor:
    """Begins the next step against a denial; after its day it asks for the reason, at the field."""
    clinic = session.clinic
    today = clinic.clock.today()
    standing = standing_of(clinic.read, found.id, today)
    allowed = standing.levels(books())
    form = Form(
        [
            (ChoiceField("level", say("Level"), [(one, say(LEVELS[one])) for one in allowed or LEVELS]), 1),
            (
                TextField(
                    "deadline_on", say("Appeal by"), say("Where the last letter names a day. Empty: as reckoned.")
                ),
                1,
            ),
        ],
        CheckField(
            "is_expedited",
            say("Expedited: waiting would harm the client"),
            say("Best where a doctor confirms it. The plan answers within 72 hours."),
        ),
        TextField("late_why", say("Why it comes late all the same"), say("Only after its date: a good reason.")),
    )
    told, notes = Text("", "strong"), Text("", "muted")
    form.fields["is_expedited"].fold(found.about != "ahead")

    def level() -> Level:
        return next((one for one in LEVELS if one == form.values()["level"]), "internal")

    def due() -> Deadline | None:
        values = form.values()
        try:
            named = dates.parse_date(values["deadline_on"], today) if values["deadline_on"].strip() else None
        except Unreadable:
            named = None
        return deadline(standing.clock(level(), named), books().clocks)

    def look() -> None:
        day = due()
        is_late = day is not None and day.due_on < today
        form.fields["late_why"].fold(not is_late and not form.values()["late_why"])
        form.fields["late_why"].show_notice(late_words(day.due_on) if day and is_late else "")
        known = list(notes_of(clinic.read, found.id, level(), today))
        if day and not is_late:
            known.insert(0, arrival_words(day.due_on, today))
        if day and day.check_letter:
            known.insert(0, say("Check the letter: this is the earliest day that may be meant."))
        notes.setText(breakable(" ".join(known)))
        notes.setVisible(bool(notes.text()))
        told.setText(counted_words(day) if day else say("No day is known. The letter should say by when."))

    def command() -> Command:
        return OpenAppeal(found.id, read_draft(AppealDraft, form))

    form.fill({"level": allowed[0] if allowed else "internal"})
    editor = row_editor(session, form, command, lambda _: ways.go(f"denial/{found.id}"), f"appeal:new:{found.id}")
    editor.save_button.setText(say("Begin"))
    editor.save_button.setAccessibleName(say("Begin"))
    editor.put_above(told)
    editor.put_above(notes)
    form.edited.connect(look)
    look()
    return editor


def sent_editor(session: Session, found: Appeal, ways: DenialWays) -> Editor:
    """Notes how a step went out, or puts that right."""
    today = session.clinic.clock.today()
    form = Form(
        [
            (TextField("sent_on", say("Sent on")), 1),
            (ChoiceField("sent_how", say("How"), [(key, say(words)) for key, words in SENT_HOW.items()]), 1),
            (
                TextField(
                    "confirmation", say("Confirmation number"), say("Number of the fax, the receipt or the portal.")
                ),
                2,
            ),
            (TextField("arrived_on", say("Arrived on"), say("Where it is known: the plan counts from it.")), 1),
        ],
        TextField("late_why", say("Why it comes late all the same"), say("Only after its date: a good reason.")),
    )

    def command() -> Command:
        kept = {"letter": _text(found.letter), "packet": _text(found.packet)}
        return SendAppeal(found.id, found.version, read_draft(SentDraft, form, **kept))

    def look() -> None:
        is_late = False
        values = form.values()
        try:
            there = values["arrived_on"].strip() or values["sent_on"].strip()
            is_late = bool(there and found.due_on and dates.parse_date(there, today) > found.due_on)
        except Unreadable:
            # Said at the field when it is saved.
            is_late = False
        form.fields["late_why"].fold(not is_late and not values["late_why"])
        form.fields["late_why"].show_notice(late_words(found.due_on) if is_late and found.due_on else "")

    form.fill(draft_text(SentDraft, found))
    editor = row_editor(session, form, command, lambda _: ways.go(f"denial/{found.denial}"), f"appeal:sent:{found.id}")
    ask_whose_doing(session, found, editor)
    if found.sent_on is None:
        form.begin_with({"sent_on": dates.printed(today), "sent_how": "certified"})
    if found.due_on:
        editor.put_above(Text(say("By {day}", day=day_words(found.due_on)), "strong"))
        editor.put_above(Text(arrival_words(found.due_on, today), "muted"))
    form.edited.connect(look)
    look()
    return editor


def answer_editor(session: Session, found: Appeal, asked_cents: int, ways: DenialWays) -> Editor:
    """Notes what came of a step."""
    outcomes = [("", say("Choose")), *((key, say(words)) for key, words in OUTCOMES.items())]
    form = Form(
        [
            (TextField("answered_on", say("Date of the answer")), 1),
            (ChoiceField("outcome", say("What came of it"), outcomes), 3),
        ],
        [
            (TextField("won", say("What it brought"), example=money.typed(asked_cents) if asked_cents else ""), 1),
            (TextField("next_deadline_on", say("Next step by"), say("The last day for it that the answer names.")), 1),
            (None, 2),
        ],
        NoteField("note", say("Note"), lines=3),
    )

    def command() -> Command:
        return AnswerAppeal(found.id, found.version, read_draft(AnswerDraft, form))

    def look() -> None:
        outcome = form.values()["outcome"]
        form.fields["answered_on"].fold(outcome == "unanswered")
        form.fields["won"].fold(outcome not in ("won", "partly"))
        form.fields["next_deadline_on"].fold(outcome not in ("lost", "partly") or found.level == "external")
        form.fields["won"].show_notice(_left_unpaid(form.values(), asked_cents))

    form.fill({})
    editor = row_editor(session, form, command, lambda _: ways.go(f"denial/{found.denial}"), f"appeal:end:{found.id}")
    form.edited.connect(look)
    look()
    return editor


def _left_unpaid(typed: Mapping[str, str], asked_cents: int) -> str:
    """What to think of where a win brings less than was asked for; "" for nothing."""
    try:
        won = money.parse_cents(typed["won"]) if typed["won"].strip() else asked_cents
    except Unreadable:
        # Said at the field when it is saved.
        return ""
    if typed["outcome"] != "won" or won >= asked_cents:
        return ""
    return say(
        "{amount} stays unpaid. Where the plan still owes some of it, choose “Won in part”: then the next step stays"
        " open. Where it is the client’s share, it is won.",
        amount=money.shown(asked_cents - won),
    )


def denial_contact_editor(session: Session, found: Denial, parties: Sequence[Party], ways: DenialWays) -> Editor:
    """Logs a contact about a denial: it stands in the log of the case too."""
    form = contact_form(parties)
    Prefill(form, ("party", "kind"), partial(known_of, parties))

    def command() -> Command:
        return LogDenialContact(found.id, read_draft(ContactDraft, form))

    today = dates.printed(session.clinic.clock.today())
    form.fill(draft_text(ContactDraft, ContactDraft(contacted_on=today)))
    show_what_counts(form)
    editor = row_editor(
        session, form, command, lambda _: ways.go(f"denial/{found.id}"), f"denial-contact:new:{found.id}"
    )
    show_what_counts(form)
    own = [one for one in parties if one.key.startswith(f"payer/{found.payer}")]
    # Whoever decides about it, where that department is on record.
    own.sort(key=lambda one: not one.name.startswith(say("Appeals")))
    form.begin_with({"party": own[0].key if own else ""})
    return editor


def _text(row: int | None) -> str:
    return str(row) if row else ""
