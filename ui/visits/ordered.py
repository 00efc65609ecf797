"""The line of a visit about the prescription that it stands on; it warns, and holds nothing back."""

from collections.abc import Callable

from clinic_desktop.cases.model import CaseId
from clinic_desktop.visits.model import OrderedVisit, Visit, VisitDraft
from clinic_desktop.visits.queries.orders import order_line, ordered_visits, typed_visit
from clinic_desktop.wording import say
from ui.kit.form import Form
from ui.kit.words_field import WordsField
from ui.session import Session


def order_field() -> WordsField:
    """Where the line stands in a form."""
    return WordsField("order", say("Prescription"))


class OrderWatch:
    """Tells below the day of a form on which prescription the visit is made, each time `show` is asked to."""

    def __init__(self, session: Session, form: Form, found: Visit | None, draft: Callable[[], VisitDraft]) -> None:
        """`found` is the visit on record, None for a new one; `draft` is what is typed now."""
        self._session, self._form, self._draft = session, form, draft
        self._row = found.id if found else 0
        self._told: tuple[OrderedVisit, str] | None = None
        self.show()

    def show(self) -> None:
        """Tell it as it is with what is typed now, where that changes it."""
        draft, session = self._draft(), self._session
        visit = typed_visit(session.clinic.read, draft, session.clinic.clock.today(), self._row)
        if self._told == (visit, draft.case):
            return
        self._told = visit, draft.case
        field = self._form.fields["order"]
        assert isinstance(field, WordsField)
        line = order_line(session.clinic.read, visit, CaseId(int(draft.case)))
        field.setVisible(line is not None)
        if line:
            field.show_words(line.words or say("On no prescription"))
            field.show_notice(line.why)

    def show_again(self) -> None:
        """Tell it once more: somebody else may have changed a prescription or a visit."""
        self._told = None
        self.show()


def ordered_words(session: Session, found: Visit) -> str:
    """The same in a line, for a visit as it is on record; "" in a case without a prescription."""
    read = session.clinic.read
    own = next((one for one in ordered_visits(read, found.case) if one.id == found.id), None)
    line = order_line(read, own, found.case) if own else None
    return " ".join(filter(None, (line.words, line.why))) if line else ""
