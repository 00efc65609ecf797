"""How much of a stranger’s file is read, for how long, and in how much memory."""

MOST_BYTES = 100 * 1024 * 1024
"""A file is no larger, in bytes: two hundred pages in color at 300 dots per inch, as an office scanner saves them."""

MOST_CLEAN_BYTES = 200 * 1024 * 1024
"""Nor is the clean PDF that comes of it. What the child sends beyond is not read."""

MOST_PAGES = 500
"""A file has no more pages. A whole record is longer; nobody adds one as a single file."""

MOST_PIXELS = 60_000_000
"""A picture has no more: Letter at 600 dots per inch has 34 million, a telephone’s photo 12 to 50 million."""

MOST_SWOLLEN_BYTES = 4 * MOST_PIXELS
"""What one picture of a PDF may swell to, in bytes: the largest in four colors."""

MOST_STREAM_BYTES = 64 * 1024 * 1024
"""What any other stream of it may swell to, in bytes."""

MOST_DRAWN_BYTES = 256 * 1024 * 1024
"""What all streams of a PDF but its pictures may swell to together, in bytes: what draws its pages, and its fonts."""

MOST_OBJECTS = 200_000
"""A PDF’s pages are made of no more parts."""

MOST_DRAWINGS = 50_000
"""A page draws no more drawings, those that they draw counted with them."""

MOST_TILES = 5_000_000
"""Nor is it tiled with more of a pattern: ten to a square point of Letter."""

MOST_DEPTH = 24
"""Drawings that stand in drawings, and arrays in arrays, go no deeper."""

MOST_POINTS = 14_400.0
"""A page’s side, in points: 200 inches, which is the most that readers of PDFs take."""

SECONDS = 90
"""The child is killed after so long, in seconds by the clock on the wall."""

CPU_SECONDS = 75
"""And ends by itself after so much work, in seconds of one processor."""

MEMORY = 2 * 1024**3
"""It gets no more memory, in bytes: a picture of MOST_PIXELS is held three times over while it is turned."""
