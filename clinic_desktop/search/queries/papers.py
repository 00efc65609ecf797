"""Finds files and letters by their titles, files by their kind too, packets and denials by their numbers, among those
of all clients. Bounded work for any words."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date

from clinic_desktop.attachments.model import ATTACHMENT_KINDS
from clinic_desktop.attachments.rules import kind_words
from clinic_desktop.benefit_statements.queries.claimed import CLAIM_KEY, LAST_LETTER, claim_typed
from clinic_desktop.clients.model import listed_name
from clinic_desktop.clients.queries import clients_found
from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.packets.rules.names import packet_name
from clinic_desktop.search.model import Hit
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say

# The search of titles knows no shorter piece of a word.
_LEAST_LETTERS = 3
# Of the words for a kind: with less of them every second word would be one.
_LEAST_OF_KIND = 4
_PARTED = re.compile(r"\W+")
# Of a page that was pasted: no title is that long.
_MOST_PIECES = 20
# So many titles are looked at, the newest first, for some of them may be gone or of other words.
_MOST_LOOKED_AT = 200
_TITLED = "SELECT rowid FROM paper_search WHERE paper_search MATCH ? ORDER BY rowid DESC LIMIT ?"
_FILE = """
SELECT attachments.id, client_id, kind, title, file_name, coalesce(nullif(day, ''), added_on) AS said_on, given_name,
    family_name, preferred_name
FROM attachments JOIN clients ON clients.id = attachments.client_id
WHERE attachments.retired_at IS NULL AND
"""
_AMONG = "IN (SELECT value FROM json_each(?))"
_NEWEST = "ORDER BY attachments.id DESC"
_FILES = f"{_FILE} attachments.id {_AMONG} {_NEWEST}"
_OF_KIND = f"{_FILE} kind = ? {_NEWEST} LIMIT ?"
_OF_CLIENTS = f"{_FILE} client_id {_AMONG} AND kind {_AMONG} {_NEWEST} LIMIT ?"
_LETTERS = """
SELECT letters.id, client_id, case_id, title, issued_on, voided_on, given_name, family_name, preferred_name
FROM letters JOIN clients ON clients.id = letters.client_id
WHERE letters.retired_at IS NULL AND letters.id IN (SELECT value FROM json_each(?)) ORDER BY letters.id DESC
"""
_PACKET = "SELECT * FROM packet_rows WHERE number = ?"
_DENIAL = """
SELECT denials.id, denials.client_id, denials.case_id, claim_number, received_on, payers.name AS payer_name, given_name,
    family_name, preferred_name
FROM denials
JOIN policies ON policies.id = denials.policy_id
JOIN payers ON payers.id = policies.payer_id
JOIN clients ON clients.id = denials.client_id
WHERE denials.retired_at IS NULL AND
"""
_BY_NUMBER = f"{_DENIAL} denials.id = ?"
BY_CLAIM = (
    f"{_DENIAL} claim_number <> '' AND {CLAIM_KEY} >= ?1 AND {CLAIM_KEY} < ?2 ORDER BY {CLAIM_KEY}, denials.id LIMIT ?3"
)
_PACKET_SAID = re.compile(r"(?:packet\s*)?(?:no\.?|number|#)?\s*([0-9]{1,18})")
# Without the word every number would be one.
_DENIAL_SAID = re.compile(r"denial\s*(?:no\.?|number|#)?\s*([0-9]{1,18})")


def packets_numbered(read: Reader, typed: str) -> tuple[Hit, ...]:
    """The packet with the number that was typed, as a person says it: "packet 12", "no. 12", "12"."""
    number = _number(_PACKET_SAID, typed)
    return tuple(_packet(one) for one in (read.all(_PACKET, number) if number else ()))


def denials_numbered(read: Reader, typed: str, most: int) -> tuple[Hit, ...]:
    """The denial with the number that was typed ("denial no. 3"), and those whose claim number begins with it."""
    number, claim = _number(_DENIAL_SAID, typed), claim_typed(typed)
    rows = read.all(_BY_NUMBER, number) if number else []
    rows += read.all(BY_CLAIM, claim, claim + LAST_LETTER, most) if claim else []
    return tuple(map(_denial, rows))


def papers_titled(read: Reader, typed: str, today: date, most: int) -> tuple[Hit, ...]:
    """The newest files and letters that have every word in their title, and files by the words for their kind, alone or
    with a title or a client's name: "denial letter", "nguyen card". `most` of each at most."""
    words = folded(plain(typed)).split()
    by_title = _ids(read, words)
    files = _fitting(read.all(_FILES, by_title[0]), words, most)
    letters = _fitting(read.all(_LETTERS, by_title[1]), words, most)
    found = {one["id"]: one for one in (*files, *_of_kind(read, words, today, most))}
    return (*(_file(one) for one in list(found.values())[:most]), *map(_letter, letters))


