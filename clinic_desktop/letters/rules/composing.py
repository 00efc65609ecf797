"""A letter made from its template, the record, and what a person changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from clinic_desktop.letters.model import (
    ENCLOSURES,
    RE,
    TO,
    ComposedLetter,
    LetterDraft,
    LetterFacts,
    LetterPaper,
    LetterPart,
    LetterTemplate,
    OwnText,
    TemplateLine,
    TemplateParagraph,
    Voice,
)
from clinic_desktop.letters.rules.filling import filled, named_in
from clinic_desktop.letters.rules.placeholders import BY_REPRESENTATIVE
from clinic_desktop.letters.rules.when import holding
from clinic_desktop.wording import say

GREETING = "greeting"
# The paragraph that speaks of the table of criteria in the packet.
CRITERIA = "criteria"
# Parts that every letter has besides its paragraphs.
RESERVED = (TO, RE, GREETING, ENCLOSURES)
# Who speaks as the clinic, under its letterhead.
OF_THE_CLINIC = ("clinic", "representative")
_TO = {
    "payer": ("{payer.name}", "{payer.address}"),
    "prescriber": ("{prescriber.name}", "{prescriber.address}"),
    "client": ("{client.name}", "{client.address}"),
    "state": ("{addressee}",),
    "other": ("{addressee}",),
}


def voice_of(template: LetterTemplate, wanted: str) -> Voice:
    """The voice that was chosen, where the template has it; else its usual one."""
    return next((one for one in template.voices if one == wanted), template.voices[0])


def composed(template: LetterTemplate, draft: LetterDraft, facts: LetterFacts) -> ComposedLetter:
    """Every part of the letter as it stands now."""
    voice = voice_of(template, draft.voice)
    parts = tuple(_part(one, draft, facts) for one in _parts(template, voice, facts))
    return ComposedLetter(template, draft, parts, facts)


def paper_of(letter: ComposedLetter) -> LetterPaper:
    """What its paper says; the day is that of nobody yet."""
    template, values = letter.template, letter.facts.values
    voice = voice_of(template, letter.draft.voice)

    def put(part: LetterPart) -> str:
        # What the record made has its facts in it already: a name with braces in it is nobody’s placeholder.
        return filled(part.text, values) if part.is_edited else part.text

    return LetterPaper(
        kind=template.kind,
        title=template.title,
        voice=voice,
        day=None,
        letterhead=_letterhead(letter.facts) if voice in OF_THE_CLINIC else (),
        sender=_sender(voice, letter.facts),
        to=_lines(put(letter.part(TO))),
        subject=_lines(put(letter.part(RE))),
        greeting=put(letter.part(GREETING)).strip(),
        paragraphs=tuple(_running([(put(one).strip(), one.joins) for one in letter.parts if one.key not in RESERVED])),
        closing=template.closing,
        signer=tuple(_signer(voice, letter.facts)),
        enclosures=_lines(put(letter.part(ENCLOSURES))),
        patient=values.get("client.name", ""),
        author=_author(voice, values),
        is_demo=letter.facts.is_demo,
        asks_license=voice == "prescriber" and not values.get("prescriber.license"),
        names_criteria=any(one.key == CRITERIA and one.text.strip() for one in letter.parts),
    )


def _running(parts: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """The paragraphs as they stand on paper: one that joins goes on in the one before it, behind a list on a line of
    its own."""
    whole = ""
    for text, joins in parts:
        if not text:
            continue
        if whole and joins:
            between = "\n" if "\n" in whole or "\n" in text else " "
            whole = f"{whole}{between}{text}"
            continue
        if whole:
            yield whole
        whole = text
    if whole:
        yield whole


def own_key(key: str, voice: str) -> str:
    """What the clinic's own words of a paragraph are kept by: "ask", or "ask.member" where each voice has its own."""
    return f"{key}.{voice}" if voice else key


def with_own(template: LetterTemplate, own: Mapping[str, OwnText]) -> LetterTemplate:
    """The template with the clinic's own words; conditions and sources stay those of the program."""

    def taken(one: TemplateParagraph) -> TemplateParagraph:
        texts = {voice: _own(own, own_key(one.key, voice), text) for voice, text in one.texts.items()}
        return replace(one, texts=texts)

    return replace(template, paragraphs=tuple(map(taken, template.paragraphs)))


def _own(own: Mapping[str, OwnText], key: str, text: str) -> str:
    return own[key].text if key in own else text


def _knows(facts: LetterFacts, voice: str) -> Callable[[str], bool]:
    holds = facts.holds | {BY_REPRESENTATIVE} if voice == "representative" else facts.holds - {BY_REPRESENTATIVE}
    return lambda name: name in holds or bool(facts.values.get(name))


