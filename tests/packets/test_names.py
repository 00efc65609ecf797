"""Title and day of a part stand apart: a screen writes the day with its month as a word, paper as MM/DD/YYYY, and an
index says each day once."""

import re
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from charts import open_chart
from packed import Packable, accept_all, begun, change, issue_packet, seen
from pdfs import reader, viewed_pages
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.document import accounting_pdf
from clinic_desktop.disclosures.queries import accounting_of, disclosures_of
from clinic_desktop.packets.model.named import named_on_paper, named_on_screen, span_on_paper
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.queries.packets import parts_kept, volume_pdf, volumes_of
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.kit.fields import ChoiceField
from ui.kit.text import Text
from ui.packets.builder import PacketBuilder
from ui.packets.issued import IssuedPacketPage
from ui.session import Session

ON_PAPER = re.compile(r"\d\d/\d\d/\d{4}")
FIRST, LAST = date(2026, 10, 2), date(2026, 11, 16)


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


@pytest.fixture
def row(clinic: Clinic, own: Packable) -> int:
    """An appeal that leaves the report of licenses and nothing else out, and says so."""
    made = begun(clinic, own.case, "appeal")
    change(clinic, made, PacketDraft(way="mail", to_address="PO Box 12", tells_left_out=True))
    accept_all(clinic, made)
    return made


@pytest.mark.parametrize(
    ("days", "screen", "paper"),
    [
        ((), "Plan", "Plan"),
        ((FIRST,), "Plan, 2 Oct 2026", "Plan, 10/02/2026"),
        ((LAST, FIRST), "Plan, 2 Oct 2026 to 16 Nov 2026", "Plan, 10/02/2026 to 11/16/2026"),
        ((FIRST, FIRST), "Plan, 2 Oct 2026", "Plan, 10/02/2026"),
    ],
)
def test_a_name_is_written_for_its_door(days: tuple[date, ...], screen: str, paper: str) -> None:
    assert (named_on_screen("Plan", days), named_on_paper("Plan", days)) == (screen, paper)
    assert f"Plan, {span_on_paper(days)}".removesuffix(", ") == paper


def test_no_title_that_the_record_offers_has_a_day_in_it(clinic: Clinic, row: int) -> None:
    found = seen(clinic, row)
    assert len(found.parts) >= 7
    assert not [one.title for one in found.parts if re.search(r"\d{4}", one.title.replace("1001", ""))]
    dated = {one.source: one.on_screen for one in found.parts if one.dated}
    assert dated["plan"].startswith("Treatment plan, version 1, ")
    assert re.fullmatch(r"Superbill no. 1001, 10 Nov 2026 to 17 Nov 2026", dated["bill"])
    assert [one.on_screen for one in found.abouts] == [dated["bill"]]


def test_the_screen_has_no_day_of_paper(qtbot: QtBot, clinic: Clinic, own: Packable, row: int, tmp_path: Path) -> None:
    chart = open_chart(qtbot, Session(clinic), tmp_path, own.client)
    chart.open_part(f"packet/{row}")
    page = chart.findChildren(PacketBuilder)[-1]
    about = page.whom.form.fields["about"]
    assert isinstance(about, ChoiceField)
    assert "10 Nov 2026 to 17 Nov 2026" in about.box.itemText(0)
    assert any("Nov 2026" in words for words in _words(page.parts))
    assert not [words for words in (*_words(page.parts), about.box.itemText(0)) if ON_PAPER.search(words)]
    issue_packet(clinic, row)
    chart.open_part(f"packet/{row}")
    issued = chart.findChildren(IssuedPacketPage)[-1]
    held = [title for _, title in parts_kept(clinic.read, row)]
    assert set(held) <= set(_words(issued))
    assert any("Nov 2026" in title for title in held)
    assert not [words for words in _words(issued) if ON_PAPER.search(words)]


def test_the_index_says_each_day_once_and_the_cover_in_the_way_of_paper(clinic: Clinic, row: int) -> None:
    issue_packet(clinic, row)
    pdf = volume_pdf(clinic.blobs, volumes_of(clinic.read, row)[0])
    cover, index = viewed_pages(pdf)[:2]
    assert "Superbill no. 1001, 11/10/2026 to 11/17/2026" in " ".join(cover.split())
    for line in index.splitlines():
        days = ON_PAPER.findall(line)
        assert len(days) == len(set(days)) <= 2, line
    assert "–" not in "".join(line for line in index.splitlines() if "Superbill" in line)
    assert "Nov 2026" not in cover + index
    # A reader lists them without a column of days.
    marks = [str(one["/Title"]) for one in reader(pdf).outline if not isinstance(one, list)]
    assert any(re.fullmatch(r"Treatment plan, version 1, \d\d/\d\d/\d{4}", one) for one in marks)


def test_the_log_shows_them_as_a_screen_and_its_paper_as_paper(clinic: Clinic, own: Packable, row: int) -> None:
    issue_packet(clinic, row)
    (told,) = disclosures_of(clinic.read, own.client)
    assert "10 Nov 2026 to 17 Nov 2026" in told.parts
    assert not ON_PAPER.search(told.parts)
    today = clinic.clock.today()
    text = " ".join(
        viewed_pages(accounting_pdf(accounting_of(clinic.read, own.client, (FIRST, today), today, whole=True)))
    )
    assert "11/10/2026 to 11/17/2026" in " ".join(text.split())
    assert "Nov 2026" not in text


def _words(inside: QWidget) -> list[str]:
    found = [one.text() for one in inside.findChildren(Text)]
    return found + [one.text() for one in inside.findChildren(QAbstractButton)]
