"""Reads what became of denials: how many were appealed and won, by payer or by reason, and each one behind a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import CLOSED_HOW, OUTCOMES, Appeal
from clinic_desktop.appeals.queries.denials import appeals_of
from clinic_desktop.appeals.rules.codes import typed_codes
from clinic_desktop.appeals.rules.reckoning import AppealBooks
from clinic_desktop.clients.model import listed_name
from clinic_desktop.reports.model import Cell, Period, ReportAsked, ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.queries.lines import read_lines
from clinic_desktop.reports.rules.charts import chart_of
from clinic_desktop.reports.rules.periods import period_words
from clinic_desktop.reports.rules.shares import percent
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.wording import say

# Values: first and last day on which they came.
_DENIALS = """
SELECT denial_rows.*, clients.given_name, clients.family_name, clients.preferred_name
FROM denial_rows JOIN clients ON clients.id = denial_rows.client_id
WHERE received_on BETWEEN ? AND ? ORDER BY received_on, denial_rows.id
"""
_BEST = ("won", "partly", "lost", "unanswered", "withdrawn")


@dataclass(slots=True)
class _Sums:
    """What is counted of a line."""

    denials: int = 0
    appealed: int = 0
    answered: int = 0
    won: int = 0
    asked_cents: int = 0
    won_cents: int = 0
    open: int = 0
    next_on: str = ""

    def cells(self) -> tuple[Cell, ...]:
        """As the columns have them."""
        return (
            *(self.denials, self.appealed, self.answered, self.won, percent(self.won, self.answered)),
            *(self.asked_cents, self.won_cents, self.open, dates.kept(self.next_on)),
        )


@dataclass(frozen=True, slots=True)
class _Denied:
    """A denial with what came of it: what it is told apart by, and its steps."""

    row: Row
    key: str
    label: str
    steps: tuple[Appeal, ...]

    @property
    def outcome(self) -> str:
        """The best that came of its steps, "" where none is answered."""
        said = {one.outcome for one in self.steps}
        return next((one for one in _BEST if one in said), "")

    @property
    def next_on(self) -> str:
        """The next day of it while it is open, as kept; "" without one."""
        if self.row["closed_on"]:
            return ""
        for one in self.steps:
            if not one.outcome:
                day = one.answer_due_on if one.sent_on else one.due_on
                return day.isoformat() if day else ""
        return str(self.row["due_on"])


def denials_by(read: Reader, asked: ReportAsked) -> ReportTable:
    """A line a payer ("denials"), or a reason ("denial_reasons"), of denials that came within the period."""
    assert asked.period
    by_reason = asked.report == "denial_reasons"
    sums: dict[str, _Sums] = {}
    labels: dict[str, str] = {}
    whole = _Sums()
    for one in _denied(read, asked):
        labels.setdefault(one.key, one.label)
        for counted in (sums.setdefault(one.key, _Sums()), whole):
            _count(counted, one)
    order = sorted(sums, key=lambda key: (-sums[key].asked_cents, labels[key]))
    lines = tuple(
        ReportLine(at, (labels[key], *sums[key].cells()), behind=ReportAsked(asked.report, "", asked.period, key))
        for at, key in enumerate(order, 1)
    )
    parts = (say("Won"), say("Asked for, not won"))
    bars = [(labels[key], (won, sums[key].asked_cents - won)) for key in order for won in (sums[key].won_cents,)]
    about = say(
        "Denials that came in the period. The percentage is of those whose appeal was answered; what was won in part"
        " counts as won."
    )
    span = period_words(asked.period)
    return ReportTable(
        asked.report,
        say("Denials by reason: {period}", period=span)
        if by_reason
        else say("Denials by payer: {period}", period=span),
        about,
        _columns(by_reason=by_reason),
        lines,
        say("No denial came in this period. What plans said no to, and what appeals won, stands here."),
        # A day is no sum.
        (say("Total"), *whole.cells()[:-1], None),
        chart_of(say("What appeals won, of what they asked for"), parts, bars, say("All others")),
    )


def denials_behind(read: Reader, today: date, asked: ReportAsked) -> ReportTable:
    """The denials of a line, by the day they came; of open ones how many days they have."""
    assert asked.period
    found = {one.row["id"]: one for one in _denied(read, asked) if one.key == asked.behind}
    columns = (
        ReportColumn(say("No."), "count", 1, "1,000"),
        ReportColumn(say("Client"), share=4),
        ReportColumn(say("Payer"), share=4, spare=2),
        ReportColumn(say("Came"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Codes"), share=3, spare=1),
        ReportColumn(say("Asked for"), "money", 2, "$1,234.00"),
        ReportColumn(say("Won"), "money", 2, "$1,234.00"),
        ReportColumn(say("What came of it"), share=4),
        ReportColumn(say("Next day"), "day", 2, "20 Nov 2026"),
        ReportColumn(say("Days left"), "count", 1, "1,000"),
    )

    def lead(row: Row) -> ReportLine:
        return ReportLine(row["id"], (), part=f"{row['client_id']}/of/{row['case_id']}/denial/{row['id']}")

    def cells(row: Row) -> tuple[Cell, ...]:
        return _cells(found[row["id"]], today)

    rows = [one.row for one in found.values()]
    whole = _Sums()
    for one in found.values():
        _count(whole, one)
    return ReportTable(
        f"{asked.report}-behind",
        say("Denials: {period}", period=period_words(asked.period)),
        say("The denials behind the sum, by the day they came."),
        columns,
        read_lines(rows, columns, lead, cells),
        say("No denial stands here any more."),
        (None, say("Total"), None, None, None, whole.asked_cents, whole.won_cents, None, None, None),
    )


def _columns(*, by_reason: bool) -> tuple[ReportColumn, ...]:
    """What the rate is made of stays longest: what is open has a list of its own."""
    if by_reason:
        first = ReportColumn(say("Reason"), share=9, least="50: the plan does not see that it was medically necessary")
    else:
        first = ReportColumn(say("Payer"), share=6, least="Northern Harbor Health Trust")
    return (
        first,
        ReportColumn(say("Denials"), "count", 1, "1,000"),
        ReportColumn(say("Appealed"), "count", 1, "1,000", spare=4),
        ReportColumn(say("Answered"), "count", 1, "1,000", spare=3),
        ReportColumn(say("Won"), "count", 1, "1,000"),
        ReportColumn(say("Percent"), "percent", 1, "100%"),
        ReportColumn(say("Asked for"), "money", 2, "$12,345.00"),
        ReportColumn(say("Won, amount"), "money", 2, "$12,345.00"),
        ReportColumn(say("Open"), "count", 1, "1,000", spare=2),
        ReportColumn(say("Next day"), "day", 2, "20 Nov 2026", spare=1),
    )


def _denied(read: Reader, asked: ReportAsked) -> Sequence[_Denied]:
    period: Period | None = asked.period
    assert period
    known, tell = books(), _by_reason if asked.report == "denial_reasons" else _by_payer
    made = []
    for row in read.all(_DENIALS, period.first.isoformat(), period.last.isoformat()):
        key, label = tell(row, known)
        made.append(_Denied(row, key, label, appeals_of(read, row["id"])))
    return made


def _count(sums: _Sums, one: _Denied) -> None:
    sums.denials += 1
    sent = [step for step in one.steps if step.sent_on]
    if sent:
        sums.appealed += 1
        sums.asked_cents += one.row["amount_cents"]
        sums.won_cents += sum(step.won_cents for step in sent)
    if one.outcome in ("won", "partly", "lost"):
        sums.answered += 1
        sums.won += one.outcome != "lost"
    if not one.row["closed_on"]:
        sums.open += 1
        sums.next_on = min(filter(None, (sums.next_on, one.next_on)), default="")


def _cells(one: _Denied, today: date) -> tuple[Cell, ...]:
    row, next_on = one.row, dates.kept(one.next_on)
    came = say(OUTCOMES[one.outcome]) if one.outcome else ""
    closed = say(CLOSED_HOW[row["closed_how"]]) if row["closed_how"] else say("Open")
    asked = any(step.sent_on for step in one.steps)
    return (
        row["id"],
        listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        row["payer_name"],
        date.fromisoformat(row["received_on"]),
        row["codes"],
        row["amount_cents"] if asked else None,
        sum(step.won_cents for step in one.steps) if asked else None,
        " · ".join(part for part in (came, closed) if part),
        next_on,
        (next_on - today).days if next_on else None,
    )


Tell = Callable[[Row, AppealBooks], tuple[str, str]]


def _by_payer(row: Row, _: AppealBooks) -> tuple[str, str]:
    return str(row["payer_id"]), str(row["payer_name"])


def _by_reason(row: Row, known: AppealBooks) -> tuple[str, str]:
    """The first code that is known, as its number; else the first reason in plain words, which stands for a code."""
    codes = [one.code for one in typed_codes(row["codes"]) if one.code in known.advice.codes]
    codes += [known.advice.reasons[one].as_code for one in row["reasons"].split() if one in known.advice.reasons]
    if not codes:
        return "?", say("Reason not known")
    words = known.meanings.get(codes[0], "")
    return codes[0], say("{code}: {words}", code=codes[0], words=words) if words else codes[0]
