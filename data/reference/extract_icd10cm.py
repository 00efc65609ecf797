"""Extracts the shipped table of diagnosis codes. Run once a release, by hand; the program only reads the table.

    pip install simple-icd-10-cm==1.5.0
    python data/reference/extract_icd10cm.py

The package (MIT) carries the April 2026 release of ICD-10-CM by NCHS and CMS, which is in the public domain in the US.
README.md says what the table's columns are.
"""

import lzma
from pathlib import Path

import simple_icd_10_cm as icd

EFFECTIVE_ON, NAME = "2026-04-01", "icd10cm_2026-04-01"
COLUMNS = ("code", "billable", "title", "terms", "excludes1", "excludes2")


def one_line(text: str) -> str:
    """A title as the official list of codes has it: the tabular list adds a second wording after a slash and a tab."""
    return " ".join(text.split("/\t", maxsplit=1)[0].split())


def listed(notes: list[str]) -> str:
    """Several notes in one cell."""
    kept = [" ".join(note.replace("|", "/").split()) for note in notes]
    return "|".join(dict.fromkeys(kept))


def block_row(code: str) -> tuple[str, ...]:
    """A chapter or block under its range of categories; only its notes are of use."""
    title, _, span = icd.get_description(code, True).rpartition(" (")
    first, _, last = span.rstrip(")").partition("-")
    return (f"{first}-{last or first}", "0", one_line(title), *notes_of(code, blocks=True))


def notes_of(code: str, *, blocks: bool) -> tuple[str, ...]:
    """Inclusion terms, Excludes1 and Excludes2 of one entry, without those of its ancestors."""
    terms = [*icd.get_inclusion_term(code, blocks), *icd.get_includes(code, blocks)]
    return (listed(terms), listed(icd.get_excludes1(code, blocks)), listed(icd.get_excludes2(code, blocks)))


def main() -> None:
    """Write the table beside this script."""
    rows: dict[str, tuple[str, ...]] = {}
    for code in dict.fromkeys(icd.get_all_codes(True)):
        # Some blocks are one category (B20) and share its name: the package then tells them apart by a flag.
        if icd.is_chapter_or_block(code) or icd.get_description(code, True) != icd.get_description(code):
            made = block_row(code)
            rows[made[0]] = made
        if icd.is_category_or_subcategory(code):
            billable = "1" if icd.is_leaf(code) else "0"
            rows[code] = (code, billable, one_line(icd.get_description(code)), *notes_of(code, blocks=False))
    lines = [
        f"# ICD-10-CM, in force since {EFFECTIVE_ON}",
        "\t".join(COLUMNS),
        *("\t".join(row) for row in rows.values()),
    ]
    packed = lzma.compress("\n".join(lines).encode() + b"\n", preset=9 | lzma.PRESET_EXTREME)
    Path(__file__).with_name(f"{NAME}.tsv.xz").write_bytes(packed)


if __name__ == "__main__":
    main()
