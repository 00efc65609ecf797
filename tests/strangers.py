"""What comes of a stranger's file: cleaned, refused with a sentence, or wrong. The suite asks it, and so does the
scorecard."""

import re
from io import BytesIO

import pikepdf
from hostile import SENTINEL, Hostile
from hostile_actions import hostile_actions
from hostile_depths import hostile_depths
from hostile_pictures import hostile_pictures
from hostile_shapes import hostile_shapes

from clinic_desktop.errors import Refused
from clinic_desktop.scanner.scanning import scan

# What a clean PDF has no use for, under whatever it might stand.
ACTIVE = re.compile(
    rb"/(JS|JavaScript|OpenAction|AA|A|Next|Launch|URI|SubmitForm|ImportData|GoToR|GoToE|Rendition|RichMedia\w*|3DD?"
    rb"|Movie|Sound|Screen|EmbeddedFiles?|EF|AF|Filespec|Names|Dests|Outlines|AcroForm|XFA|Annots|Metadata|PieceInfo"
    rb"|StructTreeRoot|OCProperties|OC|OPI|Ref|PS|Alternates|Collection|Perms|Threads|Thumb|PageLabels|Encrypt|Info)"
    rb"[ (<\[/]"
)


def acting(pdf: bytes) -> list[str]:
    """What of a PDF acts, or was to be taken out; found by going over all that is in the file, named or not."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as opened:
        for thing in [*opened.objects, opened.trailer]:
            is_stream = isinstance(thing, pikepdf.Stream)
            told = (thing.stream_dict if is_stream else thing).unparse(resolved=True)
            data = thing.read_bytes() if is_stream and _is_text(thing) else b""
            found += [one.decode() for one in re.findall(ACTIVE, told)]
            if SENTINEL.encode() in told + data or SENTINEL.encode() in (thing.read_raw_bytes() if is_stream else b""):
                found.append(SENTINEL)
    return found


def _is_text(thing: pikepdf.Object) -> bool:
    return thing.get("/Subtype") != pikepdf.Name.Image


def outcome(file: Hostile) -> str:
    """What is wrong with what came of a file, or nothing."""
    try:
        made = scan(file.content)
    except Refused as no:
        (problem,) = no.problems
        is_a_sentence = problem.field == "" and problem.words[0].isupper() and problem.words.endswith(".")
        return "" if file.says and file.says in problem.words and is_a_sentence else problem.words
    if file.says:
        return "came out"
    return ", ".join(acting(made.pdf)) + ("" if SENTINEL.encode() not in made.thumbnail else SENTINEL)


def hostile_files() -> list[Hostile]:
    """All of them, each under a name of its own."""
    files = [*hostile_actions(), *hostile_shapes(), *hostile_pictures(), *hostile_depths()]
    assert len({file.name for file in files}) == len(files)
    return files