def _parts(template: LetterTemplate, voice: str, facts: LetterFacts) -> Iterator[TemplateParagraph]:
    """All parts whose conditions hold, in the order of the paper, each with its text in this voice."""
    knows = _knows(facts, voice)
    yield _bare(TO, say("Addressed to"), _TO[template.to])
    yield _bare(RE, say("Subject"), _holding_lines(template.subject, knows))
    yield _bare(GREETING, say("Greeting"), (template.greeting,))
    for one in template.paragraphs:
        text = one.text(voice)
        if text and holding(one.when, knows):
            yield replace(one, texts={"": text})
    yield _bare(ENCLOSURES, say("Enclosures"), _holding_lines(template.enclosures, knows))


def _bare(key: str, name: str, lines: Iterable[str]) -> TemplateParagraph:
    return TemplateParagraph(key, name, {"": "\n".join(lines)})


def _holding_lines(lines: Iterable[TemplateLine], knows: Callable[[str], bool]) -> Iterator[str]:
    yield from (one.text for one in lines if holding(one.when, knows))


def _part(one: TemplateParagraph, draft: LetterDraft, facts: LetterFacts) -> LetterPart:
    source = one.texts[""]
    made = filled(source, facts.values)
    edit = draft.edits.get(one.key)
    is_edited = edit is not None and edit.text != made
    text, over = (edit.text, edit.over) if edit is not None and is_edited else (made, made)
    return LetterPart(
        key=one.key,
        name=one.name,
        made=made,
        text=text,
        over=over,
        uses=named_in(source),
        source=one.source,
        checked_on=one.checked_on,
        check=one.check,
        joins=one.joins,
        is_edited=is_edited,
    )


def _letterhead(facts: LetterFacts) -> tuple[str, ...]:
    """The clinic's name, and below it where it is and how it is reached."""
    values = facts.values
    name = filled("{clinic.name}", values)
    address = ", ".join(filled("{clinic.address}", values).split("\n"))
    reach = [
        say("Phone {number}", number=values["clinic.phone"]) if values.get("clinic.phone") else "",
        say("Fax {number}", number=values["clinic.fax"]) if values.get("clinic.fax") else "",
        say("NPI {number}", number=values["clinic.npi"]) if values.get("clinic.npi") else "",
    ]
    return (name, address, " · ".join(one for one in reach if one))


def _sender(voice: str, facts: LetterFacts) -> tuple[str, ...]:
    """Who writes in their own name stands above the letter with their address; a prescriber has paper of their own."""
    values = facts.values
    if voice == "prescriber":
        told = {"who": filled("{prescriber.name}", values), "clinic": filled("{clinic.name}", values)}
        told["phone"] = filled("{clinic.phone}", values)
        return (
            say(
                "Draft prepared by {clinic}, phone {phone}, for {who} to change, and to sign on paper of their own.",
                **told,
            ),
        )
    if voice != "member":
        return ()
    who = filled("{client.name}", values)
    named = tuple(_in_their_name(who, facts))
    lines = (*named, *_lines(filled("{client.address}", values)))
    return (*lines, values["client.phone"]) if values.get("client.phone") else lines


def _signer(voice: str, facts: LetterFacts) -> Iterator[str]:
    """The lines below the line to sign on."""
    values = facts.values
    if voice == "member":
        yield from _in_their_name(filled("{client.name}", values), facts)
        return
    if voice == "prescriber":
        yield filled("{prescriber.name}", values)
        yield say("NPI {number}", number=filled("{prescriber.npi}", values))
        if values.get("prescriber.license"):
            yield say("License {number}", number=values["prescriber.license"])
        return
    represents = values.get("representative.name", "") if voice == "representative" else ""
    yield represents or filled("{therapist.name}", values)
    if values.get("therapist.npi") and not represents:
        yield say("NPI {number}", number=values["therapist.npi"])
    if values.get("therapist.license") and not represents:
        yield say("License {number}", number=values["therapist.license"])
    if voice == "representative":
        yield say("Authorized representative of {name}", name=filled("{client.name}", values))


def _in_their_name(name: str, facts: LetterFacts) -> Iterator[str]:
    """Who speaks in the first person: for a minor the parent or guardian."""
    if "minor" in facts.holds:
        yield filled("{client.guardian}", facts.values)
        yield say("Parent or guardian of {name}", name=name)
    else:
        yield name


def _author(voice: str, values: Mapping[str, str]) -> str:
    """Whom a reader names as the author: never the client, whose letter it is."""
    return "" if voice in ("member", "prescriber") else values.get("clinic.name", "")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
