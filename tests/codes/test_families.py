"""Families, on a small table by hand: what is one with its encounters, what only looks so, and the order of all."""

from clinic_desktop.codes.model import CodeLine, Family, Words
from clinic_desktop.codes.rules.families import families_of, searched_words

NO_WORDS = Words({}, {}, {})
TABLE = (
    CodeLine("G00-G99", False, "Diseases of the nervous system", "", "a note"),
    CodeLine("H40", False, "Glaucoma"),
    CodeLine("H40.11", False, "Primary open-angle glaucoma"),
    CodeLine("H40.111", False, "Primary open-angle glaucoma, right eye"),
    CodeLine("H40.1110", True, "Primary open-angle glaucoma, right eye, stage unspecified"),
    CodeLine("H40.1111", True, "Primary open-angle glaucoma, right eye, mild stage"),
    CodeLine("M54", False, "Dorsalgia"),
    CodeLine("M54.2", True, "Cervicalgia"),
    CodeLine("M54.5", False, "Low back pain"),
    CodeLine("M54.50", True, "Low back pain, unspecified", "Loin pain|Lumbago NOS"),
    CodeLine("O36", False, "Maternal care for other fetal problems"),
    CodeLine("O36.8", False, "Maternal care for other specified fetal problems"),
    CodeLine("O36.8XX0", True, "Maternal care for other specified fetal problems, not applicable or unspecified"),
    CodeLine("O36.8XX1", True, "Maternal care for other specified fetal problems, fetus 1"),
    CodeLine("S13", False, "Dislocation and sprain of joints and ligaments at neck level"),
    CodeLine("S13.4", False, "Sprain of ligaments of cervical spine", "Whiplash injury of cervical spine"),
    CodeLine("S13.4XXA", True, "Sprain of ligaments of cervical spine, initial encounter"),
    CodeLine("S13.4XXD", True, "Sprain of ligaments of cervical spine, subsequent encounter"),
    CodeLine("S13.4XXS", True, "Sprain of ligaments of cervical spine, sequela"),
    CodeLine("S39", False, "Other injuries of lower back"),
    CodeLine("S39.012", False, "Strain of muscle of lower back"),
    CodeLine("S39.012A", True, "Strain of muscle of lower back, initial encounter"),
    # An encounter of a title that is another than its base's, as some are.
    CodeLine("S39.012D", True, "Strain of muscles of lower back, subsequent encounter"),
    CodeLine("W19", False, "Unspecified fall"),
    CodeLine("W19.XXXA", True, "Unspecified fall, initial encounter"),
)


def families(words: Words = NO_WORDS, table: tuple[CodeLine, ...] = TABLE) -> dict[str, Family]:
    return {one.code: one for one in families_of(table, words)}


def test_only_encounters_join_the_family_of_their_code() -> None:
    found = families()
    assert found["S13.4"].encounter == "A initial encounter |D subsequent encounter |S sequela "
    assert found["W19"].encounter == "A initial encounter "
    assert found["S39.012"].encounter == "A initial encounter "
    assert {"S13.4XXA", "S13.4XXD", "S13.4XXS", "S39.012A", "W19.XXXA"}.isdisjoint(found)
    # A stage of the eye and the number of a fetus are codes by themselves, as an encounter under another title is.
    assert {"H40.1110", "H40.1111", "O36.8XX0", "O36.8XX1", "S39.012D"} <= set(found)
    assert {found[code].encounter for code in ("H40.111", "O36.8", "M54.5")} == {""}


def test_every_code_but_chapters_and_encounters_is_one_family() -> None:
    grouped = {"S13.4XXA", "S13.4XXD", "S13.4XXS", "S39.012A", "W19.XXXA", "G00-G99"}
    assert sorted(families()) == sorted({line.code for line in TABLE} - grouped)


def test_a_family_can_be_billed_by_itself_or_by_its_encounters() -> None:
    billable = {code for code, one in families().items() if one.billable}
    assert billable == {
        *("H40.1110", "H40.1111", "M54.2", "M54.50", "O36.8XX0", "O36.8XX1"),
        *("S13.4", "S39.012", "S39.012D", "W19"),
    }


def test_a_base_that_can_be_billed_keeps_its_longer_codes_apart() -> None:
    table = (CodeLine("S13.4", True, "Sprain"), CodeLine("S13.4XXA", True, "Sprain, initial encounter"))
    assert set(families(table=table)) == {"S13.4", "S13.4XXA"}


def test_a_title_that_only_ends_like_an_encounter_of_the_code_above_stays_apart() -> None:
    table = (
        CodeLine("S13.4", False, "Sprain"),
        CodeLine("S13.4XXA", True, "Old Sprain, initial encounter"),
        CodeLine("S13.456D", True, "Sprain, subsequent encounter"),
    )
    assert set(families(table=table)) == {"S13.4", "S13.4XXA", "S13.456D"}


def test_a_family_is_found_by_its_title_its_names_and_those_above() -> None:
    low_back = families(Words({"M54": "backache"}, {}, {}))["M54.50"]
    assert low_back.title == "| low back pain unspecified |"
    assert low_back.terms == "| loin pain | lumbago nos |"
    assert low_back.above == "| low back pain || dorsalgia || backache |"
    words = searched_words(families()["S13.4"])
    assert all(f" {word} " in words for word in ("sprain", "whiplash", "dislocation", "subsequent", "sequela"))


def test_our_own_names_stand_beside_the_official_ones() -> None:
    words = Words({"M54.50": "Bad back|lower-back ache", "M54.2": "stiff neck"}, {}, {})
    found = families(words)
    assert found["M54.50"].terms == "| loin pain | lumbago nos | bad back | lower back ache |"
    assert found["M54.2"].terms == "| stiff neck |"
    assert found["S13.4"].terms == "| whiplash injury of cervical spine |"


def test_the_likeliest_come_first_and_then_the_shorter_titles() -> None:
    words = Words({"S13.4": "whiplash"}, {}, {"M": 40, "M54.5": 90, "M54.2": 95, "S": 20})
    ranked = families_of(TABLE, words)
    assert [one.id for one in ranked] == list(range(1, len(ranked) + 1))
    likely = {one.code: one.likely for one in ranked}
    assert (likely["M54.2"], likely["M54.50"], likely["M54"], likely["S13"], likely["H40"]) == (95, 90, 40, 20, 0)
    # Twenty, and asked for under a name of its own.
    assert likely["S13.4"] == 45
    # As likely as one another: the shorter title is the more general one.
    assert [one.code for one in ranked[:5]] == ["M54.2", "M54.5", "M54.50", "S13.4", "M54"]
    assert [one.code for one in ranked if one.code in ("S13", "S39")] == ["S39", "S13"]


def test_a_code_is_never_likelier_than_a_hundred() -> None:
    assert families(Words({"M54.2": "neck pain"}, {}, {"M54.2": 90}))["M54.2"].likely == 100


def test_what_a_title_says_of_sides_and_how_many_words_tell_it_from_others() -> None:
    titles = {
        "Pain in left shoulder": (1, 3),
        "Pain in unspecified shoulder": (-1, 2),
        "Pain, bilateral": (1, 2),
        "Migraine, intractable": (1, 2),
        "Migraine, not intractable": (0, 2),
        "Other specified": (0, 1),
        "Unspecified": (-1, 1),
        "Cervicalgia": (0, 1),
    }
    table = tuple(CodeLine(f"M{number}", True, title) for number, title in enumerate(titles, 10))
    found = families(table=table)
    assert {line.title: (found[line.code].side, found[line.code].size) for line in table} == titles
