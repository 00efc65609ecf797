"""Reads the templates of letters, from files of data, strictly; and puts the clinic's own words into them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from clinic_desktop.errors import Missing
from clinic_desktop.letters.model import LETTER_KINDS, LetterTemplate, OwnText, TemplateLine, TemplateParagraph
from clinic_desktop.letters.queries import own_wording
from clinic_desktop.letters.rules.composing import RESERVED, own_key, with_own
from clinic_desktop.letters.rules.filling import unknown_in, unknown_words
from clinic_desktop.letters.rules.when import checked
from clinic_desktop.paths import LETTERS
from clinic_desktop.store.reader import Reads
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.kinds import day, one_of, said, text, words, yes_no
from clinic_desktop.written.sheet import FileTable, Keys

_DEPARTMENTS = ("member", "provider", "authorization", "appeals", "claims", "other")
# Voices that a paragraph may have words of its own for.
_SPOKEN = ("clinic", "member", "representative", "prescriber")


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template with the clinic's own words; `moved` are the paragraphs whose words by the program changed since the
    clinic wrote its own, `broken` the sentences about own words that count no more."""

    template: LetterTemplate
    moved: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


def shipped(kind: str) -> LetterTemplate:
    """The template of the program. Raises Missing for a kind that nobody knows, BadFile with all that is wrong."""
    if kind not in LETTER_KINDS:
        raise Missing(say("There is no such letter in this program."))
    return read_template(LETTERS / f"{kind}.toml")


def templates() -> tuple[LetterTemplate, ...]:
    """All that can be read, in the order in which they are offered; `templates_trouble` says what is wrong."""
    return tuple(one for one in map(_kept, LETTER_KINDS) if isinstance(one, LetterTemplate))


def templates_trouble() -> tuple[str, ...]:
    """What is wrong with the files of the templates: the first sentence of each that cannot be read."""
    return tuple(one for one in map(_kept, LETTER_KINDS) if isinstance(one, str))


def clinic_template(read: Reads, kind: str) -> OwnTemplate:
    """The template as this clinic writes it. Own words with a placeholder that nobody knows any more, as after an
    update, are set aside and named: those of the program count. Raises Missing and BadFile."""
    template, own = shipped(kind), own_wording(read, kind)
    if own is None:
        return OwnTemplate(template)
    now = {own_key(one.key, voice): (one, text) for one in template.paragraphs for voice, text in one.texts.items()}
    good: dict[str, OwnText] = {}
    broken = []
    for key, words_of in own.texts.items():
        wrong = unknown_in(words_of.text)
        if key in now and wrong:
            line, name = wrong[0]
            facts = {"part": now[key][0].name, "line": line, "words": unknown_words(name)}
            broken.append(say("Your words of “{part}”, line {line}: {words}", **facts))
        elif key in now:
            good[key] = words_of
    moved = tuple(key for key, one in good.items() if one.over != now[key][1])
    return OwnTemplate(with_own(template, good), moved, tuple(broken))


@cache
def read_template(path: Path) -> LetterTemplate:
    """The template in a file; raises BadFile with all that is wrong, each with its line."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    facts = top.values(_TOP, "title", "about", "to", "voices", "greeting", "closing")
    lines = {key: tuple(_line(one) for one in top.tables(key)) for key in ("subject", "enclosures")}
    paragraphs = tuple(_paragraph(one) for one in top.tables("paragraphs"))
    _see(top, "greeting", facts.get("greeting", ""))
    if not paragraphs:
        top.add("", say("The key “{key}” is missing.", key="paragraphs"))
    _see_once(top, paragraphs)
    top.close()
    refuse(path, sheet)
    made: dict[str, Any] = {"department": "", **facts, **lines}
    return LetterTemplate(kind=path.stem, paragraphs=paragraphs, **made)


@cache
def _kept(kind: str) -> LetterTemplate | str:
    path = LETTERS / f"{kind}.toml"
    try:
        return read_template(path)
    except BadFile as bad:
        return bad.first(path)


def _line(table: FileTable) -> TemplateLine:
    facts = table.values({"text": ("text", text), "when": ("when", _conditions)}, "text")
    _see(table, "text", facts.get("text", ""))
    table.close()
    return TemplateLine(facts.get("text", ""), facts.get("when", ()))


def _paragraph(table: FileTable) -> TemplateParagraph:
    facts = table.values(_PARAGRAPH, "key", "name")
    texts: dict[str, str] = {}
    for key in ("text", *_SPOKEN):
        if key in table:
            texts["" if key == "text" else key] = str(table.values({key: (key, _body)}).get(key, ""))
            _see(table, key, texts["" if key == "text" else key])
    if not texts:
        table.add("", say("The key “{key}” is missing.", key="text"))
    if "" in texts and len(texts) > 1:
        table.add("text", say("Write “text” for all voices, or words for each of them, not both."))
    if facts.get("key") in RESERVED:
        table.add("key", say("Every letter has a part “{key}”: call it otherwise.", key=facts["key"]))
    is_sourced = "source" in facts and "checked_on" in facts
    if facts.get("check") and not is_sourced:
        table.add("check", say("What is to be checked has a “source” and a “checked_on”."))
    table.close()
    made: dict[str, Any] = {"key": "", "name": ""} | facts
    return TemplateParagraph(texts=texts, **made)


def _see(table: FileTable, key: str, body: str) -> None:
    """Refuse what stands in braces and is no placeholder, with its line in the text."""
    for line, name in unknown_in(body):
        table.add(key, say("Line {line} of “{key}”: {words}", line=line, key=key, words=unknown_words(name)))


def _see_once(top: FileTable, paragraphs: tuple[TemplateParagraph, ...]) -> None:
    keys = [one.key for one in paragraphs]
    for key in dict.fromkeys(one for one in keys if keys.count(one) > 1):
        top.add("paragraphs", say("There are two paragraphs “{key}”.", key=said(key)))


def _body(value: object) -> str:
    return text(value).strip("\n")


def _conditions(value: object) -> tuple[str, ...]:
    """Names of facts that have to hold, each perhaps with "not " before it, and of those with "or" between them one."""
    if isinstance(value, str) or not isinstance(value, list):
        raise Unreadable(say("Write a list like {example}.", example='["erisa"]'))
    return tuple(checked(text(one)) for one in value)


def _voices(value: object) -> tuple[str, ...]:
    found = words(value)
    read = one_of(*_SPOKEN)
    if not found:
        raise Unreadable(say("Write a list like {example}.", example='["clinic"]'))
    return tuple(str(read(one)) for one in found)


_TOP: Keys = {
    "title": ("title", text),
    "about": ("about", text),
    "to": ("to", one_of("payer", "prescriber", "client", "state", "other")),
    "department": ("department", one_of(*_DEPARTMENTS)),
    "voices": ("voices", _voices),
    "greeting": ("greeting", text),
    "closing": ("closing", text),
}
_PARAGRAPH: Keys = {
    "key": ("key", text),
    "name": ("name", text),
    "when": ("when", _conditions),
    "source": ("source", text),
    "checked_on": ("checked_on", day),
    "check": ("check", yes_no),
    "joins": ("joins", yes_no),
}