def _of_kind(read: Reader, words: Sequence[str], today: date, most: int) -> list[Row]:
    said = {word: kinds for word in words if (kinds := _kinds(word))}
    kinds = frozenset(ATTACHMENT_KINDS).intersection(*said.values()) if said else frozenset()
    if not kinds:
        return []
    rest = [word for word in words if word not in said]
    if not rest:
        rows = [one for kind in sorted(kinds) for one in read.all(_OF_KIND, kind, most)]
        return sorted(rows, key=lambda one: -int(one["id"]))[:most]
    titled = read.all(_FILES, _ids(read, rest)[0])
    whose = json.dumps([int(one.id) for one in clients_found(read, " ".join(rest), today).rows[:most]])
    owned = read.all(_OF_CLIENTS, whose, json.dumps(sorted(kinds)), most)
    return [*(one for one in _fitting(titled, rest, most) if one["kind"] in kinds), *owned]


def _kinds(word: str) -> frozenset[str]:
    """The kinds that are called so: "letter" is a word of three of them."""
    if len(word) < _LEAST_OF_KIND:
        return frozenset()
    return frozenset(
        kind for kind in ATTACHMENT_KINDS if any(one.startswith(word) for one in folded(kind_words(kind)).split())
    )


def _ids(read: Reader, words: Sequence[str]) -> tuple[str, str]:
    """The rows of files, and those of letters, that may have these words in their titles, each as JSON."""
    # Of letters and digits alone: an apostrophe has more than one shape.
    pieces = dict.fromkeys(piece for word in words for piece in _PARTED.split(word) if len(piece) >= _LEAST_LETTERS)
    match = " AND ".join(f'"{piece}"' for piece in list(pieces)[:_MOST_PIECES])
    found = [int(one["rowid"]) for one in read.all(_TITLED, match, _MOST_LOOKED_AT)] if match else []
    return json.dumps([one // 2 for one in found if one % 2 == 0]), json.dumps([one // 2 for one in found if one % 2])


def _fitting(rows: Iterable[Row], words: Sequence[str], most: int) -> list[Row]:
    """Those that have all of the words, the short ones too."""
    told = ((one, folded(f"{one['title']} {one.get('file_name', '')}")) for one in rows)
    return [one for one, title in told if all(word in title for word in words)][:most]


def _number(said: re.Pattern[str], typed: str) -> int:
    found = said.fullmatch(typed.strip().casefold()) if typed.isascii() else None
    return int(found[1]) if found else 0


def _file(row: Row) -> Hit:
    title = row["title"] or (row["file_name"] if row["kind"] == "other" else "") or kind_words(row["kind"])
    detail = _parts(_name(row), kind_words(row["kind"]), dates.shown(date.fromisoformat(row["said_on"])))
    return Hit("file", row["id"], title, detail, f"{row['client_id']}/attachment/{row['id']}")


def _letter(row: Row) -> Hit:
    part = f"{row['client_id']}/of/{row['case_id']}/letter/{row['id']}"
    return Hit("letter", row["id"], row["title"], _parts(_name(row), _issued(row)), part)


def _packet(row: Row) -> Hit:
    detail = _parts(_name(row), say(PURPOSES[row["purpose"]]), _issued(row))
    part = f"{row['client_id']}/of/{row['case_id']}/packet/{row['id']}"
    return Hit("packet", row["id"], packet_name(row["number"]), detail, part)


def _denial(row: Row) -> Hit:
    claim = say("claim {number}", number=row["claim_number"]) if row["claim_number"] else ""
    day = say("received {day}", day=dates.shown(date.fromisoformat(row["received_on"])))
    part = f"{row['client_id']}/of/{row['case_id']}/denial/{row['id']}"
    title = say("Denial no. {number}", number=row["id"])
    return Hit("denial", row["id"], title, _parts(_name(row), row["payer_name"], claim, day), part)


def _issued(row: Row) -> str:
    if row["voided_on"]:
        return say("Void")
    issued = dates.kept(row["issued_on"])
    return say("issued {day}", day=dates.shown(issued)) if issued else say("Draft")


def _name(row: Row) -> str:
    return listed_name(row["given_name"], row["family_name"], row["preferred_name"])


def _parts(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
