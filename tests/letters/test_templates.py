"""The templates that come with the program: strict, careful, and in the voice of who speaks."""

import re
from pathlib import Path

import pytest

from clinic_desktop.letters.loader import read_template, shipped, templates, templates_trouble
from clinic_desktop.letters.model import LETTER_KINDS, LetterTemplate
from clinic_desktop.letters.rules.checks import all_lines
from clinic_desktop.letters.rules.claims import claim_why, claims_in
from clinic_desktop.letters.rules.filling import filled, named_in, unknown_in
from clinic_desktop.letters.rules.fixes import WAYS
from clinic_desktop.letters.rules.invented import invented_letter, invented_paper
from clinic_desktop.letters.rules.placeholders import CONDITIONS, PLACEHOLDERS
from clinic_desktop.paths import LETTERS
from clinic_desktop.written.file import BadFile

KINDS = [(kind, voice) for kind in LETTER_KINDS for voice in shipped(kind).voices]
_PROMISING = re.compile(r"\b(cover(s|ed|age)|compliant|always|heals?|best)\b", re.IGNORECASE)
GOOD = """
title = "A letter"
about = "For tests."
to = "payer"
voices = ["clinic"]
greeting = "To whom it may concern:"
closing = "Sincerely,"

[[subject]]
text = "Member ID: {member.id}"

[[paragraphs]]
key = "one"
name = "One"
text = "Born {client.birth_date}."
"""


def wrong(tmp_path: Path, text: str) -> str:
    path = tmp_path / "test_letter.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as bad:
        read_template(path)
    return "\n".join(bad.value.problems).replace(f"{path}:", "")


def texts(template: LetterTemplate) -> list[str]:
    bodies = [text for one in template.paragraphs for text in one.texts.values()]
    lines = [one.text for one in (*template.subject, *template.enclosures)]
    return [*bodies, *lines, template.greeting, template.closing, template.title, template.about]


def test_all_of_them_are_there_and_can_be_read() -> None:
    assert templates_trouble() == ()
    assert [one.kind for one in templates()] == list(LETTER_KINDS)
    assert {path.stem for path in LETTERS.glob("*.toml")} == set(LETTER_KINDS)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "test_letter.toml"
    path.write_text(GOOD, encoding="utf-8")
    found = read_template(path)
    assert (found.kind, found.voices, found.paragraphs[0].text("clinic")) == (
        "test_letter",
        ("clinic",),
        "Born {client.birth_date}.",
    )


