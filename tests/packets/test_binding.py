"""Packets read back: 200 random ones, each number, link, bookmark, label and stamp held against the marks that the
pages themselves bear."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pypdfium2 as pdfium
import pytest
from packing import LETTER, MADE_ON, RawPage, packet, raw_pdf
from pdfs import reader
from pypdf import PdfReader
from pypdf.generic import Destination

from clinic_desktop.packets.document.binding import volumes
from clinic_desktop.packets.model.paper import Criterion, Limit, PacketPaper, PartMark, PartPaper, Volume

PACKETS, SEEDS = 200, range(10)
SIZES = (
    *(LETTER, LETTER, (0, 0, 792, 612), (0, 0, 595, 842), (0, 0, 612, 1008), (0, 0, 226, 1700)),
    *((0, 0, 2384, 3370), (0, 0, 243, 153), (-100, -50, 512, 742), (0, 0, 14400, 300)),
)
STAMP = re.compile(r"AR – packet 12 – page (\d+) of (\d+)")
MARK = re.compile(r"\b(p\d+:\d+)\b")
DAY = r"\d\d/\d\d/\d{4}"
ROW = re.compile(rf"Part (p\d+)(?: \(continued\))? (?:{DAY}(?: to {DAY})? )?(\d+)(?:–(\d+))?(?: (\d+))?\n")


@dataclass
class Read:
    """A volume read back: the text of each page, where the number of each stands, and the document itself."""

    volume: Volume
    texts: list[str]
    document: PdfReader
    viewed: pdfium.PdfDocument

    @property
    def numbers(self) -> list[int]:
        return [int(found[1]) for found in (STAMP.search(text) for text in self.texts) if found]

    @property
    def marks(self) -> list[str]:
        return [found[1] for found in map(MARK.search, self.texts) if found]

    def links(self) -> Iterator[tuple[str, str]]:
        """What stands in each link, and the text of the page that it leads to."""
        places = {
            where.idnum: place for place, page in enumerate(self.document.pages) if (where := page.indirect_reference)
        }
        for at, page in enumerate(self.document.pages):
            for link in page.get("/Annots", ()):
                found = link.get_object()
                assert found["/Subtype"] == "/Link"
                assert found["/A"]["/S"] == "/GoTo"
                words = self.viewed[at].get_textpage().get_text_bounded(*map(float, found["/Rect"]))
                yield words.replace("\r\n", " "), self.texts[places[found["/A"]["/D"][0].idnum]]

    def bookmarks(self) -> list[tuple[str, str]]:
        """The words of each, and the text of its page."""

        def flat(items: Sequence[object]) -> Iterator[Destination]:
            for one in items:
                yield from flat(one) if isinstance(one, list) else (one,)  # type: ignore[misc]

        return [
            (str(one.title), self.texts[self.document.get_destination_page_number(one) or 0])
            for one in flat(self.document.outline)
        ]


def read_back(volume: Volume) -> Read:
    viewed = pdfium.PdfDocument(volume.pdf)
    texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") + "\n" for page in viewed]
    return Read(volume, texts, reader(volume.pdf), viewed)


def random_packet(dice: random.Random) -> PacketPaper:
    parts = [random_part(dice, f"p{at}") for at in range(dice.randint(1, 7))]
    dice.shuffle(parts)
    criteria = []
    for at in range(dice.choice((0, 0, 1, 3, 8))):
        one = dice.choice(parts)
        page = dice.randint(1, pages_of(one))
        criteria.append(
            Criterion(f"Criterion {at}", "Policy", f"Evidence {at}", dice.choice((one.key, one.key, "")), page)
        )
    limit = dice.choice((Limit(), Limit(pages=dice.randint(5, 12)), Limit(bytes=dice.randint(80_000, 110_000))))
    return replace(packet(*parts, criteria=tuple(criteria)), limit=limit)


def random_part(dice: random.Random, key: str) -> PartPaper:
    count = dice.choice((1, 1, 2, 3, 9))
    pages = [random_page(dice, f"{key}:{at}") for at in range(1, count + 1)]
    pdf = raw_pdf(pages, inherits=dice.random() < 0.3, begin=f"%{dice.randbytes(dice.choice((1, 4_000))).hex()}")
    days = tuple(date(2026, 10, dice.randint(1, 31)) for _ in range(dice.randint(0, 2)))
    marks = tuple(PartMark(f"Day {key}:{at}", at) for at in range(1, count + 1)) if dice.random() < 0.5 else ()
    return PartPaper(key, f"Part {key}", days, pdf, marks)


def random_page(dice: random.Random, mark: str) -> RawPage:
    media = dice.choice(SIZES)
    crop = None
    if dice.random() < 0.3:
        crop = (media[0] + 20, media[1] + 15, media[2] - 60, media[3] - 30)
    return RawPage(
        mark, media, crop, dice.choice((0, 0, 90, 180, 270)), dice.choice((1.0, 1.0, 2.0)), dice.random() < 0.5
    )


def pages_of(one: PartPaper) -> int:
    return len(reader(one.pdf).pages)


def check(paper: PacketPaper) -> int:
    """Hold all that a packet says of its pages against them; how many volumes it has."""
    found = [read_back(one) for one in volumes(paper)]
    count = sum(one.volume.pages for one in found)
    assert [number for one in found for number in one.numbers] == list(range(1, count + 1))
    assert {stamp[2] for one in found for text in one.texts if (stamp := STAMP.search(text))} == {str(count)}
    expected = [f"{part.key}:{page}" for part in paper.parts for page in range(1, pages_of(part) + 1)]
    assert [mark for one in found for mark in one.marks] == expected
    stands = {
        mark: number for one in found for mark, number in zip(one.marks, one.numbers[-len(one.marks) :], strict=True)
    }
    volume_of = {mark: at for at, one in enumerate(found, 1) for mark in one.marks}
    for at, one in enumerate(found, 1):
        check_index(one, stands, volume_of, len(found))
        check_links(one, len(found))
        check_bookmarks(one, paper, at, volume_of)
        assert one.volume.first_page == one.numbers[0]
        assert one.volume.pages == len(one.numbers)
        assert one.document.page_labels == list(map(str, one.numbers))
        assert paper.limit.pages is None or one.volume.pages <= paper.limit.pages
        assert paper.limit.bytes is None or len(one.volume.pdf) <= paper.limit.bytes
    check_criteria(found, paper, stands, volume_of)
    for one in found:
        one.viewed.close()
    return len(found)


def check_index(one: Read, stands: dict[str, int], volume_of: dict[str, int], count: int) -> None:
    told = {}
    for key, first, last, volume in ROW.findall("".join(one.texts[: -len(one.marks)])):
        for number in range(int(first), int(last or first) + 1):
            told[number] = (key, int(volume or 1))
    assert told == {number: (mark.partition(":")[0], volume_of[mark]) for mark, number in stands.items()}
    assert ("Volume" in one.texts[1]) == (count > 1)


def check_links(one: Read, count: int) -> None:
    """Each leads to the page whose number stands in it; each part that stands here has one."""
    led = list(one.links())
    for words, target in led:
        has_volume = count > 1 and "Evidence" not in words
        told = re.search(r"(\d+)(?:–\d+)? \d+\s*$" if has_volume else r"(?<!\d)(\d+)(?:–\d+)?\s*$", words)
        stamped = STAMP.search(target)
        assert told
        assert stamped
        assert told[1] == stamped[1]
    firsts = [mark for before, mark in zip(["", *one.marks], one.marks, strict=False) if same(before) != same(mark)]
    assert [same(found[1]) for words, _ in led if (found := re.search(r"Part (p\d+)", words))] == list(
        map(same, firsts)
    )


def same(mark: str) -> str:
    return mark.partition(":")[0]


def check_bookmarks(one: Read, paper: PacketPaper, at: int, volume_of: dict[str, int]) -> None:
    days = []
    for words, page in one.bookmarks():
        if words.startswith("Day "):
            assert words[4:] in MARK.findall(page)
            days.append(words[4:])
        elif words.startswith("Part "):
            assert f"{words.split()[1]}:" in page
        elif words != "Cover":
            assert f"{words}\n" in page
    given = [f"{part.key}:{mark.page}" for part in paper.parts for mark in part.marks]
    assert days == [mark for mark in given if volume_of[mark] == at]


def check_criteria(
    found: Sequence[Read], paper: PacketPaper, stands: dict[str, int], volume_of: dict[str, int]
) -> None:
    table = "".join(found[0].texts[: -len(found[0].marks)]) if paper.criteria else ""
    for at, one in enumerate(paper.criteria):
        mark = f"{one.part}:{one.page}"
        told = re.search(rf"Criterion {at}\nPolicy\nEvidence {at} (.*)\n", table)
        assert told
        here = f"{stands[mark]}" if one.part else "Not enclosed"
        elsewhere = f"{here} (volume {volume_of[mark]})" if one.part and volume_of[mark] > 1 else here
        assert told[1].strip() == elsewhere


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_of_random_packets_is_that_of_the_page(seed: int) -> None:
    dice = random.Random(seed)
    made = [check(random_packet(dice)) for _ in range(PACKETS // len(SEEDS))]
    # Some of them have more than one volume: else nothing of that was looked at.
    assert max(made) > 1 or seed > 0


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = random_packet(random.Random(7))
    assert volumes(paper) == volumes(paper)
    assert paper.made_on == MADE_ON
