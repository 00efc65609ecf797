"""The editor of an assessment: to write, and once it is signed to read."""

from collections.abc import Callable, Sequence

from clinic_desktop.assessments import queries
from clinic_desktop.assessments.commands import AddAssessment, ChangeAssessment, RetireAssessment, SignAssessment
from clinic_desktop.assessments.loader import motions_trouble
from clinic_desktop.assessments.model import Assessment
from clinic_desktop.cases.model import CaseId
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.assessments.forms import assessment_form, begun_assessment, read_assessment, show_earlier, typed_assessment
from ui.assessments.view import assessment_view
from ui.editing import Back, Held, add_gone_button, row_editor, show_left_over, take_over_draft
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.text import tip
from ui.session import Session


def assessment_editor(
    session: Session, case: int, found: Assessment | None, back: Back, go: Callable[[str], object]
) -> Editor:
    """An assessment of this case, or a new one; `go` leads to another part of the chart."""
    others = queries.assessments_of(session.clinic.read, CaseId(case))
    new = f"assessment:new:{case}:{queries.made_last(others)}"
    for one in () if found else others:
        if one.signed_at:
            take_over_draft(session, f"assessment:{one.id}", new, {})
    earlier = queries.earlier_than(found, others)
    if found and found.signed_at:
        return _reading_editor(found, earlier, back, go)
    editor = _writing_editor(session, case, found, others, back)
    # What is typed into the next one, of now, is nothing left over.
    show_left_over(session, editor, f"assessment:new:{case}", new, _left_over)
    if found is None:
        editor.lead_to(say("Show what is there now"), lambda: go(_made_meanwhile(session, case)))
    return editor


def _left_over(_: str) -> str:
    """How it came that something was typed into a new one that is not on record."""
    return say("You typed into another new assessment, and one was written meanwhile without that.")


def _made_meanwhile(session: Session, case: int) -> str:
    """Where the one that was made last is gone on with; where it is signed, that is a new one."""
    others = queries.assessments_of(session.clinic.read, CaseId(case))
    last = next((one for one in others if one.id == queries.made_last(others)), None)
    return f"assessment/{last.id}" if last and not last.signed_at else "assessment/new"


def _writing_editor(
    session: Session, case: int, found: Assessment | None, others: Sequence[Assessment], back: Back
) -> Editor:
    earlier, after = queries.earlier_than(found, others), queries.made_last(others)
    form, held = assessment_form(session, found), Held(found)
    show_earlier(form, earlier)

    def show() -> None:
        row = held.row
        form.fill(typed_assessment(row) if row else begun_assessment(session, earlier))

    def command() -> Command:
        draft, row = read_assessment(form), held.row
        return ChangeAssessment(row.id, row.version, draft) if row else AddAssessment(case, draft, after)

    show()
    name = f"assessment:{found.id}" if found else f"assessment:new:{case}:{after}"
    editor = row_editor(session, form, command, back, name)
    # Day and therapist stand there already: one begins with what the client says.
    editor.setFocusProxy(form.fields["pain_now"])
    if trouble := motions_trouble():
        told = Banner()
        told.show_words("warning", trouble)
        editor.put_above(told)
    held.reread(editor, lambda row: queries.assessment(session.clinic.read, row.id), show)

    def sign() -> None:
        draft, row = read_assessment(form), held.row
        id_and_version = (row.id, row.version) if row else (0, 0)
        signed: list[int] = []

        def act() -> None:
            signed.append(session.run(SignAssessment(case, *id_and_version, draft, after)))

        if editor.attempt(act):
            form.forget_draft()
            back(signed[0])

    signing = button(say("Sign assessment"), sign)
    tip(signing, say("Signed, an assessment stays as it is; a new one corrects it."))
    editor.add_button(signing, beside_save=True)

    def show_who_signs() -> None:
        """Only the therapist who is signed in signs, and only what is theirs."""
        own = session.clinic.person.therapist
        signing.setEnabled(own is not None and form.values()["therapist"] == str(own))

    form.fields["therapist"].changed.connect(show_who_signs)
    show_who_signs()
    gone = say("Remove assessment")
    add_gone_button(session, editor, held, gone, lambda row: RetireAssessment(row.id, row.version), back)
    return editor


def _reading_editor(found: Assessment, earlier: Assessment | None, back: Back, go: Callable[[str], object]) -> Editor:
    editor = Editor("", Form(), lambda: None)
    editor.put_above(assessment_view(found, earlier))
    editor.save_button.hide()
    editor.cancel_button.setText(say("Back"))
    editor.cancel_button.setAccessibleName(say("Back"))
    editor.left.connect(lambda: back(found.id))
    editor.setFocusProxy(editor.cancel_button)
    editor.add_button(button(say("Assess again"), lambda: go("assessment/new"), picture="plus"))
    return editor
