"""The stamp and the page above it, by their pixels: nothing of a page lies under its stamp, and all of it is there."""

from dataclasses import replace
from io import BytesIO
from itertools import product
from typing import cast

import pikepdf
import pypdfium2 as pdfium
import pytest
from packing import LETTER, RawPage, packet, part, raw_pdf
from pdfs import reader
from PIL import Image, ImageChops, ImageStat

from clinic_desktop.packets.document.binding import volumes
from clinic_desktop.packets.model.paper import PartPaper
from clinic_desktop.press.frames import MARGIN, STRIP

SCALE = 2
FRONT = 2
SIZES = {
    "letter": LETTER,
    "landscape": (0.0, 0.0, 792.0, 612.0),
    "A4": (0.0, 0.0, 595.0, 842.0),
    "legal, moved": (-72.0, 36.0, 540.0, 1044.0),
    "receipt": (0.0, 0.0, 226.0, 1700.0),
    "plotter": (0.0, 0.0, 3370.0, 2384.0),
    "card": (0.0, 0.0, 243.0, 153.0),
    "speck": (0.0, 0.0, 3.0, 2.0),
}
# What a page may do to whatever is drawn after it, or before.
RUDE = {
    "leaves the pen moved": ("q q 3 0 0 3 90 90 cm", ""),
    "takes back what it never saved": ("Q Q Q", "Q Q"),
    "lets nothing be drawn any more": ("", "0 0 0 0 re W n"),
    "draws far beyond its edges": ("0 g -9000 -9000 18000 18000 re f", "0 g -9000 -9000 18000 18000 re f"),
    "makes all letters white and huge": ("1 g 3 Tr 900 Tz 50 Tc", "1 g 1 1 1 RG 7 Tr"),
}


def seen(pdf: bytes, page: int = FRONT, scale: float = SCALE) -> Image.Image:
    with pdfium.PdfDocument(pdf) as document:
        return cast(Image.Image, document[page].render(scale=scale).to_pil().convert("L"))


def bound(pdf: bytes) -> bytes:
    (volume,) = volumes(packet(PartPaper("p", "Part p", (), pdf)))
    return volume.pdf


def strip(page: Image.Image) -> Image.Image:
    return page.crop((0, page.height - int(STRIP * SCALE), page.width, page.height))


def is_blank(image: Image.Image) -> bool:
    return image.getextrema() == (255, 255)


def grounded(page: Image.Image) -> tuple[int, int, int, int]:
    """The box of what is gray above the strip."""
    above = page.crop((0, 0, page.width, page.height - int(STRIP * SCALE)))
    box = above.point(lambda one: 255 if 100 < one < 200 else 0).getbbox()
    assert box
    return box


def a_blank_strip(width: int) -> Image.Image:
    """That of an empty page as wide, with the same stamp."""
    size = LETTER if width == LETTER[2] * SCALE else SIZES["landscape"]
    return strip(seen(bound(raw_pdf([RawPage("", size)]))))


@pytest.mark.parametrize("size", SIZES)
def test_no_ink_of_a_page_lies_under_its_stamp_and_none_of_it_is_lost(size: str) -> None:
    media = SIZES[size]
    wide, high = media[2] - media[0], media[3] - media[1]
    cut = (media[0] + wide / 9, media[1] + high / 7, media[2] - wide / 5, media[3] - high / 4)
    # A gray ground to all its edges, and a black corner that tells which way is up.
    corner = f"0 g {cut[0]:g} {cut[1]:g} {wide / 4:g} {high / 5:g} re f"
    for rotate, crop in product((0, 90, 180, 270), (None, cut)):
        page = RawPage("", media, crop, rotate, is_bled=True)
        pdf = raw_pdf([page], end=corner)
        made = seen(bound(pdf))
        assert not is_blank(strip(made))
        assert not ImageChops.difference(strip(made), a_blank_strip(made.width)).getbbox()
        above = made.crop((0, 0, made.width, made.height - int(STRIP * SCALE)))
        box = above.point(lambda one: 255 if one < 250 else 0).getbbox()
        assert box
        assert box[0] >= MARGIN * SCALE - 1
        assert box[1] >= MARGIN * SCALE - 1
        as_shown = seen(pdf, 0, 400 / max(wide, high)).resize((60, 60))
        apart = ImageChops.difference(above.crop(box).resize((60, 60)), as_shown)
        assert ImageStat.Stat(apart).mean[0] < (6 if size != "speck" else 40)


