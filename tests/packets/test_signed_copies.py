"""A plan as the prescriber signed it, in a packet: it goes before the plan as it was recorded, cleaned and as small as
the way of sending wants it."""

from pathlib import Path
from shutil import copytree

import pytest
from hostile import SENTINEL, changed
from hostile_actions import PLACES, _js
from packed import Packable, accept_all, begun, change, issue_packet, seen
from papers import paper
from pdfs import reader, viewed_pages

from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.document.making import bind_packet
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.paper import PartUnreadable
from clinic_desktop.packets.queries.packets import packet, volume_pdf, volumes_of
from clinic_desktop.packets.queries.sizes import scan_sizes
from clinic_desktop.plans.commands.after import KeepSignedCopy
from clinic_desktop.store.keys.keyring import ClinicFolder

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def keep(clinic: Clinic, content: bytes) -> str:
    """The key of the copy as a part."""
    return f"copy:{clinic.do(KeepSignedCopy(1, content)).row}"


def keys(clinic: Clinic, row: int) -> list[str]:
    return [one.key for one in packet(clinic.read, row).parts]


def test_the_copy_goes_instead_of_the_plan_as_it_was_recorded(clinic: Clinic, own: Packable) -> None:
    assert "plan:1" in keys(clinic, begun(clinic, own.case, "appeal"))
    keep(clinic, paper("the first copy"))
    newest = keep(clinic, paper("signed by hand"))
    row = begun(clinic, own.case, "appeal")
    assert newest in keys(clinic, row)
    assert "plan:1" not in keys(clinic, row)
    view = seen(clinic, row)
    plan = {one.part.key: one.why for one in view.offered if one.part.kind == "plan"}
    assert plan["plan:1"] == "The copy that the prescriber signed goes instead."
    # It is there, so nobody is told that it was left out.
    assert not [one.what for one in view.left_out if "Treatment plan" in one.what]
    # Both can be in it; and what the plan proves stands in the copy too.
    assert "copy:1" not in plan
    goals = next(one.evidence for one in view.criteria if one.key == "generic:improvement")
    assert goals
    assert goals.parts == (newest, "plan:1")


def test_it_is_issued_with_the_words_of_the_copy_and_nothing_that_runs(clinic: Clinic, own: Packable) -> None:
    put = PLACES["by a name"]
    bad = changed(lambda pdf: put(pdf, _js(pdf)), paper("signed by hand"))
    assert SENTINEL.encode() in bad
    keep(clinic, bad)
    row = begun(clinic, own.case, "appeal")
    change(clinic, row, TO)
    accept_all(clinic, row)
    issue_packet(clinic, row)
    pdf = volume_pdf(clinic.blobs, volumes_of(clinic.read, row)[0])
    texts = viewed_pages(pdf)
    assert "Treatment plan, version 1, signed by the prescriber" in " ".join(texts[1].split())
    assert any("signed by hand" in text for text in texts)
    assert SENTINEL.encode() not in pdf
    assert "/OpenAction" not in reader(pdf).root_object
    # The row of what went out names the copy.
    assert clinic.read.one("SELECT source_id FROM packet_parts WHERE source = 'copy'")["source_id"] == 1


def test_a_copy_that_nobody_can_read_is_said_by_its_name(clinic: Clinic, own: Packable) -> None:
    key = keep(clinic, b"%PDF-1.7 and nothing else")
    row = begun(clinic, own.case, "appeal")
    view = seen(clinic, row)
    assert scan_sizes(clinic.read, clinic.blobs, view) == {key: 25}
    with pytest.raises(PartUnreadable, match=r"version 1, signed by the prescriber, .* cannot be read: take it out"):
        bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress())
