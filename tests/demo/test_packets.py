"""The demo's packet: issued, faxed, and waiting for its answer."""

from collections.abc import Iterator

import pytest
from demos import Demos
from fixed import NOW
from pdfs import viewed_pages

from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.packets.queries.packets import packet, packet_page, volume_pdf, volumes_of


@pytest.fixture(scope="module")
def demo(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """Only looked at."""
    clinic = demos.open(tmp_path_factory.mktemp("demo") / "demo", NOW)
    yield clinic
    clinic.close()


def test_one_packet_went_out_and_waits_for_its_answer(demo: Clinic) -> None:
    (row,) = packet_page(demo.read, demo.clock.today()).rows
    assert (row.number, row.state, row.to_name, row.way) == (1, "sent", "Cascade Mutual Auto", "fax")
    found = packet(demo.read, row.id)
    assert found.answer_due_on
    (volume,) = volumes_of(demo.read, row.id)
    pages = viewed_pages(volume_pdf(demo.blobs, volume))
    assert len(pages) == row.pages
    assert "Visit notes" in pages[1]
    told = [one for one in disclosures_of(demo.read, row.client) if one.kind == "packet"]
    assert [one.digest for one in told] == [volume.digest]
