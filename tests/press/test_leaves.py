"""Pages turned, taken, split and joined: read back, each where it belongs."""

from collections.abc import Callable
from io import BytesIO

import pdfs
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from papers import paper
from pikepdf import Name

from clinic_desktop.press.leaves import joined, page_count, split_at, taken, turned


@pytest.fixture(scope="module")
def five() -> bytes:
    return paper(*(f"Page {number}" for number in range(1, 6)))


def words(pdf: bytes) -> list[str]:
    return [" ".join(text.split()) for text in pdfs.pages(pdf)]


def turns(pdf: bytes) -> list[int]:
    return [page.rotation for page in pdfs.reader(pdf).pages]


def test_pages_are_turned_clockwise_and_add_up(five: bytes) -> None:
    once = turned(five, 90, {2, 4})
    assert turns(once) == [0, 90, 0, 90, 0]
    assert turns(turned(once, 270)) == [270, 0, 270, 0, 270]
    assert turns(turned(once, -90, [2])) == [0, 0, 0, 90, 0]
    assert words(once) == words(five)
    with pytest.raises(ValueError, match="quarters"):
        turned(five, 45)
    for page in (0, 6):
        with pytest.raises(ValueError, match="no such page"):
            turned(five, 90, [page])


def test_pages_are_taken_in_the_order_asked_for(five: bytes) -> None:
    assert words(taken(five, [5, 1, 1])) == ["Page 5", "Page 1", "Page 1"]
    for pages in ([], [0], [6]):
        with pytest.raises(ValueError, match="page"):
            taken(five, pages)


def test_what_is_left_behind_is_not_in_the_file() -> None:
    source = paper("Kept", "Left behind")
    with pikepdf.open(BytesIO(taken(source, [1]))) as pdf:
        held = b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))
    assert b"Kept" in held and b"Left behind" not in held


def test_a_page_that_comes_twice_is_turned_once(five: bytes) -> None:
    assert turns(turned(taken(five, [1, 1]), 90, [2])) == [0, 90]


def test_a_split_has_every_page_once(five: bytes) -> None:
    for after in range(1, 5):
        before, behind = split_at(five, after)
        assert (page_count(before), page_count(behind)) == (after, 5 - after)
        assert words(joined([before, behind])) == words(five)
    for after in (0, 5, -1):
        with pytest.raises(ValueError, match="both parts"):
            split_at(five, after)


def test_what_is_joined_stands_in_its_order_and_keeps_its_sheets(five: bytes) -> None:
    wide = paper("Wide", size=(792, 612))
    made = joined([wide, turned(five, 180, [1]), wide])
    assert words(made) == ["Wide", *words(five), "Wide"]
    assert turns(made) == [0, 180, 0, 0, 0, 0, 0]
    assert [float(page.mediabox.width) for page in pdfs.reader(made).pages] == [792, 612, 612, 612, 612, 612, 792]
    with pytest.raises(ValueError, match="no page"):
        joined([])


def test_what_pages_share_is_kept_once() -> None:
    def with_logo(pdf: pikepdf.Pdf) -> None:
        logo = pdf.make_stream(bytes(range(256)) * 400)
        logo.Subtype, logo.Width, logo.Height, logo.BitsPerComponent = Name.Image, 640, 160, 8
        logo.ColorSpace = Name.DeviceGray
        for page in pdf.pages:
            page.add_resource(logo, Name.XObject, Name.Logo)

    with pikepdf.open(BytesIO(paper(*["page"] * 10))) as pdf:
        with_logo(pdf)
        kept = BytesIO()
        pdf.save(kept)
    for made in (taken(kept.getvalue(), range(1, 11)), turned(kept.getvalue(), 90)):
        with pikepdf.open(BytesIO(made)) as pdf:
            assert len({page.Resources.XObject.Logo.objgen for page in pdf.pages}) == 1


@pytest.mark.parametrize(
    "work",
    [lambda pdf: turned(pdf, 90), lambda pdf: taken(pdf, [2, 1]), lambda pdf: split_at(pdf, 2)[1],
     lambda pdf: joined([pdf, pdf])],
)  # fmt: skip
def test_the_same_pages_make_the_same_bytes(five: bytes, work: Callable[[bytes], bytes]) -> None:
    assert work(five) == work(five)


@settings(max_examples=15)
@given(order=some.lists(some.integers(1, 5), min_size=1, max_size=8), data=some.data())
def test_any_order_is_the_one_asked_for(five: bytes, order: list[int], data: some.DataObject) -> None:
    made = taken(five, order)
    if len(order) > 1:
        made = joined(split_at(made, data.draw(some.integers(1, len(order) - 1))))
    assert pdfs.viewed_pages(made) == [f"Page {number}" for number in order]
