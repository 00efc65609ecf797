"""A packet of 200 pages, half of them scans, with cover, index, links, bookmarks, labels and a stamp on each page,
against a bare merge of the same files with an outline by the library alone; its memory with 200 pages and with 800."""

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
from bench.lists import fresh
from bench.table import line
from packing import packet
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from clinic_desktop.packets.document.binding import volumes
from clinic_desktop.packets.model.paper import Criterion, Limit, PacketPaper, PartPaper

ROUNDS = 15
PARTS, MANY_PARTS, PAGES = 20, 80, 10
# A scanned Letter page at 150 dots an inch, of paper that is not quite white: about half a megabyte.
DOTS, GRAIN, QUALITY = (1275, 1650), 90, 80
# What one portal takes at a time.
PORTAL = 10_000_000

PEAK = """
import json, re
from pathlib import Path
from bench.packets import a_packet, bare, read_parts
from clinic_desktop.packets.document.binding import volumes
# What is imported and opened once is paid before.
volumes(a_packet(read_parts(Path({folder!r}), 1)))
bare(read_parts(Path({folder!r}), 1))
parts = read_parts(Path({folder!r}), {count})
def memory(what):
    # Not by `resource`, which also remembers the process that this one was made of.
    return 1024 * int(re.search(what + r":\\s*(\\d+)", open("/proc/self/status").read())[1])
before = memory("VmRSS")
made = {work}
print(json.dumps([memory("VmHWM") - before, sum(len(one.pdf) for one in parts)]))
"""
WORKS = {"ours": "volumes(a_packet(parts))", "floor": "bare(parts)"}


def packets() -> None:
    """All lines about packets."""
    with tempfile.TemporaryDirectory() as away:
        folder = Path(away)
        write_parts(folder)
        parts = read_parts(folder, PARTS)
        size = sum(len(one.pdf) for one in parts) / 1e6
        ours, floor = side_by_side(partial(volumes, a_packet(parts)), partial(bare, parts))
        line(f"packet: {PARTS * PAGES} pages, {size:.0f} MB: bound and stamped, ms", ours, floor, "2.2x")
        apart = a_packet(parts, Limit(bytes=PORTAL))
        ours, floor = side_by_side(partial(volumes, apart), partial(bare, parts))
        line(f"same, in {len(volumes(apart))} volumes for a portal, ms", ours, floor, "")
        for count in (PARTS, MANY_PARTS):
            grown = {name: peak_growth(folder, count, work) for name, work in WORKS.items()}
            what = f"packet: {count * PAGES} pages: memory at the peak, bytes a byte of input"
            line(what, grown["ours"], grown["floor"], "1.1x")


def a_packet(parts: list[PartPaper], limit: Limit | None = None) -> PacketPaper:
    """A packet with criteria that point to its parts."""
    criteria = tuple(Criterion(f"Criterion {at}", "Policy", "Evidence", one.key, 2) for at, one in enumerate(parts))
    return packet(*parts, criteria=criteria, limit=limit)


def bare(parts: list[PartPaper]) -> bytes:
    """The library's own way: each file appended, an outline, saved."""
    made = BytesIO()
    with pikepdf.new() as whole:
        opened = [pikepdf.open(BytesIO(one.pdf)) for one in parts]
        found = []
        for part, source in zip(parts, opened, strict=True):
            found.append(pikepdf.OutlineItem(part.title, len(whole.pages)))
            whole.pages.extend(source.pages)
        with whole.open_outline() as outline:
            outline.root.extend(found)
        whole.save(made)
        for source in opened:
            source.close()
    return made.getvalue()


def side_by_side(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """The medians in milliseconds, in a shuffled order."""
    works = {"ours": ours, "floor": floor}
    found: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(ROUNDS):
        for name in random.sample(list(works), 2):
            began = time.perf_counter()
            works[name]()
            found[name].append((time.perf_counter() - began) * 1000)
    return statistics.median(found["ours"]), statistics.median(found["floor"])


def peak_growth(folder: Path, count: int, work: str) -> float:
    """How many bytes more a process of its own needs at its peak, for each byte of the parts."""
    grown, size = json.loads(fresh(PEAK.format(folder=str(folder), count=count, work=work)))
    return float(grown / size)


def write_parts(folder: Path) -> None:
    """As many parts as are ever needed, every other one scanned."""
    for at in range(MANY_PARTS):
        (folder / f"{at}.pdf").write_bytes(scanned(at) if at % 2 else written(at))


def read_parts(folder: Path, count: int) -> list[PartPaper]:
    """The first of them."""
    return [PartPaper(f"p{at}", f"Part {at}", (), (folder / f"{at}.pdf").read_bytes()) for at in range(count)]


def scanned(seed: int) -> bytes:
    """Pages that are pictures."""
    dice = random.Random(seed)
    made = BytesIO()
    canvas = Canvas(made, (612, 792), invariant=1)
    for _ in range(PAGES):
        grain = Image.frombytes("L", (DOTS[0] // 2, DOTS[1] // 2), dice.randbytes((DOTS[0] // 2) * (DOTS[1] // 2)))
        page = Image.blend(Image.new("L", DOTS, 235), grain.resize(DOTS), GRAIN / 255)
        shot = BytesIO()
        page.save(shot, "JPEG", quality=QUALITY)
        canvas.drawImage(ImageReader(shot), 0, 0, 612, 792)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def written(seed: int) -> bytes:
    """Pages of text."""
    made = BytesIO()
    canvas = Canvas(made, (612, 792), invariant=1)
    for page in range(PAGES):
        for row in range(44):
            canvas.drawString(
                54, 720 - 15 * row, f"Part {seed}, page {page}, line {row}: tone 3 of 4, eased by the end"
            )
        canvas.showPage()
    canvas.save()
    return made.getvalue()
