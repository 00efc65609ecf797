"""What is said where a bill that is out says something else than its visit, with the way to void and replace it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.visits.model import Visit
from clinic_desktop.visits.queries.billed import billed_otherwise
from clinic_desktop.visits.rules.billed import BilledOtherwise, otherwise_words
from clinic_desktop.wording import mark, say
from ui.kit.buttons import button
from ui.kit.layout import holder, row
from ui.kit.text import Text
from ui.session import Session

_OPEN = {
    "superbill": mark("Open superbill no. {number}"),
    "receipt": mark("Open receipt no. {number}"),
    "statement": mark("Open statement no. {number}"),
}


def told_otherwise(session: Session, found: Visit) -> list[QWidget]:
    """A line for each bill that says something else than the visit, with a link to it; none where they agree."""
    return [_line(session, one) for one in billed_otherwise(session.clinic.read, found)]


def _line(session: Session, one: BilledOtherwise) -> QWidget:
    link = button(say(_OPEN[one.kind], number=one.number), partial(session.go, "superbills", str(one.bill)), "link")
    made = row(Text(otherwise_words(one), "notice"), link, gap=2)
    made.setStretch(0, 1)
    return holder(made)
