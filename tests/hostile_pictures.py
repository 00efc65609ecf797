"""Pictures that are built to break who reads them, and files that are something else than their name says."""

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from hostile import SENTINEL, Hostile, plain
from PIL import Image, PngImagePlugin

HEIC = Path(__file__).parent / "scanner" / "shapes.heic"
"""Invented shapes: no library that is used here writes this kind."""


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **how: Any) -> bytes:
    """Half white, half dark."""
    image = Image.new("RGB", size, "white")
    image.paste((20, 60, 120), (0, 0, size[0] // 2, size[1]))
    made = BytesIO()
    # A table of its own, not that of old browsers.
    image.convert(mode, palette=Image.Palette.ADAPTIVE).save(made, kind, **how)
    return made.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(wide: int, high: int, *chunks: bytes, bits: int = 8, color: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, bits, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + b"".join(chunks) + _chunk(b"IEND", b"")


def _dots(size: int) -> bytes:
    return _chunk(b"IDAT", zlib.compress(bytes(size), 9))


def _swollen(kind: bytes) -> bytes:
    """A word that is twenty million letters long."""
    packed = zlib.compress(bytes(20_000_000), 9)
    head = {b"zTXt": b"Comment\0\0", b"iCCP": b"icc\0\0"}[kind]
    return _chunk(kind, head + packed)


def _jpeg_with(marker: int, data: bytes) -> bytes:
    """A picture with a piece that nobody asked for behind its first mark."""
    whole = picture("JPEG")
    return whole[:2] + b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data + whole[2:]


def _jpeg_of(wide: int, high: int) -> bytes:
    """A picture that says it is larger."""
    whole = bytearray(picture("JPEG"))
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = struct.pack(">HH", high, wide)
    return bytes(whole)


def _tiff(*entries: tuple[int, int, int, int], after: int = 0) -> bytes:
    """One page by its tags, each a number, a type, a count and a value; `after` is where the next one would be."""
    rows = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + rows + struct.pack("<I", after) + bytes(64)


_SHORT, _LONG = 3, 4


def _gray_tiff(wide: int, high: int, strips: int = 150, size: int = 64, packing: int = 1, after: int = 0) -> bytes:
    return _tiff(
        (256, _LONG, 1, wide), (257, _LONG, 1, high), (258, _SHORT, 1, 8), (259, _SHORT, 1, packing),
        (262, _SHORT, 1, 1), (273, _LONG, 1, strips), (277, _SHORT, 1, 1), (278, _LONG, 1, high),
        (279, _LONG, 1, size), after=after,
    )  # fmt: skip


def _pages(count: int) -> bytes:
    made = BytesIO()
    page = Image.new("1", (8, 8))
    page.save(made, "TIFF", save_all=True, append_images=[page] * (count - 1))
    return made.getvalue()


def _heic_of(side: int) -> bytes:
    """A picture that says it is larger."""
    whole = bytearray(HEIC.read_bytes())
    at = 0
    while (at := whole.find(b"ispe", at)) >= 0:
        whole[at + 8 : at + 16] = struct.pack(">II", side, side)
        at += 4
    return bytes(whole)


def _text(words: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", words)
    return info


def _located() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = exif[0x9286] = SENTINEL
    exif[0x8825] = {1: "N", 2: (47.0, 36.0, 0.0)}
    return picture("JPEG", exif=exif.tobytes(), comment=SENTINEL)


PICTURES: dict[str, tuple[Callable[[], bytes], str]] = {
    "PNG of 60,000 by 60,000": (lambda: _png(60_000, 60_000, _dots(10)), "3,600 million dots"),
    "PNG of 20,000 by 20,000, black and white": (
        lambda: _png(20_000, 20_000, _dots(20_000 * 2_501), bits=1), "400 million dots"),
    "PNG with no side": (lambda: _png(0, 10, _dots(10)), "damaged"),
    "PNG of no dots": (lambda: _png(10, 10), "damaged"),
    "PNG of more dots than it says": (lambda: _png(10, 10, _dots(5_000_000)), ""),
    "PNG cut short": (lambda: picture("PNG", size=(500, 500))[:200], "damaged"),
    "PNG in a packing of rubbish": (lambda: _png(10, 10, _chunk(b"IDAT", b"rubbish")), "damaged"),
    "PNG of a kind there is none": (lambda: _png(10, 10, _dots(999), bits=7, color=9), "damaged"),
    "PNG with a word that swells": (lambda: _png(10, 10, _swollen(b"zTXt"), _dots(110)), "damaged"),
    "PNG with a profile that swells": (lambda: _png(10, 10, _swollen(b"iCCP"), _dots(110)), "damaged"),
    "PNG with a comment": (lambda: picture("PNG", pnginfo=_text(SENTINEL)), ""),
    "PNG with a page of the web behind it": (lambda: picture("PNG") + f"<script>{SENTINEL}</script>".encode(), ""),
    "JPEG of 65,000 by 65,000": (lambda: _jpeg_of(65_000, 65_000), "4,225 million dots"),
    "JPEG of 2,000 by 2,000 that has 40 by 30": (lambda: _jpeg_of(2_000, 2_000), ""),
    "JPEG cut short": (lambda: picture("JPEG", size=(900, 900))[:700], "damaged"),
    "JPEG that knows where it was taken": (_located, ""),
    "JPEG with a script in its profile": (lambda: _jpeg_with(0xE2, b"ICC_PROFILE\0\1\1" + SENTINEL.encode()), ""),
    "JPEG with broken words about itself": (lambda: _jpeg_with(0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff" * 9), ""),
    "JPEG with Adobe’s words": (lambda: _jpeg_with(0xED, b"Photoshop 3.0\0" + SENTINEL.encode() * 9), ""),
    "JPEG that is an archive, too": (lambda: picture("JPEG") + b"PK\3\4" + SENTINEL.encode(), ""),
    "JPEG that is a PDF, too": (lambda: picture("JPEG") + plain() + SENTINEL.encode(), ""),
    "JPEG with tables of rubbish": (lambda: _jpeg_with(0xDB, bytes(range(200))), "damaged"),
    "TIFF of 60,000 by 60,000": (lambda: _gray_tiff(60_000, 60_000), "3,600 million dots"),
    "TIFF of four million by one": (lambda: _gray_tiff(4_000_000, 1), "damaged"),
    "TIFF in a circle": (lambda: _gray_tiff(8, 8, after=8), "damaged"),
    "TIFF of 501 pages": (lambda: _pages(501), "501 pages"),
    "TIFF with its dots elsewhere": (lambda: _gray_tiff(8, 8, strips=2_000_000_000), "damaged"),
    "TIFF in a packing of rubbish": (lambda: _gray_tiff(900, 900, packing=5), "damaged"),
    "TIFF as a fax of rubbish": (lambda: _gray_tiff(900, 900, packing=4), "damaged"),
    "TIFF with a word of four thousand million letters": (
        lambda: _tiff((256, _LONG, 1, 8), (270, 2, 4_000_000_000, 8)), "damaged"),
    "TIFF with nothing in it": (_tiff, "damaged"),
    "HEIC cut short": (lambda: HEIC.read_bytes()[:2_000], "damaged"),
    "HEIC of rubbish": (lambda: HEIC.read_bytes()[:400] + bytes(range(256)) * 20, "damaged"),
    "HEIC of 50,000 by 50,000": (lambda: _heic_of(50_000), "2,500 million dots"),
}  # fmt: skip

OTHERS: dict[str, bytes] = {
    "an EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (r) file\n",
    "a PSD": b"8BPS\0\1" + bytes(100),
    "a FITS": b"SIMPLE  =                    T" + b" " * 200,
    "a GIF": b"GIF89a" + bytes(50),
    "a BMP": b"BM" + bytes(80),
    "a WebP": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40),
    "an AVIF": b"\0\0\0\x1cftypavif" + bytes(60),
    "an icon": b"\0\0\1\0\1\0" + bytes(60),
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "an archive": b"PK\3\4" + bytes(60),
    "a program of Windows": b"MZ\x90\0" + bytes(200),
    "a program of Linux": b"\x7fELF\2\1\1" + bytes(100),
    "a shortcut": b"L\0\0\0\1\x14\2\0" + bytes(100),
    "a text that speaks of %PDF-": b"words " * 300 + b"%PDF-1.7",
}


def hostile_pictures() -> Iterator[Hostile]:
    for name, (make, says) in PICTURES.items():
        yield Hostile(name, make(), says)
    for name, content in OTHERS.items():
        yield Hostile(name, content, "no PDF")
    yield Hostile("nothing", b"", "empty")
    yield Hostile("zeros", bytes(1000), "no PDF")
