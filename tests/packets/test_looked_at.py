"""A draft of a packet that was only looked at is dropped when it is left; work is never."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from appealing import NOTICE
from charts import open_chart
from making import press as pressed
from packed import Packable, accept_all, begun, change, issue_packet, keep_from_plan
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.commands.steps import AnswerAppeal, OpenAppeal, SendAppeal
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft, SentDraft
from clinic_desktop.appeals.queries.denials import appeals_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.packets.commands.issuing import VoidPacket
from clinic_desktop.packets.commands.sending import MarkPacketSent
from clinic_desktop.packets.model.packet import PacketDraft, SendingDraft
from clinic_desktop.packets.queries.packets import packet, packet_page, unsent_about
from clinic_desktop.restrictions.queries import restrictions_of
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.chart.page import ChartPage
from ui.packets.builder import PacketBuilder
from ui.packets.issued import IssuedPacketPage
from ui.session import Errand, Session


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def chart(qtbot: QtBot, clinic: Clinic, packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ChartPage:
    return open_chart(qtbot, Session(clinic), tmp_path, packed_clinic[1].client)


def builder(chart: ChartPage) -> PacketBuilder:
    assert chart._editor
    (found,) = chart._editor.findChildren(PacketBuilder)
    return found


def test_a_packet_that_was_only_looked_at_is_no_draft(qtbot: QtBot, clinic: Clinic, chart: ChartPage) -> None:
    session = chart._session

    def kept() -> list[str]:
        return [one.purpose for one in packet_page(clinic.read, clinic.clock.today()).rows]

    ways: tuple[tuple[str, Callable[[], object]], ...] = (
        ("appeal", lambda: pressed(qtbot, builder(chart), "Packets")),
        ("va", chart.header.tabs["summary"].click),
        ("work", lambda: chart.open_part("packet/new")),
    )
    for purpose, leave in ways:
        chart.open_part(f"packet/new/{purpose}")
        assert kept() == [purpose]
        leave()
        assert kept() == []
    # One change, half a reason, or a way to put something right: it is work, and stays.
    chart.open_part("packet/new/appeal")
    builder(chart).parts.rows[next(iter(builder(chart).parts.rows))].check.click()
    chart.show_tab("summary")
    assert kept() == ["appeal"]
    chart.open_part("packet/new/work")
    builder(chart)._own_criteria()
    chart.show_tab("summary")
    assert sorted(kept()) == ["appeal", "work"]
    chart.open_part("packet/new/extension")
    session.sent.connect(lambda _: chart.open_part("prescription/new"))
    session.send(Errand("clients", "", "clients", "", "Why", "Back"))
    assert sorted(kept()) == ["appeal", "extension", "work"]


def test_what_is_about_a_bill_and_was_only_looked_at_is_no_draft_either(
    clinic: Clinic, chart: ChartPage, packed_clinic: tuple[Path, Packable]
) -> None:
    bill = packed_clinic[1].bill
    chart.open_part(f"packet/new/reimbursement/bill:{bill}")
    assert packet_page(clinic.read, clinic.clock.today()).rows
    chart.show_tab("summary")
    assert not packet_page(clinic.read, clinic.clock.today()).rows


def test_a_look_is_nothing_to_undo_and_leaves_what_can_be_redone(
    clinic: Clinic, chart: ChartPage, packed_clinic: tuple[Path, Packable]
) -> None:
    client = packed_clinic[1].client

    def kept() -> int:
        return len(restrictions_of(clinic.read, client))

    keep_from_plan(clinic, client, "11/10/2026")
    for part in ("packet/new/appeal", "letter/new/payer_reply"):
        undoable = list(clinic.history.undoable)
        chart.open_part(part)
        assert len(clinic.history.undoable) == len(undoable) + 1
        chart.show_tab("summary")
        assert clinic.history.undoable == undoable
    chart._session.undo()
    assert kept() == 0
    chart.open_part("packet/new/appeal")
    chart.show_tab("summary")
    chart._session.redo()
    assert kept() == 1


def test_what_was_done_meanwhile_is_undone_first(
    clinic: Clinic, chart: ChartPage, packed_clinic: tuple[Path, Packable]
) -> None:
    chart.open_part("packet/new/appeal")
    keep_from_plan(clinic, packed_clinic[1].client, "11/10/2026")
    chart.show_tab("summary")
    assert [one.label for one in clinic.history.undoable][-3:] == [
        "Begin packet", "Keep visits from the plan", "Remove draft of packet"
    ]  # fmt: skip


def test_what_is_issued_and_not_sent_is_opened_again(
    clinic: Clinic, chart: ChartPage, packed_clinic: tuple[Path, Packable]
) -> None:
    own = packed_clinic[1]
    draft = replace(NOTICE, bill=str(own.bill), visits=tuple(map(str, own.visits[1:])), noticed_on="11/19/2026")
    denied = clinic.do(AddDenial(own.case, draft)).row
    about = f"denial:{denied}"
    row = begun(clinic, own.case, "appeal", about)
    change(clinic, row, PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402"))
    accept_all(clinic, row)
    issue_packet(clinic, row)
    chart.open_part(f"packet/new/appeal/{about}")
    assert chart._editor
    (shown,) = chart._editor.findChildren(IssuedPacketPage)
    assert shown._row == row
    assert unsent_about(clinic.read, own.case, "appeal", about) == row
    # About another thing, or for another purpose, it is none.
    assert not unsent_about(clinic.read, own.case, "reimbursement", about)
    assert not unsent_about(clinic.read, own.case, "appeal", f"denial:{denied + 1}")
    clinic.do(MarkPacketSent(row, packet(clinic.read, row).version, SendingDraft("11/24/2026", "mail")))
    assert not unsent_about(clinic.read, own.case, "appeal", about)
    clinic.undo()
    # Its step went out and was answered without it: the next step has a packet of its own.
    step = clinic.do(OpenAppeal(denied, AppealDraft())).row
    clinic.do(SendAppeal(step, appeals_of(clinic.read, denied)[0].version, SentDraft("11/23/2026", "mail")))
    answer = AnswerDraft("11/24/2026", "lost")
    clinic.do(AnswerAppeal(step, appeals_of(clinic.read, denied)[0].version, answer))
    assert unsent_about(clinic.read, own.case, "appeal", about) == row
    clinic._writer._database.execute("UPDATE appeals SET answered_on = '2026-11-25' WHERE id = ?", (step,))
    assert not unsent_about(clinic.read, own.case, "appeal", about)
    clinic._writer._database.execute("UPDATE appeals SET answered_on = '2026-11-24' WHERE id = ?", (step,))
    clinic.do(VoidPacket(row, packet(clinic.read, row).version, "Wrong pages"))
    assert not unsent_about(clinic.read, own.case, "appeal", about)
