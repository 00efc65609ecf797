"""Sixty texts that somebody might type, paste or import to make the program show or do what it should not."""

from pathlib import Path

# A picture that no text may have loaded: who names it writes its path here.
TRAP = "TRAP"
# Begins each of them on the screen, so that a search of what is shown finds them.
MARK = "Zq"

_MARKUP = (
    '<img src="TRAP">',
    "<img src='file://TRAP'>",
    '<img src="TRAP" width="900" height="900">',
    "<b>Ann</b>",
    "<i>Ann",
    '<a href="file://TRAP">Verified</a>',
    '<a href="https://example.com">pay here</a>',
    "<br><br><br>",
    "<hr>",
    "<table><tr><td>one<td>two</table>",
    '<font color="red" size="7">Paid</font>',
    "<h1>Clinic</h1>",
    "<!-- nothing -->kept",
    "<![CDATA[kept]]>kept",
    "<foo>kept</foo>",
    "<script>alert(1)</script>",
    "<style>* {color: red}</style>",
    '<body background="TRAP">',
    "&lt;b&gt;",
    "&amp;",
    "&#60;b&#62;",
    "&nbsp;",
    "AT&T Corp",
    "Smith & Sons",
    "&&F",
    "a &c b",
    '<qt><img src="TRAP"></qt>',
    '<p style="background-image:url(TRAP)">x</p>',
)
_PAPER = (
    '<para alignment="right">x</para>',
    '<unichar code="0x41"/>',
    "<seq/>",
    '<onDraw name="x" label="y"/>',
    '<font color="[[[getattr(pow, chr(97))]]]">x</font>',
    "<super>x</super>",
    "(x) Tj ET BT /F1 90 Tf",
    "\\) Tj",
    "%PDF-1.7 endobj",
    "{name}",
    "{0.__class__}",
    "%s %(name)s %n",
    "${HOME}",
    "$(id)",
    "`id`",
)
_DATABASE = (
    "'; DROP TABLE clients; --",
    '" OR 1=1 --',
    "Robert'); DELETE FROM audit;--",
    "%",
    "_%_",
    "\\%",
    "* OR *",
    'NEAR("a" "b")',
    '"',
    "a AND NOT b",
    "col:val",
    "^start",
)
_LETTERS = (
    "a\u202eb dna", "a\u200bb", "\u2066left open", "e\u0301" * 20, "\ufeffx", "x\u0000y", "א\u05d1ג (1)", "王小明",
    "😀👩‍👩‍👧",
    "Ω\u0334\u0335\u0336\u0337" * 3, "\u2028line", "W" * 120,
)  # fmt: skip
_CELLS = ('=HYPERLINK("http://x")', "+1-2", "-1+1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0")

HOSTILE = (*_MARKUP, *_PAPER, *_DATABASE, *_LETTERS, *_CELLS)


def hostile_words(trap: Path) -> tuple[str, ...]:
    """All of them, each with the mark in front and the path of a picture that nobody may open."""
    return tuple(f"{MARK} {words.replace(TRAP, str(trap))}" for words in HOSTILE)
