"""Narrows the child before it reads a byte of a stranger’s file: memory, time, and nothing that it could open.

Windows has no such limits in Python’s library: there only the clock and the size of the answer limit a child.
"""

import sys
from contextlib import suppress

from clinic_desktop.scanner.limits import CPU_SECONDS, MEMORY, MOST_STREAM_BYTES, MOST_SWOLLEN_BYTES

_PIPES = 3


def confine(*, needs_threads: bool = False) -> None:
    """From here on: no file, no socket and no process can be opened, nothing written but the answer, and memory and
    work end. What the child needs is imported before. Where a library needs threads, which are counted as processes
    are, it may start both; each has the other limits.
    """
    _limit_qpdf()
    if sys.platform == "win32":
        return
    import resource

    limits = [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        # Pipes that are open stay so; a further file would be the fourth. Each later import fails, too.
        (resource.RLIMIT_NOFILE, _PIPES),
    ]
    if not needs_threads:
        limits.append((resource.RLIMIT_NPROC, 0))
    for limit, most in limits:
        # macOS knows the limit of memory and does not take it.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def _limit_qpdf() -> None:
    """It opens the compressed parts of a PDF by itself, before anybody else could count what comes of them."""
    from pikepdf import settings

    settings.set_qpdf_limits(
        doc_max_warnings=100_000,
        parser_max_nesting=100,
        max_stream_filters=5,
        flate_max_memory=MOST_STREAM_BYTES,
        png_max_memory=MOST_SWOLLEN_BYTES,
        run_length_max_memory=MOST_STREAM_BYTES,
        tiff_max_memory=MOST_SWOLLEN_BYTES,
        dct_max_memory=MOST_SWOLLEN_BYTES,
        dct_max_progressive_scans=100,
    )
