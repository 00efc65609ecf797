"""Reads what was typed about a client, and what was typed to find one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.clients.model import ADULT_YEARS, AlertDraft, Client, ClientDraft, ClientRow, KeepRule
from clinic_desktop.values import dates
from clinic_desktop.values.addresses import address_values
from clinic_desktop.values.identifiers import parse_email, parse_phone, split_phone
from clinic_desktop.values.names import given_and_family, may_be_name, name_parts, with_capitals
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say

Values = dict[str, Any]
_LIMITS = {
    "given_name": 100,
    "middle_name": 100,
    "family_name": 100,
    "preferred_name": 100,
    "pronouns": 40,
    "city": 100,
    "guardian_relationship": 100,
    "note": 10_000,
    "email": 254,
}
# What a person types for "there is none".
_NONE = ("-", "–", "—")
# The search table holds pieces of three letters.
PIECE = 3


def typed_name(text: str) -> tuple[str, str]:
    """First and last name in what was typed to find a client, "Lee, Ana" or "ana lee"; one word is the last name.

    Nothing of what is no name: a phone number, a birth date, a member ID, an email address.
    """
    typed = " ".join(plain(text).split())
    if not may_be_name(typed):
        return "", ""
    given, family = given_and_family(name_parts(typed))
    return (with_capitals(given), with_capitals(family)) if typed.islower() else (given, family)


def client_values(draft: ClientDraft, today: date) -> Values:
    """The columns of a client; only the name is needed to begin with. Raises Refused with all problems."""
    found = Problems()
    given = found.need(
        "given_name", draft.given_name, say("Type the first name as on the card, or a dash for a person with one name.")
    )
    family = found.need("family_name", draft.family_name, say("Type the last name, as on the card."))
    born = (
        found.read("birth_date", dates.parse_birth_date, draft.birth_date, today) if draft.birth_date.strip() else None
    )
    values: Values = {
        "given_name": "" if given in _NONE else given,
        "middle_name": plain(draft.middle_name),
        "family_name": family,
        "preferred_name": plain(draft.preferred_name),
        "pronouns": plain(draft.pronouns),
        "birth_date": born.isoformat() if born else "",
        "sex": draft.sex,
        "phone": found.maybe("phone", parse_phone, draft.phone),
        "other_phone": found.maybe("other_phone", parse_phone, draft.other_phone),
        "email": found.maybe("email", parse_email, draft.email),
        **address_values(found, draft),
        "guardian_name": plain(draft.guardian_name),
        "guardian_relationship": plain(draft.guardian_relationship),
        "guardian_phone": found.maybe("guardian_phone", parse_phone, draft.guardian_phone),
        "note": plain(draft.note),
    }
    if not values["guardian_name"] and (values["guardian_relationship"] or values["guardian_phone"]):
        found.add("guardian_name", say("Type the guardian’s name too."))
    found.limit(values, _LIMITS)
    found.refuse()
    return values | _found_by(values)


def alert_values(draft: AlertDraft) -> Values:
    """The columns of an alert; raises Refused."""
    found = Problems()
    words = found.need(
        "words", draft.words, say("Type in a few words what to know, like “Blood thinner: light pressure”.")
    )
    found.limit({"words": words}, {"words": 120})
    found.refuse()
    return {"kind": draft.kind, "words": words}


def same_person(*, retired: bool) -> str:
    """The sentence about a client of the same name and birth date."""
    if retired:
        return say(
            "A retired client has this name and birth date. Open their chart and bring them back instead, or check "
            "that this is another person."
        )
    return say(
        "There is a client with this name and birth date already. Open their chart instead, or check that this is "
        "another person."
    )


def told_apart(row: ClientRow, *more: str) -> str:
    """What tells a client from others of the same name: birth date, phone, what else is given, and that they left."""
    born = dates.shown(row.birth_date) if row.birth_date else ""
    words = " · ".join(part for part in (born, row.phone, *more) if part) or say("no birth date, no phone")
    return " · ".join((words, say("retired"))) if row.is_retired else words


def is_minor(client: Client, on: date) -> bool:
    """Whether somebody else has to act for the client on that day: under 18; unknown birth dates are adults'."""
    return client.birth_date is not None and dates.age(client.birth_date, on) < ADULT_YEARS


def mail_names(client: Client, on: date) -> tuple[str, ...]:
    """Whom mail about a client is addressed to on that day, the lines above the address: of a minor the guardian, and
    whose."""
    if not is_minor(client, on):
        return (client.name,)
    whose = say("Parent or guardian of {name}", name=client.name)
    return (client.guardian_name, whose) if client.guardian_name else (whose,)


def lacks_guardian(client: Client, on: date) -> bool:
    """Whether a minor has nobody on record who acts for them."""
    return is_minor(client, on) and not client.guardian_name


