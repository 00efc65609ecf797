"""What the list of the audit trail shows."""

from clinic_desktop.audit.model import TrailRow
from clinic_desktop.wording import mark
from ui.kit.one_line import one_line
from ui.kit.paged_model import Column

TRAIL_COLUMNS: tuple[Column[TrailRow], ...] = (
    Column(mark("When"), lambda one: one.when, share=4, least="20 Nov 2026, 12:30 PM", firm=True),
    Column(mark("Who"), lambda one: one_line(one.who), share=3, least="Maya Ortiz"),
    Column(mark("What"), lambda one: one_line(one.what), share=12, least="Looked at the visit notes of client"),
)
