"""The form of a letter: who speaks and signs, whom it is about, and its parts, each a text of its own."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent

from clinic_desktop.letters.model import (
    VOICES,
    ComposedLetter,
    LetterDraft,
    LetterEdit,
    LetterPart,
    LetterTemplate,
)
from clinic_desktop.letters.queries import open_denials
from clinic_desktop.letters.rules.checks import unknown_of
from clinic_desktop.letters.rules.composing import voice_of
from clinic_desktop.letters.rules.filling import unknown_words
from clinic_desktop.letters.rules.typed import tidy
from clinic_desktop.letters.rules.when import alternatives
from clinic_desktop.practice.queries import therapist_page
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.field import Field
from ui.kit.fields import ChoiceField, NoteField
from ui.kit.form import Form
from ui.kit.grid import step
from ui.kit.pick import PickField, picked
from ui.referrals.picker import prescriber_choices
from ui.superbills.making import Making

# What is chosen rather than typed.
CHOICES = ("voice", "therapist", "prescriber", "denial")
_FAR = 1_000_000
_LETTERS_A_LINE, _FEWEST_LINES, _MOST_LINES = 78, 1, 9


class LetterPartField(NoteField):
    """One part of a letter. Where a person changed it, it says so, and one button takes what the record says now."""

    def __init__(self, part: LetterPart) -> None:
        """As high as its text; a longer one scrolls."""
        super().__init__(part.key, part.name, lines=lines_of(part.text))
        self._made, self._unknown = part.made, ""
        self.take_over = button(say("Use what the record says"), self._on_take_over, "link")
        self.take_over.setAccessibleName(say("Use what the record says: {part}", part=part.name))
        layout = self.layout()
        assert layout
        layout.addWidget(self.take_over)
        self.take_over.hide()
        self.changed.connect(self._look)
        self.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_part(self, part: LetterPart) -> None:
        """What template and record make of it now, and whether that changed since a person wrote their own."""
        self._made = part.made
        words = ""
        if part.has_moved:
            words = say("The record says something else now: “{made}”", made=" ".join(part.made.split()) or "–")
        self.show_notice(words)
        unknown = " ".join(map(unknown_words, unknown_of(part)[:1]))
        # What saving said of it stays.
        if self.problem() == self._unknown:
            self.show_problem(unknown)
            self._unknown = unknown
        self._look()

    def _fit(self) -> None:
        """As many lines as the text has at this width, up to what scrolls."""
        metrics = self.box.fontMetrics()
        room = QRect(0, 0, self.width() - step(3), _FAR)
        wrapped = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.value() or " ").height()
        lines = max(_FEWEST_LINES, min(-(-wrapped // metrics.lineSpacing()), _MOST_LINES))
        self.box.setFixedHeight(metrics.lineSpacing() * lines + step(3))

    def _look(self) -> None:
        self.take_over.setVisible(tidy(self.value()) != tidy(self._made) and self.parentWidget() is not None)

    def _on_take_over(self) -> None:
        self.set_value(self._made)
        self.box.setFocus()


def letter_form(making: Making, letter: ComposedLetter) -> Form:
    """The fields for the parts that this letter has; none for what cannot be chosen."""
    chosen = [(one, 1) for one in _choices(making, letter.template)]
    pairs = [chosen[at : at + 2] for at in range(0, len(chosen), 2)]
    return Form(*pairs, *(LetterPartField(one) for one in letter.parts))


def form_values(letter: ComposedLetter) -> dict[str, str]:
    """What stands in the fields for a letter."""
    draft = letter.draft
    values = {"voice": voice_of(letter.template, draft.voice), "therapist": draft.therapist}
    known = letter.facts.values.get("prescriber.name", "") if draft.prescriber else ""
    values |= {"prescriber": f"{draft.prescriber}\t{known}", "denial": str(draft.denial or "")}
    return values | {one.key: one.text for one in letter.parts}


def typed_draft(form: Form, letter: ComposedLetter, kept: LetterDraft) -> LetterDraft:
    """The letter as typed. `letter` is what the fields show; `kept` the draft on record, whose edits of parts that are
    not shown now stay."""
    values = form.values()
    shown = {one.key: one for one in letter.parts}
    edits = {key: edit for key, edit in kept.edits.items() if key not in shown}
    for key, part in shown.items():
        text = tidy(values.get(key, part.text))
        before = kept.edits.get(key)
        if text == tidy(part.made):
            continue
        is_same = before is not None and tidy(before.text) == text
        edits[key] = before if before and is_same else LetterEdit(text, part.made)
    denial = values.get("denial", str(kept.denial or ""))
    return LetterDraft(
        kind=kept.kind,
        voice=values.get("voice", kept.voice),
        therapist=values.get("therapist", kept.therapist),
        prescriber=_chosen_prescriber(values.get("prescriber", ""), kept),
        denial=int(denial) if denial else 0,
        edits=edits,
    )


def _chosen_prescriber(value: str, kept: LetterDraft) -> str:
    """Who is chosen; a name that is on no list, or no field for it, leaves who was."""
    key, name = picked(value)
    return key if key or (value and not name.strip()) else kept.prescriber


def choices_of(draft: LetterDraft) -> tuple[str, ...]:
    """What of a letter is chosen rather than typed."""
    return (draft.voice, draft.therapist, draft.prescriber, str(draft.denial or ""))


def _prescriber(making: Making) -> PickField:
    """Found by a few letters: a clinic may know hundreds."""

    def nobody(typed: str) -> str:
        # Not while the list below still offers somebody.
        offered = prescriber_choices(making.session, typed)
        return "" if offered else say("Nobody on the list of prescribers fits: the letter stays with who was chosen.")

    hint = say("Type a few letters. Empty, it is who wrote the prescription.")
    return PickField(
        "prescriber", say("Prescriber"), lambda typed: prescriber_choices(making.session, typed), hint, new=nobody
    )


def _choices(making: Making, template: LetterTemplate) -> Sequence[Field]:
    read = making.session.clinic.read
    found: list[Field] = []
    if len(template.voices) > 1:
        found.append(ChoiceField("voice", say("Who speaks"), [(one, say(VOICES[one])) for one in template.voices]))
    therapists = [(str(one.id), one.name) for one in therapist_page(read).rows]
    if len(therapists) > 1 and (template.voices != ("member",) or _tells_of(template, "therapist")):
        usual = ("", say("Who treated last"))
        found.append(ChoiceField("therapist", say("Therapist"), [usual, *therapists]))
    if template.to == "prescriber" or "prescriber" in template.voices:
        found.append(_prescriber(making))
    denials = open_denials(read, making.case)
    if denials and tells_of_denials(template):
        named = [(str(one.row), _denial_words(one.said_on, one.codes)) for one in denials]
        found.append(ChoiceField("denial", say("Denial"), [("", say("None")), *named]))
    return found


def tells_of_denials(template: LetterTemplate) -> bool:
    """Whether a letter of this kind says something of the denial that it is about, or depends on it."""
    needed = {each.name for one in template.paragraphs for entry in one.when for each in alternatives(entry)}
    return _tells_of(template, "denial") or "has_denial" in needed


def _tells_of(template: LetterTemplate, what: str) -> bool:
    texts = [text for one in template.paragraphs for text in one.texts.values()]
    return any(f"{{{what}." in one for one in (*texts, *(line.text for line in template.subject)))


def _denial_words(day: date | None, codes: str) -> str:
    named = say("Denial of {day}", day=dates.shown(day)) if day else say("Denial without a date")
    return f"{named}, {codes}" if codes else named


def lines_of(text: str, letters: int = _LETTERS_A_LINE) -> int:
    """How many lines a box for this text shows, of so many letters each."""
    lines = sum(1 + len(line) // letters for line in text.split("\n"))
    return max(_FEWEST_LINES, min(lines, _MOST_LINES))


def part_fields(form: Form) -> Mapping[str, LetterPartField]:
    """The fields of a form that are parts of the letter."""
    return {key: one for key, one in form.fields.items() if isinstance(one, LetterPartField)}


def key_in_focus(form: Form) -> str:
    """The field that has the focus, "" where none of them has."""
    now = form.window().focusWidget()
    return next((key for key, one in form.fields.items() if now and one.isAncestorOf(now)), "")


def on_choice(form: Form, act: Callable[[str], object]) -> None:
    """Hear of each field in which something is chosen."""
    for key in CHOICES:
        field = form.fields.get(key)
        if isinstance(field, PickField):
            # Not at every letter of a name.
            field.box.chosen.connect(lambda *_, key=key: act(key))
            field.box.editingFinished.connect(partial(act, key))
        elif field:
            field.changed.connect(partial(act, key))
