"""The list of supervisors, and the card of what a payer said about supervision."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.payers.model import Payer
from clinic_desktop.supervision import queries
from clinic_desktop.supervision.model import SupervisionAnswer, Supervisor
from clinic_desktop.wording import say
from ui.kit.layout import card
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.table import Table
from ui.session import Session
from ui.supervision.columns import ANSWER_COLUMNS, SUPERVISOR_COLUMNS
from ui.supervision.editor import answer_editor, listed, supervisor_editor

_MOST_ANSWERS = 5


def supervisor_list(session: Session) -> Records:
    """Who supervises here, each opening their page."""
    model = PagedModel(lambda after: queries.supervisor_page(session.clinic.read, after), SUPERVISOR_COLUMNS)
    table = Table(say("Supervisors"), model, "")

    def build(found: object) -> QWidget:
        assert found is None or isinstance(found, Supervisor)
        return supervisor_editor(session, found, records.back)

    records = Records(
        say("Supervisors"),
        say("A PT, OT, DC or MD who really supervises here. A superbill can name one beside the person who treated."),
        table,
        model,
        say("Add supervisor"),
        build,
        find=lambda row: listed(session, row),
    )
    empty = say("Nobody yet. Needed only where a payer accepts massage under a PT, OT, DC or MD of the clinic.")
    table.say_empty(empty, (say("Add the first supervisor"), records.add))
    session.keep_fresh(records, "supervisors")
    return records


def supervision_answers(session: Session, payer: Payer) -> QWidget:
    """What a payer said about massage under a supervisor, the last answer first."""
    model = PagedModel(lambda after: queries.answer_page(session.clinic.read, payer.id, after), ANSWER_COLUMNS)
    table = Table(
        say("Supervision"),
        model,
        say(
            "Not asked yet. Ask: “Do you accept massage under a PT, OT, DC or MD?”, and for the reference of the call."
        ),
        rows=_MOST_ANSWERS,
    )

    def build(found: object) -> QWidget:
        if found is None:
            return answer_editor(session, payer, None, records.back)
        assert isinstance(found, SupervisionAnswer)
        return answer_editor(session, payer, _of(payer, queries.answer(session.clinic.read, found.id)), records.back)

    records = Records(
        say("Supervision"),
        say("Whether the payer accepts massage under a supervisor. The last answer counts; the ones before it stay."),
        table,
        model,
        say("Log an answer"),
        build,
        find=lambda row: _of(payer, queries.answer(session.clinic.read, row)),
        key="supervision",
    )
    records.topic = "30-coverage#supervision"
    session.keep_fresh(records, "supervision_answers")
    return card("", records)


def _of(payer: Payer, found: SupervisionAnswer) -> SupervisionAnswer:
    """The answer, where it is this payer’s: a merge may have moved it. Raises Missing."""
    if found.payer != payer.id:
        raise Missing(say("This is no longer there."))
    return found
