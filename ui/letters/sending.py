"""How a letter left the clinic: the entries of the log of disclosures about it, and the form for the next one."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.appeals.loader.sending import sending_of
from clinic_desktop.appeals.model import STEP_LETTERS
from clinic_desktop.appeals.rules.sending import Sending
from clinic_desktop.appeals.rules.typed import late_words
from clinic_desktop.appeals.rules.words import level_words
from clinic_desktop.disclosures.model import PURPOSES, RECIPIENTS, WAYS, Disclosure, DisclosureDraft
from clinic_desktop.errors import Missing
from clinic_desktop.letters.commands.sendings import LogLetterSent
from clinic_desktop.letters.model import Letter
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.drafts import read_draft
from ui.kit.editor import Editor
from ui.kit.fields import CheckField, ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.layout import column, emptied, holder, row
from ui.kit.text import Text, isolated
from ui.session import Session

# To whom a letter usually goes, and for what.
_USUAL = {
    "payer": "payment",
    "prescriber": "treatment",
    "client": "own_request",
    "state": "own_request",
    "other": "own_request",
}

# Whoever speaks in it signs it: these are not the clinic.
_THEIRS = ("member", "prescriber")


class SendingLog(QWidget):
    """An entry is never taken back: one made by mistake is struck out in the log of disclosures."""

    def __init__(self, session: Session, found: Letter, to: tuple[str, int], left: Callable[[], object]) -> None:
        """`to` is whom the letter is written to, a key of RECIPIENTS, with the row of a payer or 0; `left` is called
        when the form is left by Esc."""
        super().__init__()
        self._session, self._found, self._to, self._left = session, found, to, left
        parties = [(key, say(words)) for key, words in RECIPIENTS.items()]
        self.form = Form(
            [
                (TextField("told_on", say("Sent on")), 1),
                (ChoiceField("how", say("How"), [(key, say(words)) for key, words in WAYS.items()]), 1),
            ],
            ChoiceField("party", say("To"), parties),
            TextField("name", say("Name")),
            TextField("reach", say("Fax number, email or address")),
            [
                (ChoiceField("purpose", say("What for"), [(key, say(words)) for key, words in PURPOSES.items()]), 1),
                (TextField("confirmation", say("Confirmation number")), 1),
            ],
            TextField("why", say("Why"), say("Needed where the client’s accounting has to say it.")),
            CheckField("sends_step", say("The step against the denial goes out with it")),
            TextField("late_why", say("Why it comes late all the same"), say("Only after its date: a good reason.")),
        )
        self.editor = Editor("", self.form, self._save, save_words=say("Mark as sent"))
        self._begin()
        self.editor.keep_drafts(session.clinic.drafts, f"letter-sent:{found.row.id}")
        self.editor.saved.connect(self._begin)
        self.form.edited.connect(self._look)
        self.editor.left.connect(self._on_left)
        self._entries = QVBoxLayout()
        self.more = button(say("Sent once more"), self._show_form, "link", "plus")
        parts = (self._entries, holder(row(self.more, None)), self.editor)
        self.setLayout(column(Text(say("Sent"), "strong"), *parts, gap=1))
        self.setFocusProxy(self.form.fields["told_on"])
        self.show_entries(found)

    def show_entries(self, found: Letter) -> None:
        """Show what was logged, and no form for a letter that is void."""
        self._found = found
        emptied(self._entries)
        for one in found.sendings:
            self._entries.addWidget(_entry(one))
        if not found.sendings:
            none = say("Not logged yet. Log it when it leaves, whoever sends it.")
            if self._to[0] == "client":
                none = say("Not logged yet. What the client gets needs no entry; it may have one.")
            self._entries.addWidget(Text(none, "muted"))
        is_live = found.row.voided_on is None
        self.editor.setVisible(is_live and not found.sendings)
        # The one that is asked for anyway is left as the page is.
        self.editor.cancel_button.setVisible(bool(found.sendings))
        self.more.setVisible(is_live and bool(found.sendings))
        self._look()

    def put_away(self) -> None:
        """Hide the form until the entries are shown again; what is typed in it is kept."""
        if self.form.keep_draft():
            self.editor.hide()
        self.more.hide()

    def _on_left(self) -> None:
        if self._found.sendings:
            self.show_entries(self._found)
            self.more.setFocus()
        else:
            self._left()

    def _show_form(self) -> None:
        self.more.hide()
        self.editor.show()
        self.form.fields["told_on"].box.setFocus()

    def _begin(self) -> None:
        """By fax to whom it is written to, for what such letters are for."""
        party, _ = self._to
        paper = self._found.paper
        by_fax = [line.rpartition(" fax: ")[2] for line in (paper.to if paper else ()) if " fax: " in line]
        how, name = "fax" if by_fax else "mail", self._found.row.to_whom
        reach = by_fax[0] if by_fax else ", ".join(paper.to[1:] if paper else ())
        if paper and paper.voice in _THEIRS and paper.signer:
            # It goes to whoever signs it, and not yet where it is addressed to.
            how, name, reach = "in_person" if party == "client" else "mail", paper.signer[0], ""
        self.form.fill(dict.fromkeys(self.form.fields, "") | {"how": "fax", "party": party})
        self.form.begin_with(
            {
                "told_on": dates.printed(self._session.clinic.clock.today()),
                "how": how,
                "party": party,
                "name": name,
                "reach": reach,
                "purpose": _USUAL[party],
                "sends_step": "1",
            }
        )
        self._look()

    def _step(self) -> Sending | None:
        """The step against a denial that may go out with it, by what is typed; None without one."""
        found, values, clinic = self._found, self.form.values(), self._session.clinic
        levels = STEP_LETTERS.get(found.row.kind)
        if not levels or not found.draft.denial or values["party"] != "payer":
            return None
        today = clinic.clock.today()
        with suppress(Missing):
            meant = sending_of(clinic.read, found.draft.denial, today, today, levels=levels)
            return meant if meant.is_step else None
        return None

    def _look(self) -> None:
        """Offer the step where there is one, and ask why it comes late where it does."""
        values, step = self.form.values(), self._step()
        sends, late = self.form.fields["sends_step"], self.form.fields["late_why"]
        sends.fold(step is None)
        is_late = False
        if step:
            name = level_words(step.level, is_expedited=bool(step.step and step.step.is_expedited))
            sends.show_hint(
                say("{level}: then its answer is waited for, and the day for that stands on Today.", level=name)
            )
            with suppress(Unreadable):
                day = dates.parse_date(values["told_on"], self._session.clinic.clock.today())
                is_late = bool(values["sends_step"]) and step.due_on is not None and day > step.due_on
        late.fold(not is_late and not (step and values["late_why"]))
        late.show_notice(late_words(step.due_on) if is_late and step and step.due_on else "")

    def _save(self) -> object:
        draft = read_draft(DisclosureDraft, self.form)
        payer = self._to[1]
        if draft.party == "payer" and payer:
            draft = replace(draft, party=f"payer/{payer}")
        values = self.form.values()
        sends_step = bool(values["sends_step"]) and self._step() is not None
        return self._session.run(
            LogLetterSent(self._found.row.id, draft, sends_step, values["late_why"] if sends_step else "")
        )


def _entry(one: Disclosure) -> QWidget:
    facts = {"how": say(WAYS[one.how]), "day": dates.shown(one.told_on)}
    first = Text(say("{how}, {day}", **facts))
    whom = Text(say("To {whom}, by {who}", whom=isolated(one.name), who=isolated(one.teller)), "muted")
    return holder(column(first, whom, gap=0))
