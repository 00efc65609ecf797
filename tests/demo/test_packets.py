"""The demo's packets: issued, faxed, and waiting for their answers."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from demos import Demos
from fixed import NOW
from pdfs import viewed_pages

from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.packets.queries.packets import packet, packet_page, volume_pdf, volumes_of

SIGNED = re.compile(r"(?:Signed in the clinic’s record by .*? on|found on) (\d\d)/(\d\d)/(\d{4})")


@pytest.fixture(scope="module")
def demo(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """Only looked at."""
    clinic = demos.open(tmp_path_factory.mktemp("demo") / "demo", NOW)
    yield clinic
    clinic.close()


def test_two_packets_went_out_and_wait_for_their_answers(demo: Clinic) -> None:
    rows = packet_page(demo.read, demo.clock.today()).rows
    assert [(one.number, one.purpose) for one in rows] == [(2, "reimbursement"), (1, "authorization")]
    assert {(one.state, one.to_name, one.way) for one in rows} == {("sent", "Cascade Mutual Auto", "fax")}
    row = rows[0]
    found = packet(demo.read, row.id)
    assert found.answer_due_on
    (volume,) = volumes_of(demo.read, row.id)
    pages = viewed_pages(volume_pdf(demo.blobs, volume))
    assert len(pages) == row.pages
    assert "Visit notes" in pages[1]
    told = [one for one in disclosures_of(demo.read, row.client) if one.kind == "packet" and one.item == row.id]
    assert [(one.digest, one.confirmation) for one in told] == [(volume.digest, "FX-20417")]


def test_one_has_a_table_of_criteria_with_the_pages_of_its_evidence(demo: Clinic) -> None:
    row = packet_page(demo.read, demo.clock.today()).rows[1]
    (volume,) = volumes_of(demo.read, row.id)
    pages = viewed_pages(volume_pdf(demo.blobs, volume))
    table = " ".join(pages[2].split())
    assert "Criteria and evidence" in table
    assert "Not enclosed" not in table
    number = {
        words: _page_of(pages, words) for words in ("Initial assessment", "Frequency and duration", "Licenses and NPI")
    }
    assert re.search(rf"Drive without stopping: 15 minutes.*?\b{number['Initial assessment']}\b", table, re.DOTALL)
    assert re.search(rf"license MA60000000.*?\b{number['Licenses and NPI']}\b", table, re.DOTALL)
    assert re.search(rf"Myofascial release.*?\b{number['Frequency and duration']}\b", table, re.DOTALL)
    # Nothing in it is younger than the packet: not the letter, and not what was signed.
    days = {date(int(year), int(month), int(day)) for page in pages for month, day, year in SIGNED.findall(page)}
    assert days
    assert row.issued_on
    assert max(days) <= row.issued_on


def _page_of(pages: Sequence[str], heading: str) -> int:
    """The first page behind the front with that heading."""
    return next(at for at, text in enumerate(pages, 1) if at > 3 and heading in text)
