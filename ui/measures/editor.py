"""The editor of a score: the questions, with the score live at its foot."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures import commands
from clinic_desktop.measures.commands import known_measure
from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.measures.queries import score, score_before
from clinic_desktop.measures.rules.typed import live_score
from clinic_desktop.measures.rules.words import matters_words, meaning_words, number, points_words, score_words
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.layout import column, holder
from ui.kit.text import Text
from ui.measures.forms import fill_score, first_answer, read_score, score_form
from ui.session import Session


def score_editor(session: Session, case: CaseId, key: str, found: Score | None, back: Back) -> Editor:
    """A score with this measure in the case, or a new one; raises Missing for a measure that is not known here."""
    measure, read = known_measure(key), session.clinic.read
    before = score_before(read, case, key, found)
    form, held = score_form(measure, before), Held(found)

    def show() -> None:
        if held.row:
            fill_score(form, held.row)

    def command() -> Command:
        draft, row = read_score(measure, form), held.row
        return commands.ChangeScore(row.id, row.version, draft) if row else commands.RecordScore(case, key, draft)

    show()
    editor = row_editor(session, form, command, back, f"score:{found.id}" if found else f"score:new:{key}:{case}")
    if not found:
        form.begin_with(_begun(session, before))
    held.reread(editor, lambda row: score(read, row.id), show)
    editor.put_above(_told(measure))
    _keep_score_live(editor, measure)
    gone = say("Remove score")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireScore(row.id, row.version), back)
    editor.setFocusProxy(first_answer(form))
    return editor


def source_words(measure: Measure) -> str:
    """The change that matters, and where that and the measure come from."""
    matters = measure.note or say("Change that matters: {matters}.", matters=matters_words(measure))
    single = say("Of one activity: {points}.", points=points_words(measure.single)) if measure.single else ""
    return " ".join(part for part in (matters, single, say("From: {source}", source=measure.source)) if part)


def _begun(session: Session, before: Score | None) -> dict[str, str]:
    """What a new score begins with: today, who is signed in, and the activities of last time."""
    activities = {f"activities/{place}": one.activity for place, one in enumerate(before.answers if before else ())}
    today = dates.printed(session.clinic.clock.today())
    return {"taken_on": today, "taken_by": session.clinic.person.name, **activities}


def _told(measure: Measure) -> QWidget:
    """The words before the questions, and the source of the measure."""
    parts = [Text(measure.intro or measure.about)]
    if measure.scoring == "named":
        ends, one = (number(measure.least), number(measure.most)), measure.questions[0]
        parts += [
            Text(say("{score}: {words}", score=end, words=words))
            for end, words in zip(ends, (one.low, one.high), strict=True)
        ]
    return holder(column(*parts, Text(source_words(measure), "small"), gap=1))


def _keep_score_live(editor: Editor, measure: Measure) -> None:
    """Say the score beside the buttons as soon as everything is answered."""
    shown = Text(role="strong", wrap=False)
    editor.put_at_foot(shown)

    def show() -> None:
        shown.setText(_live_words(measure, editor.form))

    editor.form.edited.connect(show)
    show()


def _live_words(measure: Measure, form: Form) -> str:
    tenths = live_score(measure, read_score(measure, form))
    if tenths is None:
        return say("No score yet")
    meaning = meaning_words(measure, tenths)
    score_said = say("{name} {score}", name=measure.name, score=score_words(measure, tenths))
    return f"{score_said} · {meaning}" if meaning else score_said