def test_a_page_is_never_enlarged_and_one_to_the_edges_is_hardly_smaller() -> None:
    card = seen(bound(raw_pdf([RawPage("", SIZES["card"], is_bled=True)])))
    box = grounded(card)
    assert abs(box[2] - box[0] - 243 * SCALE) <= 2
    assert abs(box[3] - box[1] - 153 * SCALE) <= 2
    full = seen(bound(raw_pdf([RawPage("", LETTER, is_bled=True)])))
    box = grounded(full)
    assert 0.94 < (box[3] - box[1]) / (792 * SCALE) < 0.96
    assert full.size == (612 * SCALE, 792 * SCALE)


@pytest.mark.parametrize("how", RUDE)
def test_a_page_that_leaves_a_mess_behind_has_its_stamp_all_the_same(how: str) -> None:
    begin, end = RUDE[how]
    made = seen(bound(raw_pdf([RawPage("", LETTER, is_bled=True)], begin=begin, end=end)))
    assert not ImageChops.difference(strip(made), a_blank_strip(made.width)).getbbox()


def test_a_page_without_resources_or_content_of_its_own_is_stamped() -> None:
    whole = raw_pdf([RawPage("p:1"), RawPage("p:2")], inherits=True)
    bare = whole.replace(b"/Contents 5 0 R", b"               ")
    text = [page.extract_text() for page in reader(bound(bare)).pages[FRONT:]]
    assert "p:1" not in text[0]
    assert "AR – packet 12 – page 3 of 4" in text[0]
    assert "p:2" in text[1]
    assert "AR – packet 12 – page 4 of 4" in text[1]


def test_a_packet_within_a_packet_keeps_the_stamps_it_has() -> None:
    inner = bound(part("p", 2).pdf)
    outer = replace(packet(PartPaper("whole", "Packet", (), inner)), number=13, initials="")
    (volume,) = volumes(outer)
    texts = [page.extract_text() for page in reader(volume.pdf).pages[FRONT:]]
    for number, text in enumerate(texts, 1):
        assert f"AR – packet 12 – page {number} of 4" in text
        assert f"Packet 13 – page {number + FRONT} of 6" in text


def test_a_font_that_a_page_calls_as_we_do_stays_its_own() -> None:
    own = raw_pdf([RawPage("p:1"), RawPage("p:2")]).replace(b"/F1", b"/Stamp0")
    with pikepdf.open(BytesIO(bound(own))) as document:
        fonts = {name: str(font.BaseFont) for name, font in document.pages[FRONT].obj.Resources.Font.items()}
    assert fonts.pop("/Stamp0") == "/Helvetica"
    assert [font.partition("+")[2] for font in fonts.values()] == ["NotoSans-Regular"]


@pytest.mark.parametrize(
    ("usual", "is_seen"),
    [("", True), ("/OFF [6 0 R]", False), ("/BaseState /OFF", False), ("/BaseState /OFF /ON [6 0 R]", True)],
)
def test_a_layer_that_is_hidden_stays_hidden(usual: str, is_seen: bool) -> None:
    whole = raw_pdf([RawPage("")], begin="/OC /Layer BDC 0 0 612 792 re f EMC")
    own = b"/Properties <</Layer 6 0 R>> /Font <<"
    layer = b"6 0 obj\n<</Type/OCG/Name(Draft)>>\nendobj\nxref"
    root = f"/OCProperties <</OCGs [6 0 R] /D <<{usual}>> >> /Pages".encode()
    # Written over by hand: the reader finds all its places again.
    layered = whole.replace(b"/Font <<", own, 1).replace(b"xref", layer, 1).replace(b"/Pages", root, 1)
    made = seen(bound(layered))
    above = made.crop((0, 0, made.width, made.height - int(STRIP * SCALE)))
    assert is_blank(above) != is_seen


def test_what_a_page_has_from_the_root_of_all_pages_counts_as_its_own() -> None:
    whole = raw_pdf([RawPage("p:1", SIZES["legal, moved"], (-40, 50, 500, 900), 90, 2.0, is_bled=True), RawPage("p:2")])
    with pikepdf.open(BytesIO(whole)) as document:
        page, root = document.pages[0].obj, document.Root.Pages
        for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
            root[key] = page[key]
            del page[key]
        made = BytesIO()
        document.save(made)
    first, second = (seen(bound(pdf)) for pdf in (whole, made.getvalue()))
    assert not ImageChops.difference(first, second).getbbox()


@pytest.mark.parametrize("box", ["[0 0 0 0]", "[9 9 9]", "(no box)", "[0 0 (a) 9]", "[612 792 0 0]"])
def test_a_page_whose_box_is_none_is_taken_for_a_letter_page(box: str) -> None:
    whole = raw_pdf([RawPage("p:1", is_bled=True)]).replace(b"/MediaBox [0 0 612 792]", f"/MediaBox {box}".encode())
    assert not ImageChops.difference(seen(bound(whole)), seen(bound(raw_pdf([RawPage("p:1", is_bled=True)])))).getbbox()