@pytest.mark.parametrize(
    ("was", "now", "line", "said"),
    [
        ("{client.birth_date}", "{client.birthdate}", 15, "Did you mean “client.birth_date”?"),
        ("{client.birth_date}", "{astrology.sign}", 15, "Nobody knows the fact “astrology.sign”"),
        ("{client.birth_date}", "{client.birth_date", 15, "A brace stands alone here"),
        ("{member.id}", "{member id}", 10, "Did you mean “member.id”?"),
        ('name = "One"', 'name = "One"\nwhen = ["erissa"]', 15, "Did you mean “erisa”?"),
        ('name = "One"', 'name = "One"\ncolor = "red"', 15, "There is no key “color” here"),
        ('name = "One"', 'name = "One"\ncheck = true', 15, "What is to be checked has a “source”"),
        ('key = "one"', 'key = "enclosures"', 13, "Every letter has a part “enclosures”"),
        ('to = "payer"', 'to = "pope"', 4, "Write one of"),
        ('voices = ["clinic"]', 'voices = ["king"]', 5, "Write one of"),
        ('closing = "Sincerely,"', "", 1, "The key “closing” is missing"),
        ('text = "Born {client.birth_date}."', "", 12, "The key “text” is missing"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, was: str, now: str, line: int, said: str) -> None:
    assert was in GOOD
    found = wrong(tmp_path, GOOD.replace(was, now))
    assert said in found
    assert found.startswith(f"{line}: "), found


def test_the_line_inside_a_long_text_is_named(tmp_path: Path) -> None:
    long = '"""\nOne line.\nAnother with {nothing.known}.\n"""'
    assert "Line 2 of “text”" in wrong(tmp_path, GOOD.replace('"Born {client.birth_date}."', long))


def test_a_paragraph_comes_once(tmp_path: Path) -> None:
    again = '\n[[paragraphs]]\nkey = "one"\nname = "Again"\ntext = "Twice."\n'
    assert "There are two paragraphs “one”" in wrong(tmp_path, GOOD + again)


def test_every_fact_has_a_name_an_example_and_a_place() -> None:
    for key, one in PLACEHOLDERS.items():
        assert one.name, key
        assert one.example.strip(), key
        assert one.way in WAYS, key
        assert not unknown_in(one.example), key
    # Names are told apart, and a name is no condition.
    assert len({one.name for one in PLACEHOLDERS.values()}) == len(PLACEHOLDERS)
    assert not set(PLACEHOLDERS) & set(CONDITIONS)


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_no_template_claims_too_much_or_speaks_the_words_of_others(kind: str) -> None:
    for text in texts(shipped(kind)):
        assert claims_in(text) == (), text
        assert not _PROMISING.search(text), text
        assert "!" not in text
        assert '"' not in text
        assert "'" not in text


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_law_and_evidence_carry_source_and_day(kind: str) -> None:
    for one in shipped(kind).paragraphs:
        is_told = one.name.startswith(("Law:", "Evidence:")) or any(
            re.search(r"CFR|RCW|WAC|[Ss]ection [0-9]|guideline of|College of", text) for text in one.texts.values()
        )
        if is_told:
            assert one.source, one.key
            assert one.checked_on, one.key
        if one.name.startswith("Law:"):
            assert one.check, one.key


@pytest.mark.parametrize(("kind", "voice"), [one for one in KINDS if one[1] == "member"])
def test_the_client_speaks_in_the_first_person(kind: str, voice: str) -> None:
    paper = invented_paper(shipped(kind), {}, voice)
    words = all_lines(paper)
    body = " ".join(paper.paragraphs)
    assert re.search(r"\b(I|[Mm]y|me)\b", body)
    assert not re.search(r"\b[Ww]e\b|\b[Oo]ur\b|\bus\b|[Tt]he patient", body), body
    assert paper.letterhead == ()
    assert paper.sender[0] == paper.signer[0] == "Alma Fernwick"
    assert "Alder & Rowe" not in words.replace("clinic", "") or kind == "referral_request"
    assert paper.author == ""


@pytest.mark.parametrize(("kind", "voice"), [one for one in KINDS if one[1] != "member"])
def test_nobody_else_says_my(kind: str, voice: str) -> None:
    body = " ".join(invented_paper(shipped(kind), {}, voice).paragraphs)
    if voice != "prescriber":
        assert not re.search(r"\b(I|my|me)\b", body), body
    else:
        assert not re.search(r"\b(we|our|us)\b", body), body


def test_the_guideline_is_cited_for_recent_low_back_pain_alone() -> None:
    for template in templates():
        for one in template.paragraphs:
            if any("College of Physicians" in text for text in one.texts.values()):
                assert one.when == ("low_back_recent",)
                (text,) = one.texts.values()
                assert "acute and subacute low back pain" in text
                assert "rates the quality of the evidence for massage as low" in text
                assert "chronic" not in text


@pytest.mark.parametrize(
    ("name", "paragraph"),
    [
        *(("erisa", "erisa"), ("wa_pip", "pip"), ("wa_six_visits", "six_visits"), ("denied_provider", "provider")),
        *(("wa_insured", "category"), ("denied_provider", "category"), ("licensed", "category")),
    ],
)
def test_what_the_law_says_stands_only_where_it_holds(name: str, paragraph: str) -> None:
    template = shipped("appeal_internal")
    assert name in next(one for one in template.paragraphs if one.key == paragraph).when
    assert paragraph in {one.key for one in invented_letter(template, {}).parts}


@pytest.mark.parametrize("kind", LETTER_KINDS)
def test_every_placeholder_of_a_template_is_put_in(kind: str) -> None:
    for text in texts(shipped(kind)):
        assert unknown_in(text) == ()
        whole = filled(text, {key: one.example for key, one in PLACEHOLDERS.items()})
        assert "{" not in whole
        assert "missing]" not in whole
        assert "missing]" in filled(text, {}) or not named_in(text)


def test_words_that_claim_too_much_are_found_with_their_reason() -> None:
    typed = "We guarantee that it is Covered and pre-approved; it cures, as studies have proven. Coverage is asked for."
    assert claims_in(typed) == ("guarantee", "covered", "pre-approved", "cures", "proven")
    assert all(claim_why(word) for word in claims_in(typed))
    # What the plan wrote may say anything.
    assert claims_in("You wrote: “This service is not covered.”") == ()
