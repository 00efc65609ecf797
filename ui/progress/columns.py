"""What the list of progress reports shows."""

from clinic_desktop.progress.model import REPORT_KINDS, ProgressReport
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def span_words(one: ProgressReport) -> str:
    """The days that it tells of."""
    return f"{dates.shown(one.since)} – {dates.shown(one.day)}"


def report_title(one: ProgressReport) -> str:
    """What it is and of which day: "Progress report, 24 Nov 2026"."""
    return f"{say(REPORT_KINDS[one.kind])}, {dates.shown(one.day)}"


def _signed(one: ProgressReport) -> str:
    return say("{who}, {day}", who=one.signer, day=dates.shown(one.signed_on)) if one.signed_on else say("Draft")


REPORT_COLUMNS: tuple[Column[ProgressReport], ...] = (
    Column(mark("Report"), lambda one: say(REPORT_KINDS[one.kind]), share=3),
    Column(mark("Days"), span_words, share=4, least="20 Nov 2026 – 20 Nov 2027"),
    Column(mark("Signed"), _signed, share=5),
)
