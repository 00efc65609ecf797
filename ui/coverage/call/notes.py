"""What is noted for the call that goes on, against what the case keeps: an answer that was undone was not said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clinic_desktop.coverage.loader.typed import spelled_answer
from clinic_desktop.coverage.loader.vocabulary import ALIASES
from clinic_desktop.coverage.model.call_sheet import Blank
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.kept import BenefitCall, BenefitCallDraft
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.coverage.rules.asking import CHART_ONLY
from clinic_desktop.coverage.rules.origins import call_words
from clinic_desktop.coverage.rules.running import is_on_sheet, with_open, without_open
from ui.coverage.answers import TypedAnswer
from ui.coverage.call.blank import BlankField
from ui.coverage.call.keeper import CallKeeper
from ui.coverage.sheet import AskedCase, typed_words, words_of
from ui.session import Session


class CallNotes:
    """Between the blanks of a sheet and the draft of the call."""

    def __init__(self, session: Session, keeper: CallKeeper) -> None:
        """Of no case before `read`."""
        self._session, self._keeper = session, keeper
        # Answers by key as they are kept; and those noted in this call that were kept at some time.
        self._kept: Mapping[str, str] = {}
        self._settled: set[str] = set()
        # What was told in earlier calls, with the words of the call it is from.
        self._told: dict[str, tuple[str, str]] = {}
        # Blanks that are said anew though the chart, or an earlier call, knows.
        self._anew: set[str] = set()

    @property
    def draft(self) -> BenefitCallDraft | None:
        """The call that goes on."""
        return self._keeper.running.draft if self._keeper.running else None

    def begin(self) -> None:
        """Another call, or none."""
        self._settled, self._anew = set(), set()

    def read(self, case: int, calls: Sequence[BenefitCall], fields: Mapping[str, BlankField]) -> None:
        """What is kept by now."""
        self._kept = {one.key: one.spelled for one in kept_answers(self._session.clinic.read, case)}
        self._told = {}
        for call in calls:
            for key, text in call.told.items():
                self._told.setdefault(key, (text, call_words(call.called_on, call.reference)))
        self.drop_undone(fields)

    def say_anew(self, key: str) -> None:
        """A blank is asked about though its answer is known."""
        self._anew.add(key)

    def leave(self, key: str) -> None:
        """Nothing was said there: what is known stands there again."""
        if not self.draft or key not in {*self.draft.answers, *self.draft.told}:
            self._anew.discard(key)

    def given(self, key: str) -> None:
        """Another answer is on its way: that it differs from what is kept is no undo."""
        self._settled.discard(key)

    def note(self, field: BlankField, text: str, *, now: bool = False) -> None:
        """Note what stands at a blank, as typed; nothing where no call goes on. What nobody knows is asked again."""
        ask_again = field.ask or field.label

        def change(draft: BenefitCallDraft) -> BenefitCallDraft:
            if field.is_told:
                return replace(draft, told=_with(draft.told, field.key, text))
            questions = draft.questions
            if text == UNKNOWN:
                questions = with_open(questions, ask_again)
            elif draft.answers.get(field.key) == UNKNOWN:
                questions = without_open(questions, ask_again)
            return replace(draft, answers=_with(draft.answers, field.key, text), questions=questions)

        self._keeper.note(change, now=now)

    def drop_undone(self, fields: Mapping[str, BlankField]) -> None:
        """What was noted and kept, and is not kept any more, was taken back: it was not said."""
        draft = self.draft
        for key, text in dict(draft.answers if draft else {}).items():
            field = fields.get(key)
            if field is None:
                continue
            if self._is_kept(key, text):
                self._settled.add(key)
            elif key in self._settled and not field.is_being_typed():
                self._settled.discard(key)
                self.note(field, "", now=True)

    def is_shown(self, blank: Blank, asked: AskedCase) -> bool:
        """Whether a blank makes sense for a case, or something is noted there."""
        key, draft = blank.key, self.draft
        if draft and (key in draft.answers or draft.told.get(key)):
            return True
        if key in CHART_ONLY and key not in asked.values:
            return False
        return is_on_sheet(blank, asked.facts)

    def fill(self, field: BlankField, asked: AskedCase) -> None:
        """Show what is known at a blank, and what was said in this call."""
        field.show_on(self.draft is not None)
        if field.is_told:
            self._fill_told(field)
            return
        key, draft = field.key, self.draft
        noted = draft.answers.get(key) if draft else None
        is_charted = asked.is_charted(key)
        if noted is None and is_charted and key not in self._anew:
            field.show_known(words_of(field.question, asked.values[key]), asked.origins.get(key, ""))
            field.show_origin("", is_said=False)
        else:
            field.show_known("")
            if not field.is_being_typed():
                self._fill_box(field, asked, noted)
            origin = asked.origins.get(key, "") if key in asked.values and not is_charted else ""
            field.show_origin(origin, is_said=noted is not None)
        problem = asked.problems.get(key, "")
        if problem or (field.problem() and not field.is_being_typed()):
            field.show_problem(problem)

    def _fill_box(self, field: BlankField, asked: AskedCase, noted: str | None) -> None:
        key = field.key
        is_charted = asked.is_charted(key)
        if noted is not None and not self._is_kept(key, noted):
            # Typed before a crash, or not to be read yet.
            field.put_slip(noted)
        elif noted is not None and (noted == UNKNOWN or is_charted):
            field.set_value(noted)
        elif not is_charted and (given := asked.given(key)) is not None:
            field.set_value(typed_words(field.question, given))
        else:
            field.set_value(UNKNOWN if key in asked.unknown else "")

    def _fill_told(self, field: BlankField) -> None:
        key, draft = field.key, self.draft
        noted = draft.told.get(key) if draft else None
        known, origin = self._told.get(key, ("", ""))
        field.show_known(known if noted is None and key not in self._anew else "", origin)
        if not (isinstance(field.box, TypedAnswer) and field.box.line.hasFocus()):
            field.set_value(noted or "")
        field.show_origin("", is_said=bool(noted))

    def _is_kept(self, key: str, text: str) -> bool:
        kept = self._kept.get(ALIASES.get(key, key), "")
        return bool(kept) and kept == spelled_answer(key, text, self._session.clinic.clock.today())


def _with(texts: Mapping[str, str], key: str, text: str) -> dict[str, str]:
    rest = {one: value for one, value in texts.items() if one != key}
    return rest | {key: text} if text.strip() else rest