@dataclass(frozen=True, slots=True)
class Terms:
    """What was typed to find somebody, read: folded words, `match` for the search table, a whole `birth_date`."""

    words: tuple[str, ...]
    match: str
    birth_date: str


def search_terms(typed: str, today: date) -> Terms:
    """Every word typed has to fit: from three letters anywhere, below that at the beginning of a word.

    A phone number fits with and without its marks, also while it is being typed; a whole date fits in any form that a
    date can be typed in.
    """
    words = tuple((_whole_phone(typed) or folded(plain(typed))).split())
    match = " AND ".join(f"({_fits(word)})" for word in dict.fromkeys(words))
    begun = _begun_phone(words)
    if begun:
        match = f'({match}) OR "{begun}"'
    return Terms(words, match, _birth_date(typed, today))


def searchable(*words: str) -> str:
    """Words as the search table reads them: two spaces before each, so that even one letter is a piece of three."""
    return "".join(f"  {word}" for text in words for word in folded(text).split())


def _found_by(values: Values) -> Values:
    """What lists are ordered by and searches read, without accents and case."""
    given, family = folded(values["given_name"]), folded(values["family_name"])
    names = (given, values["middle_name"], family, values["preferred_name"])
    spellings = [spelling for name in names for spelling in _spellings(name)]
    phones = [values[field] for field in ("phone", "other_phone", "guardian_phone") if values[field]]
    words = [
        *names,
        *dict.fromkeys(spellings),
        *_unspaced(given, family),
        *(form for phone in phones for form in (phone, _number(phone))),
        *(_dates_typed(date.fromisoformat(values["birth_date"])) if values["birth_date"] else ()),
    ]
    return {"sort_name": f"{family} {given}".strip(), "given_key": given, "search_text": searchable(*words)}


def _spellings(name: str) -> list[str]:
    """A name as people type it who leave marks out: "O'Brien-Nuñez" as "obrien-nunez", "obrien" or "nunez"."""
    whole = folded(name)
    bare = whole.replace("'", "")
    return [part for part in (bare, bare.replace("-", ""), *bare.split("-")) if part not in ("", whole)]


def _unspaced(given: str, family: str) -> tuple[str, ...]:
    """Given and family name as one word, where a script is written without spaces: 王小明, 김서연."""
    return () if f"{given}{family}".isascii() or not given else (f"{family}{given}", f"{given}{family}")


def _dates_typed(day: date) -> tuple[str, ...]:
    """A day in the forms whose pieces people type: 03/04/1985, 3/4/1985, 3/4/85 and 1985-03-04."""
    short = f"{day.month}/{day.day}"
    return dates.printed(day), f"{short}/{day.year}", f"{short}/{day.year % 100:02d}", day.isoformat()


def _fits(word: str) -> str:
    ways = [way for way in dict.fromkeys((word, _bare(word))) if way]
    pieces = [way if len(way) >= PIECE else way.rjust(PIECE) for way in ways]
    return " OR ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def _bare(word: str) -> str:
    """A word with digits without its marks, as phone numbers and member IDs are kept too, else ""."""
    return re.sub(r"[().+\-]", "", word) if re.search(r"[0-9]", word) else ""


def _begun_phone(words: tuple[str, ...]) -> str:
    """The digits of what may be a piece of a phone number, typed with spaces and the country's 1 or not, else ""."""
    whole = "".join(words)
    if not re.fullmatch(r"[0-9().+\-]+", whole):
        return ""
    digits = _bare(whole).removeprefix("1")
    # One word is looked for without its marks anyway.
    return digits if len(digits) >= PIECE and (len(words) > 1 or digits != _bare(whole)) else ""


def _whole_phone(typed: str) -> str:
    """The digits of a whole phone number, typed with or without the country's 1, else ""."""
    try:
        return _number(parse_phone(typed))
    except Unreadable:
        return ""


def _number(phone: str) -> str:
    return re.sub(r"[^0-9]", "", split_phone(phone)[0])


def _birth_date(typed: str, today: date) -> str:
    try:
        return dates.parse_birth_date(typed, today).isoformat()
    except Unreadable:
        return ""


def kept_until(rules: Iterable[KeepRule], state: str, last_visit: date | None, born: date | None) -> date | None:
    """Until which day a record is kept at least, by the longest of the rules of a state and of those for any; None
    without a rule or a visit (law of the state; data/reference/retention.toml)."""
    days: list[date] = []
    for one in rules:
        if one.state in ("", state) and last_visit:
            days += [_years_after(last_visit, one.years), *([_years_after(born, one.until_age)] if born else [])]
    return max(days, default=None)


def _years_after(day: date, years: int) -> date:
    """So many years later; of the last of February the first of March, where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
