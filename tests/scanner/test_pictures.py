"""Pictures as pages: upright, of their true size, in their own colors, and without a word of what came with them."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hostile_pictures import HEIC, picture
from pikepdf import Name
from PIL import Image, ImageChops, ImageDraw, ImageStat
from scanner_pages import drawn, grain

from clinic_desktop.scanner.pictures import bound
from clinic_desktop.scanner.scanning import scan

DARK = (20, 60, 120)


def sheet(pdf: bytes, page: int = 0) -> tuple[float, float]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        box = [float(one) for one in opened.pages[page].MediaBox]
    assert box[:2] == [0, 0]
    return box[2], box[3]


def kept(pdf: bytes) -> Any:
    """The picture on the first page, as the PDF holds it: its packing, its space of colors, its size."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        image = opened.pages[0].Resources.XObject.Picture
        space = image.ColorSpace
        kind = str(space if isinstance(space, Name) else space[0])
        return str(image.Filter), kind, (int(image.Width), int(image.Height))


def held(opened: pikepdf.Pdf) -> pikepdf.Stream:
    found = opened.pages[0].Resources.XObject.Picture
    assert isinstance(found, pikepdf.Stream)
    return found


def saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    made = BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def corners(seen: Any) -> list[tuple[int, ...]]:
    """What lies a little inside the four corners, from the upper left, clockwise."""
    wide, high = seen.size
    points = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
    return [seen.getpixel((int(across * wide), int(down * high))) for across, down in points]


