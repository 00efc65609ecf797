"""The line of a visit about the prescription that it stands on; it warns, and holds nothing back."""

from collections.abc import Callable, Sequence

from clinic_desktop.cases.model import CaseId
from clinic_desktop.values.regions import read_regions
from clinic_desktop.visits.model import OrderedVisit, Visit, VisitDraft
from clinic_desktop.visits.queries.orders import order_line, ordered_visits, typed_visit
from clinic_desktop.wording import say
from ui.kit.form import Form
from ui.kit.text import Text
from ui.kit.words_field import WordsField
from ui.session import Session
from ui.visits.columns import service_words
from ui.visits.techniques import regions_done


def order_field() -> WordsField:
    """Where the line stands in a form."""
    return WordsField("order", say("Prescription"))


class OrderWatch:
    """Tells below the day of a form on which prescription the visit is made, each time `show` is asked to."""

    def __init__(self, session: Session, form: Form, found: Visit | None, draft: Callable[[], VisitDraft]) -> None:
        """`found` is the visit on record, None for a new one; `draft` is what is typed now, beside the techniques."""
        self._session, self._form, self._draft = session, form, draft
        self._row = found.id if found else 0
        self._told: tuple[OrderedVisit, str] | None = None
        self.show()

    def show(self) -> None:
        """Tell it as it is with what is typed now, where that changes it."""
        draft, session = self._draft(), self._session
        visit = typed_visit(session.clinic.read, draft, session.clinic.clock.today(), self._row, self._done(draft))
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

    def _done(self, draft: VisitDraft) -> Sequence[str] | None:
        """The regions of the techniques as typed; of a visit that is only planned they are not kept. None where they
        are not typed here."""
        field = self._form.fields.get("techniques")
        if field is None:
            return None
        return regions_done(field) if draft.status == "given" else ()

    def show_again(self) -> None:
        """Tell it once more: somebody else may have changed a prescription or a visit."""
        self._told = None
        self.show()


class NoteOrder:
    """Tells above a note what was done in its visit, which is signed with it, and below it on whose order; follows the
    techniques as they are typed."""

    def __init__(self, session: Session, form: Form, seen: Callable[[], Visit]) -> None:
        """`seen` is the visit as it was read; `text` is where it stands."""
        self.text = Text(role="muted")
        self._session, self._form, self._seen = session, form, seen
        self._told: tuple[Visit, frozenset[str]] | None = None
        form.edited.connect(self.show)

    def show(self) -> None:
        """Tell it, where something changed it."""
        found, done = self._seen(), regions_done(self._form.fields["techniques"])
        told = found, frozenset(one for typed in done for one in read_regions(typed)[0])
        if told != self._told:
            self._told = told
            lines = ("; ".join(map(service_words, found.services)), self._words(found, done))
            self.text.setText("\n".join(filter(None, lines)))

    def show_again(self) -> None:
        """Tell it once more: somebody else may have changed a prescription or a visit."""
        self._told = None
        self.show()

    def _words(self, found: Visit, done: Sequence[str]) -> str:
        """The line of the visit; "" in a case without a prescription."""
        read = self._session.clinic.read
        own = next((one for one in ordered_visits(read, found.case, {found.id: done}) if one.id == found.id), None)
        line = order_line(read, own, found.case) if own else None
        return " ".join(filter(None, (line.words, line.why))) if line else ""
