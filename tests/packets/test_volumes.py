"""Volumes: what a limit does, what is said where it cannot be kept, and what no packet carries along."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from random import Random
from typing import Any

import pikepdf
import pytest
from packing import COVER, MADE_ON, RawPage, packet, part, raw_pdf
from pdfs import as_viewed, reader, viewed_pages

from clinic_desktop.packets.document.binding import volumes
from clinic_desktop.packets.model.paper import (
    CoverFacts,
    Criterion,
    LeftOut,
    Limit,
    LimitTooSmall,
    PacketPaper,
    PageTooLarge,
    PartMark,
    PartPaper,
    PartUnreadable,
)

DIGEST = """
from hashlib import sha256
from packing import packet, part
from clinic_desktop.packets.document.binding import volumes
print(sha256(b"".join(one.pdf for one in volumes(packet(part("a", 3), part("b", 1, rotate=90))))).hexdigest())
"""
# What a stranger's page may carry: things to do, things to fill in, files, notes, a hidden name.
ACTIVE = (
    "/AA <</O <</S/JavaScript/JS(app.alert)>> >> /Annots [<</Type/Annot/Subtype/Link/Rect[0 0 9 9]"
    "/A <</S/Launch/F(evil.exe)>> >> <</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(evil.exe)>> >>] "
    "/PieceInfo <</Evil 1>> /Metadata 3 0 R /Trans <</S/Split>> /Thumb 3 0 R /B [] /Tabs /S /TemplateInstantiated /x"
)


def heavy(key: str, *sizes: int) -> PartPaper:
    """A part whose pages come to about so many bytes, which cannot be packed."""
    pages = [RawPage(f"{key}:{at}") for at in range(1, len(sizes) + 1)]
    with pikepdf.open(BytesIO(raw_pdf(pages))) as document:
        for page, size in zip(document.pages, sizes, strict=True):
            # Of its own each: the pages share what they are drawn with.
            own = pikepdf.Dictionary(Font=page.obj.Resources.Font)
            pixels = document.make_stream(Random(size).randbytes(size), Type=pikepdf.Name.XObject)
            pixels.Subtype, pixels.Width, pixels.Height = pikepdf.Name.Image, size, 1
            pixels.ColorSpace, pixels.BitsPerComponent = pikepdf.Name.DeviceGray, 8
            own.XObject = pikepdf.Dictionary(Im=pixels)
            page.obj.Resources = own
        made = BytesIO()
        document.save(made)
    return PartPaper(key, f"Part {key}", (), made.getvalue())


def bookmarks(pdf: bytes) -> list[object]:
    """Their words; those below one in a list after it."""

    def words(items: list[Any]) -> list[object]:
        return [words(one) if isinstance(one, list) else str(one.title) for one in items]

    return words(reader(pdf).outline)


def limited(paper: PacketPaper, **limit: int) -> PacketPaper:
    return replace(paper, limit=Limit(**limit))


def test_a_part_that_a_volume_can_hold_is_not_parted() -> None:
    paper = limited(packet(part("a", 4), part("b", 5), part("c", 1)), pages=8)
    assert [(one.first_page, one.pages) for one in volumes(paper)] == [(1, 6), (7, 8)]


def test_a_part_larger_than_the_limit_goes_on_in_the_next_volume_under_its_own_name() -> None:
    found = volumes(limited(packet(part("a", 1), part("b", 9)), pages=6))
    assert [one.pages for one in found] == [6, 6, 4]
    assert "Part b (continued)" in as_viewed(found[2].pdf)
    assert bookmarks(found[2].pdf) == ["Cover", "Index", "Part b (continued)"]
    assert "Packet 12, volume 2 of 3" in viewed_pages(found[1].pdf)[0]
    assert "Pages 7 to 12 of 16" in viewed_pages(found[1].pdf)[0]


def test_files_keep_to_a_limit_of_bytes_and_use_it() -> None:
    paper = packet(heavy("a", *[30_000] * 9), heavy("b", 90_000), heavy("c", 10_000, 10_000))
    found = volumes(limited(paper, bytes=200_000))
    assert all(len(one.pdf) <= 200_000 for one in found)
    assert sum(one.pages - 2 for one in found) == 12
    # What is in all of them, with a front in each, does not fit into fewer.
    assert len(found) == 3


def test_pages_that_share_what_is_heavy_are_not_weighed_twice() -> None:
    whole = heavy("a", 90_000)
    with pikepdf.open(BytesIO(whole.pdf)) as document:
        for _ in range(5):
            document.pages.append(document.pages[0])
        made = BytesIO()
        document.save(made)
    paper = limited(packet(replace(whole, pdf=made.getvalue()), heavy("b", 90_000)), bytes=150_000)
    assert [one.pages for one in volumes(paper)] == [8, 3]
    # Neither where they are added one by one, for no volume holds all of them.
    assert [one.pages for one in volumes(limited(paper, bytes=150_000, pages=6))] == [6, 4, 3]


def test_a_page_larger_than_the_limit_is_named() -> None:
    paper = limited(packet(part("a", 1), heavy("b", 9_000, 400_000, 9_000)), bytes=200_000)
    with pytest.raises(PageTooLarge) as refused:
        volumes(paper)
    assert (refused.value.part, refused.value.page, refused.value.limit) == ("b", 2, 200_000)
    assert refused.value.size > 400_000
    assert refused.value.words == "Page 2 of “Part b” alone is larger than what can be sent."


@pytest.mark.parametrize("limit", [{"pages": 2}, {"pages": 1}, {"pages": 0}, {"bytes": 20_000}, {"bytes": 0}])
def test_a_limit_that_leaves_no_room_behind_the_index_is_said(limit: dict[str, int]) -> None:
    with pytest.raises(LimitTooSmall, match="cover and the index alone"):
        volumes(limited(packet(part("a", 3)), **limit))


def test_one_page_behind_each_index_is_a_packet_still() -> None:
    found = volumes(limited(packet(part("a", 60)), pages=5))
    # The index of sixty volumes is longer than a page, so fewer of the five are left.
    assert all(one.pages <= 5 for one in found)
    assert sum("page" in text and "a:" in text for one in found for text in viewed_pages(one.pdf)) == 60


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 and no more", b"GIF89a", raw_pdf([])])
def test_a_part_that_cannot_be_read_is_named(pdf: bytes) -> None:
    with pytest.raises(PartUnreadable, match="“Scan” cannot be read") as refused:
        volumes(packet(part("a", 1), PartPaper("scan", "Scan", (), pdf)))
    assert refused.value.part == "scan"


def test_a_hundred_parts_have_an_index_of_several_pages() -> None:
    (volume,) = volumes(packet(*(part(f"p{at}", 1) for at in range(100))))
    texts = viewed_pages(volume.pdf)
    assert [text.count("\nNo. Document") for text in texts[1:5]] == [1, 1, 1, 0]
    assert "Part p99" in texts[3]
    assert len(texts) == volume.pages == 104
    with pikepdf.open(BytesIO(volume.pdf)) as document:
        assert sum(len(page.obj.get("/Annots", ())) for page in document.pages) == 100


def test_titles_of_any_script_are_printed_and_bookmarked() -> None:
    titles = ("מכתב ערעור", "رسالة الاستئناف", "申诉信", "Łódź – Nguyễn’s (note)", "Wörter " * 40)
    parts = [replace(part(f"p{at}", 1), title=one) for at, one in enumerate(titles)]
    (volume,) = volumes(packet(*parts))
    shown = as_viewed(volume.pdf)
    assert all(one.strip() in shown for one in titles)
    assert bookmarks(volume.pdf)[2:] == list(titles)


def test_a_packet_without_a_part_is_a_cover_and_an_empty_index() -> None:
    (volume,) = volumes(limited(packet(), bytes=100_000, pages=9))
    assert (volume.pages, bookmarks(volume.pdf)) == (2, ["Cover", "Index"])


def test_a_criterion_without_a_page_says_so() -> None:
    criteria = (
        Criterion("Goals", "Policy", "In the plan", "a", 2),
        Criterion("Order", "Policy", "None yet"),
        Criterion("Notes", "Policy", "Dropped since", "gone", 1),
        Criterion("Signed", "Policy", "On a page that is not there", "a", 3),
    )
    (volume,) = volumes(packet(part("a", 2), criteria=criteria))
    table = viewed_pages(volume.pdf)[2]
    assert "In the plan 5" in table
    assert table.count("Not enclosed") == 3


def test_no_page_brings_along_what_it_could_do() -> None:
    page = RawPage("p:1", extra=ACTIVE)
    (volume,) = volumes(packet(PartPaper("p", "Part p", (), raw_pdf([page]))))
    with pikepdf.open(BytesIO(volume.pdf)) as document:
        assert set(document.pages[2].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        written = b"".join(
            one.unparse(resolved=True) for one in document.objects if isinstance(one, pikepdf.Dictionary)
        )
    assert not [word for word in (b"JavaScript", b"Launch", b"evil", b"/AA ", b"OpenAction") if word in written]


def test_a_note_that_is_printed_with_its_page_stays_to_be_seen() -> None:
    with pikepdf.open(BytesIO(raw_pdf([RawPage("p:1")]))) as document:
        words = b"BT /F1 12 Tf 10 10 Td (seen by Dr. Lee) Tj ET"
        shown = document.make_stream(words, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        shown.BBox, shown.Resources = [0, 0, 200, 40], document.pages[0].obj.Resources
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, F=4, Rect=[50, 50, 250, 90], AP={"/N": shown}
        )
        document.pages[0].obj.Annots = [document.make_indirect(note)]
        made = BytesIO()
        document.save(made)
    (volume,) = volumes(packet(PartPaper("p", "Part p", (), made.getvalue())))
    assert "seen by Dr. Lee" in viewed_pages(volume.pdf)[2]
    assert "/Annots" not in reader(volume.pdf).pages[2]


def test_what_a_reader_shows_names_no_client() -> None:
    volume, _ = volumes(limited(packet(part("a", 3), part("b", 3)), pages=5))
    document = reader(volume.pdf)
    assert document.metadata
    assert {key: str(value) for key, value in document.metadata.items()} == {
        "/Title": "Packet 12, volume 1 of 2",
        "/Author": "Alder & Rowe Massage",
        "/Subject": "Documentation for a payer",
        "/Creator": "Clinic Desktop",
        "/CreationDate": f"D:{MADE_ON:%Y%m%d}120000+00'00'",
    }
    root = document.root_object
    assert [str(root[key]) for key in ("/Lang", "/PageMode")] == ["en-US", "/UseOutlines"]


def test_marks_stand_below_their_part_and_only_where_their_page_is() -> None:
    marked = replace(part("b", 4), marks=(PartMark("10/12/2026", 1), PartMark("10/19/2026", 4), PartMark("no page", 9)))
    found = volumes(limited(packet(part("a", 1), marked), pages=5))
    told = [bookmarks(one.pdf) for one in found]
    assert told == [
        ["Cover", "Index", "Part a", "Part b", ["10/12/2026"]],
        ["Cover", "Index", "Part b (continued)", ["10/19/2026"]],
    ]


def test_a_cover_says_what_it_has_and_leaves_no_empty_line() -> None:
    bare = CoverFacts("Alder & Rowe Massage", "Cascade Mutual", "We ask for payment.", "portal", "")
    (volume,) = volumes(packet(part("a", 1), cover=bare))
    first = viewed_pages(volume.pdf)[0]
    assert "RECORDS" in first
    assert "Sent by Portal" in first
    assert "3 pages, this one included" in first
    assert not [word for word in ("FAX", "Attention", "CONFIDENTIAL", "Left out", "call") if word in first]


def test_the_fax_of_the_payer_stands_only_on_a_fax() -> None:
    for way, is_there in (("fax", True), ("portal", False), ("mail", False)):
        (volume,) = volumes(packet(part("a", 1), cover=replace(COVER, way=way)))
        assert ("(206) 555-0177" in reader(volume.pdf).pages[0].extract_text()) == is_there


def test_a_cover_with_much_to_say_goes_on_and_counts_its_pages() -> None:
    long = replace(COVER, left_out=tuple(LeftOut(f"Note {at}", "Not asked for " * 9) for at in range(60)), is_demo=True)
    (volume,) = volumes(packet(part("a", 1), cover=long, criteria=(Criterion("Goals", "Policy", "Yes", "a", 1),)))
    texts = viewed_pages(volume.pdf)
    index = next(at for at, text in enumerate(texts) if "\nIndex\n" in text)
    assert index > 2
    assert "CONFIDENTIAL" in texts[index - 1]
    assert f"Criteria and evidence {index + 2}\n" in texts[index]
    assert f"Yes {index + 3}" in texts[index + 1]
    assert "DEMO" in texts[0]


def test_another_process_makes_the_same_bytes() -> None:
    made = b"".join(one.pdf for one in volumes(packet(part("a", 3), part("b", 1, rotate=90))))
    told = subprocess.run(
        [sys.executable, "-c", DIGEST], capture_output=True, text=True, check=True, env=environment("7")
    ).stdout
    assert told.strip() == hashlib.sha256(made).hexdigest()


def test_another_packet_has_another_identity() -> None:
    one, same, other = (reader(volumes(packet(part(key, 1)))[0].pdf).trailer["/ID"] for key in ("a", "a", "b"))
    assert one == same != other


def environment(seed: str) -> dict[str, str]:
    path = os.pathsep.join(one for one in sys.path if one)
    return os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