def close(one: tuple[int, ...], other: tuple[int, ...], most: int = 12) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "L"), ("PNG", "P"), ("PNG", "1"),
     ("PNG", "RGBA"), ("PNG", "LA"), ("TIFF", "RGB"), ("TIFF", "L"), ("TIFF", "1"), ("TIFF", "CMYK"), ("TIFF", "P"),
     ("TIFF", "LAB")],
)  # fmt: skip
def test_a_picture_has_the_colors_that_it_had(kind: str, mode: str) -> None:
    before = Image.new("RGB", (400, 300), "white")
    before.paste(DARK, (0, 0, 200, 300))
    if mode == "LAB":
        content = saved(Image.merge("LAB", [before.convert("L")] + [Image.new("L", before.size, 128)] * 2), kind)
    else:
        content = picture(kind, mode, (400, 300), dpi=(72, 72))
    seen = drawn(bound(content, kind.lower()))
    left, right = seen.getpixel((seen.width // 3, seen.height // 2)), seen.getpixel((seen.width * 2 // 3, 150))
    gray = 55
    if mode in ("L", "LA", "LAB"):
        assert close(left, (gray,) * 3), left
    elif mode == "1":
        # Dots stand for the gray.
        assert sum(ImageStat.Stat(seen.crop((110, 60, 300, 240))).mean) < 250 * 3
    else:
        assert close(left, DARK, 30 if mode == "CMYK" else 12), left
    assert close(right, (255, 255, 255)), right


def test_sixteen_bits_of_gray_become_eight() -> None:
    values = Image.frombytes("I;16", (300, 300), (40_000).to_bytes(2, "little") * 90_000)
    for kind in ("PNG", "TIFF"):
        seen = drawn(bound(saved(values, kind), kind.lower()))
        assert close(seen.getpixel((seen.width // 2, seen.height // 2)), (156,) * 3, 3)


def test_measured_values_become_gray() -> None:
    values = Image.new("F", (300, 300), 0.25)
    values.paste(0.75, (150, 0, 300, 300))
    seen = drawn(bound(saved(values, "TIFF", dpi=(72, 72)), "tiff"))
    assert close(seen.getpixel((75, 150)), (0,) * 3) and close(seen.getpixel((225, 150)), (255,) * 3)


def test_what_one_sees_through_lies_on_white_paper() -> None:
    for mode, clear in (("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))):
        image = Image.new(mode, (300, 300), clear)
        seen = drawn(bound(saved(image, "PNG"), "png"))
        assert close(seen.getpixel((306, 396)), (255, 255, 255))
    table = Image.new("P", (300, 300), 0)
    table.putpalette([0, 0, 0, 200, 0, 0])
    seen = drawn(bound(saved(table, "PNG", transparency=0), "png"))
    assert close(seen.getpixel((306, 396)), (255, 255, 255))


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_stands_upright_however_the_telephone_was_held(turn: int) -> None:
    upright = Image.new("RGB", (400, 200), "white")
    upright.paste((200, 0, 0), (0, 0, 200, 100))
    undone = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
              5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
              8: Image.Transpose.ROTATE_270}  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = turn
    as_taken = upright.transpose(undone[turn]) if turn in undone else upright
    pdf = bound(saved(as_taken, "JPEG", exif=exif.tobytes(), dpi=(100, 50)), "jpeg")
    seen = drawn(pdf)
    assert [close(corner, (200, 0, 0)) for corner in corners(seen)] == [True, False, False, False]
    # Dots that are not square turn with the picture.
    inches = (400 / 100, 200 / 50) if turn < 5 else (400 / 50, 200 / 100)
    assert sheet(pdf) == pytest.approx([72 * inch for inch in inches])


def test_a_scan_has_the_size_of_its_paper() -> None:
    assert sheet(bound(picture("JPEG", size=(1700, 2200), dpi=(200, 200)), "jpeg")) == (612, 792)
    assert sheet(bound(picture("PNG", size=(1100, 850), dpi=(100, 100)), "png")) == pytest.approx((792, 612), abs=0.1)
    # A fax has twice as many dots across as up.
    fax = picture("TIFF", "1", (1734, 1078), compression="group4", dpi=(204, 98))
    assert sheet(bound(fax, "tiff")) == (612, 792)


@pytest.mark.parametrize("dpi", [None, (72, 72), (1, 1), (0, 0), (90_000, 90_000)])
def test_a_picture_without_a_size_lies_on_letter(dpi: tuple[int, int] | None) -> None:
    size = (1600, 1200)
    how: dict[str, Any] = {} if dpi is None else {"dpi": dpi}
    pdf = bound(picture("JPEG", size=size, **how), "jpeg")
    assert sheet(pdf) == (792, 612)
    assert sheet(bound(picture("JPEG", size=size[::-1], **how), "jpeg")) == (612, 792)


def test_a_small_picture_is_not_blown_up() -> None:
    seen = drawn(bound(picture("PNG", size=(100, 100)), "png"))
    box = ImageChops.difference(seen, Image.new("RGB", seen.size, "white")).getbbox()
    assert box is not None and box[3] - box[1] <= 74


def test_written_black_on_white_stays_black_and_white_without_loss() -> None:
    page = Image.new("1", (1700, 2200), 1)
    ImageDraw.Draw(page).text((200, 200), "Left knee, 3 of 10", fill=0, font_size=60)
    for compression in ("group4", "group3", "packbits", None):
        how = {"compression": compression} if compression else {}
        pdf = bound(saved(page, "TIFF", dpi=(200, 200), **how), "tiff")
        assert kept(pdf) == ("/CCITTFaxDecode", "/DeviceGray", (1700, 2200))
        with pikepdf.open(BytesIO(pdf)) as opened:
            again = pikepdf.PdfImage(held(opened)).as_pil_image().convert("1")
        assert ImageChops.difference(again.convert("L"), page.convert("L")).getbbox() is None


def test_few_colors_stay_exact_and_many_do_not_fill_the_disk() -> None:
    table = Image.new("P", (600, 400), 1)
    table.putpalette([250, 250, 250, 10, 20, 30, 200, 100, 0])
    table.paste(2, (0, 0, 300, 200))
    pdf = bound(saved(table, "PNG", dpi=(72, 72)), "png")
    assert kept(pdf)[:2] == ("/FlateDecode", "/Indexed")
    assert drawn(pdf).getpixel((500, 300)) == (10, 20, 30) and drawn(pdf).getpixel((50, 50)) == (200, 100, 0)
    noise = grain((700, 500), 255).convert("RGB")
    assert kept(bound(saved(noise, "PNG"), "png"))[0] == "/DCTDecode"


def test_a_jpeg_loses_next_to_nothing_and_does_not_grow() -> None:
    page = grain((800, 600), 90).convert("RGB")
    content = saved(page, "JPEG", quality=60)
    pdf = bound(content, "jpeg")
    assert len(pdf) < 1.05 * len(content) + 2_000
    with pikepdf.open(BytesIO(pdf)) as opened:
        again = pikepdf.PdfImage(held(opened)).as_pil_image()
    apart = ImageStat.Stat(ImageChops.difference(again, Image.open(BytesIO(content)).convert("RGB"))).mean
    assert max(apart) < 1


def test_the_pages_of_a_fax_are_pages_and_a_small_copy_is_none() -> None:
    pages = [Image.new("1", (864, 1100), 1) for _ in range(3)]
    for number, page in enumerate(pages):
        page.paste(0, (0, 0, 100 * (number + 1), 100))
    made = scan(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(100, 100)))
    assert (made.kind, made.pages, made.has_text) == ("tiff", 3, False)
    for number in range(3):
        seen = drawn(made.pdf, number)
        edge = 72 * (number + 1)
        assert seen.getpixel((edge - 8, 36))[0] < 60 and seen.getpixel((edge + 8, 36))[0] > 200


def test_a_telephone_s_photo_is_read() -> None:
    made = scan(HEIC.read_bytes())
    assert (made.kind, made.pages) == ("heic", 1)
    seen = drawn(made.pdf)
    # On Letter, 640 by 480 dots in its middle: navy, orange and white as they were drawn.
    box = ImageChops.difference(seen, Image.new("RGB", seen.size, "white")).getbbox()
    assert box is not None
    left, top, right, _ = box
    scale = (right - left) / 560
    assert close(seen.getpixel((int(left + 100 * scale), int(top + 80 * scale))), (0, 0, 128), 25)
    assert close(seen.getpixel((int(left + 435 * scale), int(top + 185 * scale))), (255, 165, 0), 25)


def test_the_thumbnail_is_small_and_shows_the_first_page() -> None:
    made = scan(picture("JPEG", size=(1700, 2200), dpi=(200, 200)))
    small = Image.open(BytesIO(made.thumbnail))
    assert small.format == "JPEG" and max(small.size) <= 320
    assert close(small.getpixel((20, 100)), DARK) and close(small.getpixel((small.width - 20, 100)), (255,) * 3)  # type: ignore[arg-type]
