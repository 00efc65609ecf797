"""What appeals won, by payer and by reason, against what was written down; and how open ones stand."""

from dataclasses import replace
from datetime import date

import pytest
from answering import Answerable
from appealing import LOST, NOTICE, answered, denied, new_appeal, new_denial, sent

from clinic_desktop.appeals.commands.denials import CloseDenial
from clinic_desktop.appeals.commands.steps import OpenAppeal
from clinic_desktop.appeals.model import AppealDraft
from clinic_desktop.appeals.queries.denials import appeal, denial
from clinic_desktop.clinic import Clinic
from clinic_desktop.reports.loader import report_of
from clinic_desktop.reports.model import Period, ReportAsked
from clinic_desktop.reports.rules.cells import csv_bytes

TODAY = date(2026, 11, 24)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
BY_PAYER, BY_REASON = (ReportAsked(key, period=YEAR) for key in ("denials", "denial_reasons"))


@pytest.fixture
def found(clinic: Clinic) -> Answerable:
    """Of five denials three are appealed: one won in full, one in part, one lost; the fourth waits, the fifth was
    given up."""
    case = denied(clinic)
    for codes, outcome in (("CO-50", "won"), ("50 N130", "partly"), ("CO-197", "lost")):
        step = sent(clinic, new_appeal(clinic, new_denial(clinic, case, replace(NOTICE, codes=codes))))
        answered(clinic, step, replace(LOST, outcome=outcome, won={"won": "140", "partly": "40"}.get(outcome, "")))
    new_denial(clinic, case, replace(NOTICE, codes="", reasons=("necessity",), deadline_on="12/10/2026"))
    row = new_denial(clinic, case, replace(NOTICE, codes="see the letter"))
    clinic.do(CloseDenial(row, denial(clinic.read, row).version, "given_up", "Too small"))
    return case


def test_by_payer_the_rate_is_of_what_was_answered(clinic: Clinic, found: Answerable) -> None:
    made = report_of(clinic.read, BY_PAYER, TODAY)
    (line,) = made.lines
    # 2 of 3 answered; $420.00 asked for, $180.00 won; the lost one and the waiting one are open.
    cells = ("Cascade Mutual", 5, 3, 3, 2, 67, 42_000, 18_000, 3, date(2026, 12, 10))
    assert line.cells == cells
    assert made.total == ("Total", *cells[1:-1], None)
    assert made.chart is not None and made.chart.bars[0].parts == (18_000, 24_000)


def test_by_reason_a_code_and_the_same_in_plain_words_are_one(clinic: Clinic, found: Answerable) -> None:
    made = report_of(clinic.read, BY_REASON, TODAY)
    by_label = {str(line.cells[0]).partition(":")[0]: line.cells for line in made.lines}
    assert set(by_label) == {"50", "197", "Reason not known"}
    assert by_label["50"][1:6] == (3, 2, 2, 2, 100) and by_label["50"][7] == 18_000
    assert by_label["197"][1:6] == (1, 1, 1, 0, 0)
    assert by_label["Reason not known"][1:6] == (1, 0, 0, 0, None)


def test_behind_a_line_stands_each_denial_with_its_days(clinic: Clinic, found: Answerable) -> None:
    (line,) = report_of(clinic.read, BY_PAYER, TODAY).lines
    assert line.behind is not None
    behind = report_of(clinic.read, line.behind, TODAY)
    told = {one.id: one.cells for one in behind.lines}
    assert [told[row][7] for row in sorted(told)] == [
        *("Won · The plan paid", "Won in part · Open", "Lost · Open", "Open", "Given up"),
    ]
    assert told[4][8:] == (date(2026, 12, 10), 16) and told[1][8:] == (None, None)
    assert behind.total is not None and behind.total[5:7] == (42_000, 18_000)
    at = f"{found.whose.client}/of/{found.whose.case}/denial"
    assert [(one.place, one.part) for one in behind.lines] == [("clients", f"{at}/{row}") for row in sorted(told)]


def test_what_is_open_stands_by_the_day_of_what_comes_next(clinic: Clinic, found: Answerable) -> None:
    case = found.whose.case
    step = sent(clinic, new_appeal(clinic, new_denial(clinic, found, replace(NOTICE, deadline_on="12/1/2026"))))
    clinic.do(
        OpenAppeal(new_denial(clinic, found, replace(NOTICE, amount="", about="ahead")), AppealDraft(is_expedited=True))
    )
    made = report_of(clinic.read, ReportAsked("open_denials"), TODAY)
    told = {one.id: one.cells for one in made.lines}
    # Won in full and given up are closed; of the others the one that is due first stands on top.
    assert set(told) == {2, 3, 4, 6, 7} and next(iter(told)) == 4
    days = [one.cells[0] for one in made.lines if isinstance(one.cells[0], date)]
    assert days == sorted(days) and [one.cells[0] for one in made.lines][len(days) :] == [None] * (5 - len(days))
    assert told[4] == (
        *(date(2026, 12, 10), "Nguyễn, Rosalind (Zuzu)", "Cascade Mutual"),
        *("Appeal with the record", "The client’s", 14_000, 16, 4),
    )
    assert told[6][3] == "Answer to: Internal appeal" and told[6][0] == appeal(clinic.read, step).answer_due_on
    assert told[7][3] == "Internal appeal, expedited"
    assert told[3][3] == "External review"
    assert made.total == (None, "Total", None, None, None, 4 * 14_000, None, None)
    assert {one.part for one in made.lines} == {f"{found.whose.client}/of/{case}/denial/{row}" for row in told}
    saved = csv_bytes(made).decode("utf-8-sig")
    line = (
        "2026-12-10",
        "Nguyễn, Rosalind (Zuzu)",
        "Cascade Mutual",
        "Appeal with the record",
        "The client’s",
        "140.00",
    )
    assert ",".join(f'"{cell}"' for cell in (*line, "16", "4")) in saved


def test_another_year_is_empty_and_the_list_is_a_spreadsheet(clinic: Clinic, found: Answerable) -> None:
    before = replace(BY_PAYER, period=Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert report_of(clinic.read, before, TODAY).lines == ()
    saved = csv_bytes(report_of(clinic.read, BY_PAYER, TODAY)).decode("utf-8-sig")
    assert '"Cascade Mutual","5","3","3","2","67","420.00","180.00","3","2026-12-10"' in saved
