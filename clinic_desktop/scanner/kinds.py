"""What a file is, by its first bytes and never by its name."""

import re

# Readers of PDFs take rubbish before the header, so mail programs and scanners got away with it.
_PDF_WITHIN = 1024
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx")
_STARTS = {
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "tiff": (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"),
}


def kind_of(content: bytes) -> str | None:
    """ "pdf", "jpeg", "png", "tiff" or "heic"; None for all that is not taken. Looks, and decodes nothing."""
    for kind, starts in _STARTS.items():
        if content.startswith(starts):
            return kind
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "heic"
    return "pdf" if re.search(rb"%PDF-\d", content[:_PDF_WITHIN]) else None
