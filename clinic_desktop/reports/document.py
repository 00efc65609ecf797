"""A report as a PDF of Letter pages: what is counted, the picture, the table with its sum."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from clinic_desktop.press.bars import set_bars
from clinic_desktop.press.blocks import Block, PaperColumn, PaperRow, PaperTable, Scale, gap, paragraph
from clinic_desktop.press.heads import HEAD_WIDTH, ISSUER, TITLE, set_head
from clinic_desktop.press.sheet import LEFT, LINE, RIGHT, WIDTH, Paper, Sheet
from clinic_desktop.press.text import Type, set_line, set_lines
from clinic_desktop.reports.model import ReportColumn, ReportLine, ReportTable
from clinic_desktop.reports.rules.cells import cell_printed, total_line
from clinic_desktop.values import dates
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say

_SCALE = Scale(8.8, 8.0, 11.0, 11.6)
_SMALL = Scale(8.0, 8.0, 9.0, 10.6)
# Between the columns, and what a narrow one takes at least; text takes what is left.
_BETWEEN, _LEAST_TEXT = 7.0, 64.0
# More columns of amounts than these do not fit a page: the rest are one.
_MOST_AMOUNTS = 7


def report_pdf(table: ReportTable, clinic_name: str, made_on: date, *, is_demo: bool = False) -> bytes:
    """The paper of a report, made on that day. Long lists go on to further pages; nothing is left out, but of many
    columns of amounts the smallest are printed as one."""
    title = dates.printed_within(table.title)
    across = (say("DEMO"),) if is_demo else ()
    # No client is in its properties.
    name = table.title if table.key != "outstanding-visits" else say("Outstanding")
    sheet = Sheet(Paper(name, clinic_name, name, across, made_on), partial(_further_head, title, clinic_name))
    sheet.bookmark(title)
    left = Block(_SCALE, HEAD_WIDTH, 0.0)
    left.say(" ".join(clinic_name.split()), ISSUER)
    right = [
        *set_lines(title, TITLE if len(title) <= len(say("What superbills brought back")) else ISSUER, WIDTH / 2, 2),
        set_line(say("Made on {day}", day=printed(made_on)), _SCALE.text),
    ]
    set_head(sheet, left, right)
    gap(sheet, _SCALE.lead * 0.6)
    for words in (table.about, table.beside):
        paragraph(sheet, dates.printed_within(words), _SCALE.fine, _SCALE.lead)
    gap(sheet, _SCALE.lead * 0.8)
    if table.chart:
        set_bars(sheet, table.chart, _SCALE)
    if table.lines:
        _place_lines(sheet, _joined(table))
    else:
        paragraph(sheet, table.empty, _SCALE.text, _SCALE.lead)
    return sheet.pdf()


def _further_head(title: str, clinic_name: str, sheet: Sheet) -> None:
    named = set_line(title, _SCALE.strong)
    sheet.put(RIGHT, sheet.y - _SCALE.lead * 0.76, named, "right")
    for line in set_lines(" ".join(clinic_name.split()), _SCALE.strong, WIDTH - named.width - _SCALE.lead, 1):
        sheet.put(LEFT, sheet.y - _SCALE.lead * 0.76, line)
    sheet.y -= _SCALE.lead
    sheet.rule(LEFT, RIGHT, sheet.y - 1, LINE)
    sheet.y -= _SCALE.lead * 0.7


def _joined(table: ReportTable) -> ReportTable:
    """With as many columns of amounts as a page holds: what was told apart further is one column before the sum."""
    amounts = [at for at, one in enumerate(table.columns) if one.kind == "money"]
    if len(amounts) <= _MOST_AMOUNTS:
        return table
    kept, rest = amounts[: _MOST_AMOUNTS - 2], amounts[_MOST_AMOUNTS - 2 : -1]
    column = ReportColumn(say("All others"), "money")
    at = kept[-1] + 1

    def fold(line: ReportLine) -> ReportLine:
        others = sum(int(str(line.cells[one] or 0)) for one in rest)
        return ReportLine(line.id, (*line.cells[:at], others, *line.cells[rest[-1] + 1 :]))

    total = fold(ReportLine(-1, table.total)).cells if table.total else None
    columns = (*table.columns[:at], column, *table.columns[rest[-1] + 1 :])
    return ReportTable(
        table.key, table.title, table.about, columns, tuple(map(fold, table.lines)), table.empty, total, table.chart
    )


def _place_lines(sheet: Sheet, table: ReportTable) -> None:
    own = [at for at, one in enumerate(table.columns) if not one.beside]
    columns = [table.columns[at] for at in own]
    last = total_line(table)
    rows = [_row(table, line, own) for line in table.lines]
    if last:
        rows.append(_row(table, last, own)._replace(strong=True))
    scale = _SMALL if len(columns) > _MOST_AMOUNTS else _SCALE
    widths = _widths(columns, [row.cells for row in rows], scale)
    # "6 of 12" is no amount that is added up: on paper it would touch the day that stands after it.
    made = [
        PaperColumn(one.title, width, "right" if one.is_number and one.kind != "used" else "left")
        for one, width in zip(columns, widths, strict=True)
    ]
    PaperTable(scale, made).place(sheet, rows)


def _row(table: ReportTable, line: ReportLine, own: Sequence[int]) -> PaperRow:
    def cell(at: int) -> str:
        return cell_printed(table.columns[at].kind, line.cells[at])

    beside = [
        say("{name}: {value}", name=table.columns[at].title, value=cell(at))
        for at in range(len(table.columns))
        if table.columns[at].beside and cell(at)
    ]
    return PaperRow([cell(at) for at in own], "; ".join(beside), opens=True)


def _widths(columns: Sequence[ReportColumn], rows: Sequence[Sequence[str]], scale: Scale) -> list[float]:
    """Numbers and days have what the longest takes; texts share what is left, by what they would like."""
    bold = Type(scale.body, bold=True)
    heads = [max((set_line(word, bold).width for word in one.title.split()), default=0.0) + _BETWEEN for one in columns]
    wanted = [max(heads[at], *(set_line(row[at], bold).width + _BETWEEN for row in rows)) for at in range(len(columns))]
    texts = [at for at, one in enumerate(columns) if one.kind == "text"]
    # What is said below a line stands in its first column.
    wide = [at for at in texts if at == 0 or wanted[at] > _LEAST_TEXT]
    left = WIDTH - sum(width for at, width in enumerate(wanted) if at not in wide)
    whole = sum(wanted[at] for at in wide) or 1.0
    room = max(left, _LEAST_TEXT * len(wide))
    made = [max(room * width / whole, heads[at]) if at in wide else width for at, width in enumerate(wanted)]
    over = sum(made) / WIDTH
    return [width / over for width in made] if over > 1 else made
