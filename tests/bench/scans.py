"""Scans: reading one, and shrinking them, in a process of its own, against Pillow alone in this one."""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO

from bench.table import line
from papers import paper
from PIL import Image, ImageDraw
from scanner_pages import grain

from clinic_desktop.press.leaves import joined
from clinic_desktop.scanner.scanning import scan
from clinic_desktop.scanner.shrinking import ShrinkFor, shrunk

ROUNDS = 9
SCANS = 12
_PORTAL, _FAX = (1275, 1650), (1700, 2200)


def scans() -> None:
    """All lines about scans."""
    files = [letter(number) for number in range(SCANS)]
    pages = joined(scan(file).pdf for file in files)

    ours, floor = against(
        lambda: scan(paper("one", "two")), lambda: subprocess.run([sys.executable, "-c", ""], check=True)
    )
    line("scan: a PDF of two pages, against a bare Python, ms", ours, floor, "")
    ours, floor = against(lambda: scan(files[0]), lambda: packed(files[0], None, 90))
    line("scan: a letter at 300 dots per inch, ms", ours, floor, "")
    ours, floor = against(lambda: shrunk(pages, ShrinkFor.PORTAL), lambda: [packed(one, _PORTAL, 75) for one in files])
    line(f"shrinking {SCANS} scans for a portal, per scan, ms", ours / SCANS, floor / SCANS, "1.5x")
    ours, floor = against(lambda: shrunk(pages, ShrinkFor.FAX), lambda: [faxed(one) for one in files])
    line(f"shrinking {SCANS} scans for a fax, per scan, ms", ours / SCANS, floor / SCANS, "1.5x")


def letter(seed: int) -> bytes:
    """A scanned letter, gray or in color, as an office scanner saves it."""
    page = grain((2550, 3300), 20).point(lambda dot: dot + 232).convert("L" if seed % 2 else "RGB")
    pen = ImageDraw.Draw(page)
    for number in range(45):
        pen.text(
            (250, 250 + 60 * number), f"Line {number} of letter {seed}: seen, measured, written down", font_size=40
        )
    made = BytesIO()
    page.save(made, "JPEG", quality=80, dpi=(300, 300))
    return made.getvalue()


def packed(file: bytes, size: tuple[int, int] | None, quality: int) -> int:
    """What Pillow does by itself: unpack, resize, pack."""
    made = BytesIO()
    with Image.open(BytesIO(file)) as image:
        small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0) if size else image
        small.save(made, "JPEG", quality=quality)
    return len(made.getvalue())


def faxed(file: bytes) -> int:
    """The same for a fax, with an edge that somebody has found before."""
    made = BytesIO()
    with Image.open(BytesIO(file)) as image:
        gray = image.convert("L").resize(_FAX, Image.Resampling.LANCZOS, reducing_gap=2.0)
        gray.point(lambda dot: 255 * (dot > 128), "1").save(made, "TIFF", compression="group4")
    return len(made.getvalue())


def against(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """The medians of both in milliseconds, in a shuffled order."""
    works = {"ours": ours, "floor": floor}
    found: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(ROUNDS):
        for name in random.sample(list(works), 2):
            began = time.perf_counter()
            works[name]()
            found[name].append((time.perf_counter() - began) * 1000)
    return statistics.median(found["ours"]), statistics.median(found["floor"])
