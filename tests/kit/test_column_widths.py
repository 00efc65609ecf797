"""The columns of a list fill it exactly, and one that says what it must hold is never too narrow for it."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from clinic_desktop.store.paging import Page
from ui.kit.paged_model import Column, PagedModel
from ui.kit.shares import fitting, passed_on, widths
from ui.kit.table import Table
from ui.theme import LIGHT, style_sheet

DAY = "20 Nov 2026"
LEAST = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 200)), min_size=1, max_size=9)


@given(st.integers(0, 2_000), LEAST)
def test_they_add_up_and_none_is_below_its_least_where_all_fit(whole: int, columns: list[tuple[int, int]]) -> None:
    shares, least = [share for share, _ in columns], [one for _, one in columns]
    made = widths(whole, shares, least)
    assert sum(made) == whole
    assert all(width >= 0 for width in made)
    if sum(least) <= whole:
        assert all(width >= one for width, one in zip(made, least, strict=True))
    else:
        assert made == widths(whole, shares, [0] * len(shares))


def test_without_a_least_the_shares_alone_count() -> None:
    assert widths(1_000, (4, 2, 2), (0, 0, 0)) == [500, 250, 250]
    assert widths(100, (1, 1, 1), (0, 0, 0)) == [33, 33, 34]


def test_what_one_needs_the_others_give_by_their_shares() -> None:
    assert widths(1_000, (1, 6, 3), (190, 0, 0)) == [190, 540, 270]
    assert widths(1_000, (5, 3, 2), (100, 0, 0)) == [500, 300, 200]
    # The second falls short only once the first is held.
    assert widths(300, (1, 1, 1), (140, 90, 0)) == [140, 90, 70]


@given(st.integers(0, 1_500), st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1, max_size=9))
def test_leasts_fit_always_and_the_widest_that_may_give_first(whole: int, columns: list[tuple[int, bool]]) -> None:
    least, firm = [one for one, _ in columns], [keeps for _, keeps in columns]
    made = fitting(whole, least, firm)
    assert sum(made) <= whole and all(0 <= now <= one for now, one in zip(made, least, strict=True))
    # As wide as can be: only what an even split leaves over is lost.
    assert sum(made) > min(whole, sum(least)) - len(least)
    gave = [now for now, one in zip(made, least, strict=True) if now < one]
    whole_words = [now for now, one, keeps in zip(made, least, firm, strict=True) if now == one and not keeps]
    # A word that stayed whole is no wider than one that gave.
    assert not gave or all(now <= min(gave) + 1 for now in whole_words)


def test_a_day_and_a_number_stay_whole_while_words_give() -> None:
    assert fitting(500, (100, 90, 200, 300), (True, True, False, False)) == [100, 90, 155, 155]
    # A short one is whole before a long one has more.
    assert fitting(500, (100, 90, 80, 300), (True, True, False, False)) == [100, 90, 80, 230]
    # Days alone would leave nothing for the name.
    assert fitting(300, (140, 140, 200), (True, True, False)) == [100, 100, 100]
    assert fitting(600, (100, 90, 200), (True, True, False)) == [100, 90, 200]


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=9))
def test_room_that_one_does_not_need_goes_to_those_that_do(columns: list[tuple[int, int]]) -> None:
    made, needed = [width for width, _ in columns], [need for _, need in columns]
    now = passed_on(made, needed)
    assert sum(now) == sum(made)
    for width, before, need in zip(now, made, needed, strict=True):
        assert min(before, need) <= width <= max(before, need)
    if sum(needed) <= sum(made):
        assert all(width >= need for width, need in zip(now, needed, strict=True))


def test_who_lacks_little_is_whole_before_anyone_gets_more() -> None:
    assert passed_on([100, 100, 100], [50, 110, 300]) == [50, 110, 140]
    assert passed_on([100, 100, 100], [40, 70, 110]) == [94, 96, 110]
    assert passed_on([100, 100], [120, 130]) == [100, 100]


@dataclass(frozen=True, slots=True)
class Visit:
    id: int = 1
    day: str = DAY


COLUMNS: tuple[Column[Visit], ...] = (
    Column("Date of service", lambda row: row.day, share=1, least=DAY),
    Column("What was done, by whom", lambda row: row.day * 9, share=9),
    Column("Units", lambda row: "1,234.00", right=True, share=1, least="1,234.00"),
)


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize("width", [500, 760, 1_100])
def test_a_list_shows_the_least_text_and_its_title_whole(
    qtbot: QtBot, qapp: QApplication, width: int, size: int
) -> None:
    before = qapp.font(), qapp.styleSheet(), qapp.palette()
    larger = qapp.font()
    larger.setPointSizeF(larger.pointSizeF() * size / 100)
    qapp.setFont(larger)

    qapp.setStyleSheet(style_sheet(LIGHT, larger))
    try:
        model = PagedModel(lambda _: Page((Visit(),), None), COLUMNS)
        table = Table("Visits", model, "None.")
        qtbot.addWidget(table)
        model.reload()
        table.resize(width, 200)
        table.show()
        QApplication.processEvents()
        option = QStyleOptionViewItem()
        table.initViewItemOption(option)
        for at in (0, 2):
            index = model.index(0, at)
            assert table.itemDelegate().sizeHint(option, index).width() <= table.columnWidth(at)
            assert table.horizontalHeader().sectionSizeHint(at) <= table.columnWidth(at)
        assert sum(table.columnWidth(at) for at in range(3)) == table.viewport().width()
    finally:
        qapp.setFont(before[0])
        qapp.setStyleSheet(before[1])
        qapp.setPalette(before[2])


def test_an_empty_column_lends_its_room_and_only_rows_in_view_are_read(qtbot: QtBot) -> None:
    read: list[int] = []

    def words(row: Visit) -> str:
        read.append(row.id)
        return row.day

    model = PagedModel(lambda _: Page(rows, None), (Column("Hours", words), Column("Address", lambda _: "")))
    rows = tuple(Visit(at, "Mon to Fri, 8 am to 12 noon and 1 pm to 4 pm") for at in range(1, 2_000))
    table = Table("Departments", model, "None.")
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show()
    model.reload()
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    needed = table.itemDelegate().sizeHint(option, model.index(0, 0)).width()
    assert needed > 250
    assert table.columnWidth(0) >= needed
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    assert max(read) < 50


@pytest.mark.parametrize(("more", "is_held"), [(0, False), (500, True)])
def test_room_for_a_least_is_kept_only_while_rows_are_out_of_view(qtbot: QtBot, more: int, is_held: bool) -> None:
    model = PagedModel(
        lambda _: Page(tuple(Visit(at) for at in range(1, 3 + more)), None),
        (Column("Hours", lambda row: "8 am to 12 noon, 1 pm to 5 pm " * 3), Column("State", lambda _: "", least=DAY)),
    )
    table = Table("Departments", model, "None.")
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    model.reload()
    assert (table.columnWidth(1) >= table.fontMetrics().horizontalAdvance(DAY)) == is_held


def test_columns_that_can_be_spared_go_before_any_is_cut(qtbot: QtBot) -> None:
    columns: tuple[Column[int], ...] = (
        Column("Day", lambda one: DAY, least=DAY),
        Column("Time", lambda one: "11:45 AM", least="11:45 AM", spare=2),
        Column("Units", lambda one: "4", least="Units", spare=1),
    )
    table = Table("Visits", PagedModel(lambda _: Page((1,), None), columns), "", rows=8)
    qtbot.addWidget(table)
    table.show()
    shown = {}
    for width in (900, 200, 150, 900):
        table.resize(width, 200)
        table._paged.reload()
        shown[width] = [at for at in range(3) if not table.isColumnHidden(at)]
        assert sum(table.columnWidth(at) for at in shown[width]) == table.viewport().width()
        assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(DAY)
    assert shown == {900: [0, 1, 2], 200: [0, 1], 150: [0]}


def test_a_page_narrower_than_its_gaps_gives_no_width_to_anybody() -> None:
    """As one that is not shown yet."""
    assert widths(-8, (1, 1), (40, 40)) == [0, 0]
