"""Follows what is typed about a denial and shows what follows from it, at every letter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from clinic_desktop.appeals.loader.books import books, troubles
from clinic_desktop.appeals.loader.sending import answer_of
from clinic_desktop.appeals.model import Denial, DenialDraft, Whose
from clinic_desktop.appeals.queries.denials import appeals_of
from clinic_desktop.appeals.queries.facts import Linked, appeal_facts, known_days
from clinic_desktop.appeals.queries.gathered import GatheredFor, gathered, last_day
from clinic_desktop.appeals.rules.clocks import deadline
from clinic_desktop.appeals.rules.reckoning import Notice, Reckoned, clock_for, level_left, reckoned
from clinic_desktop.appeals.rules.stepping import after_words, step_notes
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from ui.appeals.concluded import Concluded
from ui.appeals.conclusion import ConclusionPanel
from ui.appeals.form import DenialForm
from ui.session import Session

_WHOSE: dict[str, Whose] = {"member": "member", "clinic": "clinic", "representative": "representative"}


class LiveConclusion(QObject):
    """Shows in the panel what follows from the form. `found` is what was reckoned last."""

    def __init__(
        self, session: Session, of: Denial | int, form: DenialForm, panel: ConclusionPanel, number: Callable[[int], int]
    ) -> None:
        """`of` is the denial on record, or the case of a new one; `number` gives the number of a bill that the client
        sent in, 0 for any other bill."""
        super().__init__(form)
        self._session, self._form, self._panel, self._number = session, form, panel, number
        self._denial = None if isinstance(of, int) else of
        self._case = of if isinstance(of, int) else int(of.case)
        self.found: Reckoned | None = None
        form.edited.connect(self.look)

    def follow(self, denial: Denial) -> None:
        """Show what follows from the denial as it is on record now, with its steps."""
        self._denial = denial
        self.look()

    def look(self) -> None:
        """Reckon with what stands there now; what cannot be read yet counts as not typed."""
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        draft = self._form.draft()
        linked = Linked(
            policy=_row(draft.policy),
            bill=_row(draft.bill) if draft.about == "visits" else 0,
            statement=_row(draft.statement),
            authorization=_row(draft.authorization),
            about=draft.about,
        )
        facts = appeal_facts(read, self._case, linked, today)
        received = _day(draft.received_on, today)
        notice = _notice(draft, known_days(read, linked, received), today)
        known = books()
        self.found = found = reckoned(notice, facts, known)
        steps = appeals_of(read, self._denial.id) if self._denial else ()
        open_step = next((one for one in steps if not one.outcome), None)
        if steps:
            # What counts now is the step that is open, or comes next.
            level = open_step.level if open_step else level_left(notice, steps, facts, known)
            before = tuple(one for one in steps if one is not open_step)
            due = deadline(clock_for(level, notice, before, facts), known.clocks) if level else None
            if due and open_step and open_step.due_on:
                # As it was when the step was begun: that letter may have named another day.
                due = replace(due, due_on=open_step.due_on)
            found = replace(found, level=level or found.level, deadline=due)
        visits = tuple(map(int, draft.visits)) if draft.about == "visits" else ()
        wanted = GatheredFor(
            case=self._case,
            visits=visits,
            day=last_day(read, visits, today),
            # A benefit statement on record is its own notice.
            has_notice=bool(draft.attachment or draft.statement),
            has_form=bool(draft.form or draft.form_signed_on.strip() or facts.has_form),
            notice=_notice_part(draft),
        )
        whose = notice.whose or found.whose.whose
        keys = (*found.triage.gather, *(("form",) if whose == "representative" else ()))
        number = self._number(linked.bill)
        self._panel.show_conclusion(
            Concluded(
                reckoned=found,
                whose=notice.whose,
                gathered=gathered(read, keys, wanted),
                bill=linked.bill,
                bill_number=number,
                troubles=troubles(),
                denial=self._denial,
                steps=steps,
                answer=answer_of(read, open_step, today) if open_step else None,
                notes=step_notes(found.triage, found.level, found.regimes.regimes, facts.state, known.clocks),
                after=after_words(steps, found.regimes.regimes, facts.state, known.clocks),
            )
        )
        self._form.ask_for_contract(found.regimes.regimes == ("contract",))


def _notice(draft: DenialDraft, known_on: tuple[date, ...], today: date) -> Notice:
    typed = draft.contract_days.strip()
    return Notice(
        codes=draft.codes,
        reasons=draft.reasons,
        whose=_WHOSE.get(draft.whose),
        regime=draft.regime,
        contract_days=int(typed) if typed.isascii() and typed.isdecimal() and 0 < len(typed) <= 4 else None,  # noqa: PLR2004 - as many digits as a limit has
        noticed_on=_day(draft.noticed_on, today),
        known_on=known_on,
        deadline_on=_day(draft.deadline_on, today),
    )


def _notice_part(draft: DenialDraft) -> str:
    if draft.attachment:
        return f"attachment/{draft.attachment}"
    return f"benefits/{draft.statement}" if draft.statement else ""


def _day(typed: str, today: date) -> date | None:
    try:
        return dates.parse_date(typed, today) if typed.strip() else None
    except Unreadable:
        # On the way there it is nobody's mistake; it is said at the field when it is saved.
        return None


def _row(typed: str) -> int:
    return int(typed) if typed else 0
