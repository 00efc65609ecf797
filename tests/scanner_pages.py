"""Pages of PDFs as a viewer shows them, how far two of them look apart, and what scans are made of."""

from random import Random
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageStat


def drawn(pdf: bytes, page: int = 0) -> Any:
    """As a viewer shows it, with what lies over it: a dot a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return document[page].render(scale=1).to_pil().convert("RGB")


def apart(one: bytes, other: bytes, page: int = 0) -> float:
    """How far two look apart, from 0 to 255, on the whole; different sheets are worlds apart."""
    first, second = drawn(one, page), drawn(other, page)
    if first.size != second.size:
        return 255
    return float(max(ImageStat.Stat(ImageChops.difference(first, second)).mean))


def ink(pdf: bytes, box: tuple[int, int, int, int]) -> float:
    """How much of a part of the first page is not white; counted in points from the upper left."""
    return 255 - float(min(ImageStat.Stat(drawn(pdf).crop(box)).mean))


def grain(size: tuple[int, int], most: int) -> Image.Image:
    """What a camera or a scanner adds: any gray up to `most`, the same each time."""
    dots = Random(size[0]).randbytes(size[0] * size[1])
    return Image.frombytes("L", size, dots).point(lambda dot: dot * most // 255)
