"""The verdict panel: what it says, its buttons, what folds, and that it stays as it is when it is shown again."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from coverage_cases import (
    CHANGES,
    HAVE,
    MISSING,
    TODAY,
    appraisal,
    contradicting,
    excluded,
    likely,
    missing,
    self_pay,
    wrong_payer,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from windows import press, seen

from clinic_desktop.coverage.model.outcome import WORDS, CoverageOutcome, CoverageVerdict, Difference, Evidence
from clinic_desktop.coverage.rules.appraising import Appraisal
from clinic_desktop.coverage.rules.changes import difference
from clinic_desktop.coverage.rules.estimate.lines import span
from ui.coverage.verdict import VerdictPanel
from ui.coverage.words import LOOKS
from ui.kit.focus import tab_on
from ui.kit.layout import column

WIDE, HIGH = 390, 560


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[VerdictPanel]:
    made = VerdictPanel()
    around = QFrame()
    around.setLayout(column(made))
    qtbot.addWidget(around)
    around.resize(WIDE, HIGH)
    around.show()
    made.window().activateWindow()
    yield made
    made.note.timer.stop()


def with_evidence(found: Appraisal, *evidence: Evidence) -> Appraisal:
    return replace(found, outcome=replace(found.outcome, evidence=evidence))


def fix_of(panel: VerdictPanel, words: str) -> QPushButton:
    (found,) = (one for one in panel.findChildren(QPushButton) if one.accessibleName() == words and one.isVisible())
    return found


def test_the_headline_says_verdict_day_and_how_much_is_known(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing(), CHANGES)
    assert panel.headline.words.text() == "Could be paid, 4 things missing"
    assert panel.headline.accessibleName() == "Could be paid, 4 things missing"
    assert "As of 24 Nov 2026 · more open than known" in seen(panel)
    panel.show_appraisal(likely())
    assert panel.headline.words.text().startswith("Likely: about $36.00 back a visit at first")
    assert "nothing left to ask" in seen(panel)


def test_no_two_verdicts_look_alike() -> None:
    assert set(LOOKS) == set(CoverageVerdict) == set(WORDS)
    assert len(set(LOOKS.values())) == len(CoverageVerdict)


@pytest.mark.parametrize("verdict", CoverageVerdict)
def test_every_verdict_has_its_ground_and_picture(panel: VerdictPanel, verdict: CoverageVerdict) -> None:
    found = missing()
    panel.show_appraisal(replace(found, outcome=replace(found.outcome, verdict=verdict)))
    assert panel.headline.property("banner") == LOOKS[verdict][0]
    picture = panel.headline.findChildren(QLabel)[0]
    assert not picture.pixmap().isNull()


def test_fix_leads_to_where_it_is_put_right(panel: VerdictPanel, qtbot: QtBot) -> None:
    panel.show_appraisal(missing())
    places: list[str] = []
    panel.fix.connect(places.append)
    for one, verb in ((MISSING[0], "Fix"), (MISSING[1], "Fix"), (MISSING[3], "Answer"), (MISSING[7], "Fix")):
        qtbot.mouseClick(fix_of(panel, f"{verb}: {one.words}"), Qt.MouseButton.LeftButton)
    assert places == ["therapist", "authorization", "call", "call"]


def test_what_cannot_be_put_right_has_no_button(panel: VerdictPanel) -> None:
    panel.show_appraisal(with_evidence(missing(), Evidence("missing", "A plan", "x")))
    assert "A plan" in seen(panel)
    assert not [one for one in panel.findChildren(QPushButton) if one.text() == "Fix" and one.isVisible()]


def test_contradictions_come_first_and_lead_to_the_answer(panel: VerdictPanel, qtbot: QtBot) -> None:
    panel.show_appraisal(contradicting())
    keys: list[str] = []
    panel.answered.connect(keys.append)
    words = seen(panel)
    assert words.index("14 visits are used") < words.index("To ask")
    qtbot.mouseClick(fix_of(panel, "Fix: 14 visits are used, above the limit of 12."), Qt.MouseButton.LeftButton)
    assert keys == ["visits_used"]


def test_rules_that_were_set_aside_are_said(panel: VerdictPanel, qtbot: QtBot) -> None:
    panel.show_appraisal(contradicting())
    assert "no better than “Possible”" in seen(panel)
    assert "work.toml" not in seen(panel)
    press(qtbot, panel, "1 problem in the rule files")
    assert "work.toml" in seen(panel)
    panel.show_appraisal(likely())
    assert "rule files" not in "".join(one.text() for one in panel.findChildren(QPushButton) if one.isVisible())


def test_questions_stand_under_whom_they_go_to(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing())
    words = seen(panel).splitlines()
    whom = [one for one in words if one.startswith("Ask the plan’s") or one == "Ask the prescriber"]
    assert whom == ["Ask the plan’s member services", "Ask the plan’s provider services", "Ask the prescriber"]
    assert words.index(whom[0]) + 1 == words.index(MISSING[3].words)


def test_what_is_in_place_is_folded_away_until_it_is_wanted(panel: VerdictPanel, qtbot: QtBot) -> None:
    panel.show_appraisal(likely())
    head = panel.evidence.have.head
    assert HAVE[0].words not in seen(panel)
    assert head.accessibleName() == "Show: 5 things in place"
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
    assert all(one.words in seen(panel) for one in HAVE)
    assert head.accessibleName() == "Hide: 5 things in place"


def test_what_is_unfolded_stays_so_and_says_what_is_true_now(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing(), CHANGES)
    folds = (panel.evidence.have, panel.estimate.sums, panel.reasons.fold)
    for fold in folds:
        fold.toggle()
    panel.show_appraisal(likely())
    assert all(fold.is_open for fold in folds)
    words = seen(panel)
    assert HAVE[4].words in words
    assert "Visit 1, 1 Dec 2026" in words
    assert "The plan has a benefit for massage" not in words


def test_the_estimate_says_three_numbers_as_ranges(panel: VerdictPanel, qtbot: QtBot) -> None:
    panel.show_appraisal(missing())
    words = seen(panel)
    assert "Estimate, not a guarantee" in words
    assert "Net cost\n$0.00 to $140.00" in words
    assert "Net cost\n$0.00 to $1,680.00" in words
    assert "After the statement" not in words
    press(qtbot, panel, "8 things that make it a range")
    assert "Neither copay nor coinsurance is known." in seen(panel)
    panel.show_appraisal(likely())
    assert "Pay today\n$140.00\nExpected back\n$36.00\nNet cost\n$104.00" in seen(panel)
    assert "deductible $50.00" not in seen(panel)
    press(qtbot, panel, "How it comes about")
    assert "Allowed $110.00, deductible $50.00, then 40% of $60.00 is $24.00 for the client" in seen(panel)
    assert "Visits 2 to 5, 8 Dec 2026 to 29 Dec 2026" in seen(panel)


def test_what_is_no_range_has_nothing_that_makes_it_one(panel: VerdictPanel) -> None:
    panel.show_appraisal(wrong_payer())
    assert "Net cost\n$0.00" in seen(panel)
    assert not panel.estimate.unknown.isVisible()


def test_a_range_begins_with_the_smaller_amount() -> None:
    assert span(14_000, 0) == span(0, 14_000) == "$0.00 to $140.00"
    assert span(14_000, 14_000) == "$140.00"


def test_a_case_without_visits_says_what_is_known_of_its_money(panel: VerdictPanel) -> None:
    panel.show_appraisal(self_pay())
    assert "Its money is not known yet" in seen(panel)
    assert "Net cost" not in seen(panel)


def test_next_steps_say_by_when(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing())
    words = seen(panel)
    assert "write down the reference number.\nToday" in words
    assert "before visit 7.\nBy 15 Dec 2026" in words
    assert "Was due on 21 Nov 2026" in words


def test_what_to_mind_is_folded_away_and_leaves_the_estimate_in_view(panel: VerdictPanel, qtbot: QtBot) -> None:
    found = likely()
    panel.show_appraisal(replace(found, outcome=replace(found.outcome, steps=())))
    assert "Next steps" not in seen(panel)
    assert "keep notes and measures" not in seen(panel)
    press(qtbot, panel, "1 thing to mind")
    assert "keep notes and measures" in seen(panel)
    press(qtbot, panel, "3 documents for the packet")
    assert "Progress measures" in seen(panel)


def test_words_of_rules_begin_with_a_capital(panel: VerdictPanel) -> None:
    panel.show_appraisal(with_evidence(missing(), Evidence("ask", "who signed it?", "x", "clinic", "call")))
    assert "Look in your own records\nWho signed it?" in seen(panel)


def test_why_says_source_and_how_sure_it_is(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing())
    panel.reasons.fold.toggle()
    words = seen(panel)
    assert "Questions for a benefit call, item 4" in words
    assert "Checked on 3 Nov 2026 · common knowledge of the trade" in words
    assert "Checked on 20 Oct 2026 · read in the text itself" in words
    assert "From memory, 1 Sep 2026: to be checked again" in words
    names = {one.accessibleName() for one in panel.reasons.findChildren(QLabel)}
    assert {"Met", "Not met", "Not known"} <= names


def test_what_would_change_it_names_each_set(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing(), CHANGES)
    words = seen(panel)
    assert "With a supervisor on record, and the payer’s rule with a call reference\nand an authorization" in words
    assert "Or with the answer “Massage therapist accepted: Yes”" in words
    assert "Possible, ask the plan\nWith a diagnosis from a prescriber" in words
    panel.show_appraisal(likely())
    assert "What would change it" not in seen(panel)


def test_a_note_says_what_an_answer_changed_and_passes(panel: VerdictPanel) -> None:
    before, after = missing(), likely()
    panel.show_appraisal(after, (), difference(before.outcome, after.outcome))
    words = seen(panel.note)
    assert "Before it was “Could be paid, something is missing”." in words
    assert "No longer “Missing: A billing provider" in words
    assert "more changes" in words
    assert len(words.splitlines()) <= 5
    panel.note.timer.timeout.emit()
    assert not panel.note.isVisible()
    panel.show_appraisal(after, (), Difference(CoverageVerdict.LIKELY, CoverageVerdict.LIKELY, (), ()))
    assert "Nothing else changed." in seen(panel.note)
    panel.show_appraisal(after)
    assert not panel.note.isVisible()
    assert not panel.note.timer.isActive()


def test_what_stays_is_not_made_again(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing(), CHANGES)
    before = panel.evidence.rows
    panel.show_appraisal(with_evidence(missing(), *MISSING[1:]), CHANGES)
    after = panel.evidence.rows
    assert len(after) == len(before) - 1
    assert set(after) < set(before)


def test_what_is_in_view_stays_where_it_is(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing(), CHANGES)
    QApplication.processEvents()
    bar, table = panel.area.verticalScrollBar(), panel.estimate.series
    bar.setValue(table.mapTo(panel._page, table.rect().topLeft()).y() - 3)
    top = table.mapTo(panel.area, table.rect().topLeft()).y()
    assert bar.value() > 100
    shown: list[int] = []
    for found in (with_evidence(missing(), *MISSING[2:]), missing()):
        panel.show_appraisal(found, CHANGES)
        # Before anything is painted.
        shown.append(table.mapTo(panel.area, table.rect().topLeft()).y())
        QApplication.processEvents()
        shown.append(table.mapTo(panel.area, table.rect().topLeft()).y())
    assert shown == [top] * 4


def test_at_the_top_it_stays_at_the_top(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing(), CHANGES)
    panel.show_appraisal(contradicting(), CHANGES)
    QApplication.processEvents()
    assert panel.area.verticalScrollBar().value() == 0


def test_the_focus_stays_at_its_matter(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing())
    fix_of(panel, f"Fix: {MISSING[1].words}").setFocus()
    panel.show_appraisal(with_evidence(missing(), *MISSING[1:]))
    focused = panel.window().focusWidget()
    assert focused and focused.accessibleName() == f"Fix: {MISSING[1].words}"


def test_the_focus_goes_on_when_its_matter_is_settled(panel: VerdictPanel) -> None:
    panel.show_appraisal(missing())
    fix_of(panel, f"Fix: {MISSING[0].words}").setFocus()
    panel.show_appraisal(with_evidence(missing(), *MISSING[2:]))
    focused = panel.window().focusWidget()
    assert focused and focused.accessibleName() == f"Fix: {MISSING[2].words}"


def test_tab_goes_from_top_to_bottom_though_rows_came_later(panel: VerdictPanel) -> None:
    panel.show_appraisal(likely())
    panel.show_appraisal(missing(), CHANGES)
    panel.evidence.have.head.setFocus()
    controls = [one for one in panel.findChildren(QAbstractButton) if one.isVisible()]
    first = min(controls, key=lambda one: one.mapTo(panel, one.rect().topLeft()).y())
    first.setFocus()
    ways = []
    for _ in controls:
        focused = panel.window().focusWidget()
        assert focused
        ways.append(focused)
        tab_on(panel.window(), forward=True)
    assert len(set(ways)) == len(controls)
    # The button at the foot does not scroll with them.
    assert ways.pop() is panel.summary
    heights = [one.mapTo(panel._page, one.rect().topLeft()).y() for one in ways]
    assert all(above < below for above, below in pairwise(heights))


def test_hostile_long_and_right_to_left_texts_stay_plain_and_inside(panel: VerdictPanel) -> None:
    hostile = "<b>bold</b> <img src='/etc/hostname'> &amp; " + "x" * 400 + "-" * 300 + " \u202eevil שלום עולם"
    evidence = tuple(Evidence(state, hostile, "x", fix="call") for state in ("missing", "ask", "stale", "have"))
    outcome = CoverageOutcome(
        TODAY, CoverageVerdict.COVERABLE_MISSING, evidence, (), (hostile,), (hostile,), (), (), (hostile,)
    )
    panel.show_appraisal(appraisal(outcome), (), difference(likely().outcome, outcome))
    panel.evidence.have.toggle()
    panel.evidence.set_aside.toggle()
    panel.next.traps.toggle()
    panel.next.documents.toggle()
    QApplication.processEvents()
    labels = [one for one in panel.findChildren(QLabel) if one.text()]
    assert sum("<b>bold</b>" in one.text() for one in labels) >= 7
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)
    page = panel.area.widget()
    assert page
    assert page.width() <= panel.area.viewport().width()
    assert panel.width() <= WIDE


def test_every_control_has_a_name_and_a_place_in_the_tab_order(panel: VerdictPanel) -> None:
    panel.show_appraisal(contradicting(), CHANGES)
    panel.reasons.fold.toggle()
    for one in panel.findChildren(QAbstractButton):
        if one.isVisible():
            assert one.accessibleName()
            assert one.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_empty_cards_are_not_shown(panel: VerdictPanel) -> None:
    panel.show_appraisal(excluded())
    words = seen(panel)
    assert "Missing" not in words
    assert "What would change it" not in words
    assert "Next steps" in words
