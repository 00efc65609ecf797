"""What the lists of authorizations show."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.authorizations.model import BurnDown, BurnState, ReportedAuthorization
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column

STATES: Mapping[BurnState, str] = MappingProxyType(
    {
        "requested": mark("Asked for"),
        "not_yet": mark("Begins later"),
        "running": mark("Running"),
        "running_out": mark("Running out"),
        "used_up": mark("Used up"),
        "ended": mark("Ended"),
        "denied": mark("Denied"),
    }
)


def state_words(one: BurnDown) -> str:
    """Where it stands: "Running out"."""
    return say(STATES[one.state])


def codes_words(one: BurnDown) -> str:
    """The codes it is for: "MT001, MT002"."""
    return ", ".join(one.row.codes) or say("any")


def used_words(one: BurnDown) -> str:
    """What was used of what was granted: "10 of 12 visits", "6 units"."""
    if one.row.status != "granted":
        return ""
    used, granted = one.used, one.row.granted
    if one.row.counts == "units":
        return (
            say("{used} of {granted} units", used=used, granted=granted) if granted else say("{used} units", used=used)
        )
    return say("{used} of {granted} visits", used=used, granted=granted) if granted else say("{used} visits", used=used)


def left_count(one: BurnDown) -> str:
    """How many are left; "" where no number limits it, or nothing is granted."""
    if one.row.status != "granted" or one.left is None:
        return ""
    return str(max(0, one.left))


def begins(one: BurnDown) -> str:
    """The first day that counts."""
    first = one.row.starts_on or one.row.decided_on
    return dates.shown(first) if first and one.row.status != "denied" else ""


def ends(one: BurnDown) -> str:
    """The last day that counts."""
    return dates.shown(one.row.ends_on) if one.row.ends_on else ""


AUTHORIZATION_COLUMNS: tuple[Column[BurnDown], ...] = (
    Column(mark("Number"), lambda one: one.row.number, share=4),
    Column(mark("Payer"), lambda one: one.row.payer_name, share=4),
    Column(mark("Codes"), codes_words, share=3),
    Column(mark("Used"), used_words, share=3, least="10 of 12 visits"),
    Column(mark("Left"), left_count, right=True, share=1, least="100"),
    Column(mark("Begins"), begins, share=2, least="20 Nov 2026"),
    Column(mark("Ends"), ends, share=2, least="20 Nov 2026"),
    Column(mark("State"), state_words, share=2, least="Running out"),
)
REPORT_COLUMNS: tuple[Column[ReportedAuthorization], ...] = (
    Column(mark("Client"), lambda one: one.client_name, share=6),
    Column(mark("Payer"), lambda one: one.burn.row.payer_name, share=5),
    Column(mark("Number"), lambda one: one.burn.row.number, share=4),
    Column(mark("Codes"), lambda one: codes_words(one.burn), share=3),
    Column(mark("Used"), lambda one: used_words(one.burn), share=3, least="10 of 12 visits"),
    Column(mark("Left"), lambda one: left_count(one.burn), right=True, share=1, least="100"),
    Column(mark("Ends"), lambda one: ends(one.burn), share=2, least="20 Nov 2026"),
    Column(mark("State"), lambda one: state_words(one.burn), share=2, least="Running out"),
)
