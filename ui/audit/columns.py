"""What the list of the audit trail shows."""

from clinic_desktop.audit.model import TrailRow
from clinic_desktop.wording import mark
from ui.kit.one_line import one_line
from ui.kit.paged_model import Column

# What usually stands there, as long as it usually is.
_SENTENCE = "Looked at the visit notes of client Maximiliana Ortega-Lindqvist."
_NO_BREAK = "\u00a0"


def _when(one: TrailRow) -> str:
    """With large letters in a small window the time stands below its day, and the sentence has the room."""
    return ", ".join(part.replace(" ", _NO_BREAK) for part in one.when.split(", "))


TRAIL_COLUMNS: tuple[Column[TrailRow], ...] = (
    Column(mark("When"), _when, share=4, least="20 Nov 2026,", firm=True),
    Column(mark("Who"), lambda one: one_line(one.who), share=3, least="Maya Ortiz"),
    Column(mark("What"), lambda one: one_line(one.what), share=12, least=_SENTENCE[:35], usual=_SENTENCE),
)
