"""Fills a clinic with many invented clients, each with a case and a policy, faster than by commands."""

import random
from datetime import date, timedelta
from pathlib import Path

from factories import NOW, make_clinic

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.rules import client_values, searchable
from clinic_desktop.clinic import Clinic

PARTS = ("ma", "li", "ro", "ken", "sa", "to", "ber", "na", "vi", "el", "an", "dor", "mi", "chel", "tra", "son", "ortiz",
         "gu", "yen", "lee", "park", "ja", "co", "han")  # fmt: skip
# What people type, letter by letter: names, two words, phones, dates, member IDs, and what nobody is called.
TYPED = ("5550", "253 555", "(253) 555-01", "3/14", "3/14/1960", "hx00012", "hx 000", "1985", "ma le", "m l", "an ro 5",
         "ortizlee m", "chelmari", "zzz", "o'brien", "søren", "ele", "e", "a b c")  # fmt: skip


def name(chance: random.Random, parts: int) -> str:
    """A name that sounds like one."""
    return "".join(chance.choice(PARTS) for _ in range(parts)).title()


def crowd(path: Path, count: int) -> Clinic:
    """An open clinic with so many clients."""
    clinic, _ = make_clinic(path)
    chance = random.Random(3)
    database = clinic._writer._database
    database.execute("BEGIN")
    database.execute("INSERT INTO payers (version, name, sort_name) VALUES (1, 'Quillfern', 'quillfern')")
    today = NOW.date()
    for number in range(count):
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(32_000))
        draft = ClientDraft(
            given_name=name(chance, 2),
            family_name=name(chance, chance.choice([2, 3])),
            birth_date=born.isoformat(),
            phone=f"253555{chance.randrange(10_000):04d}",
            city="Tacoma",
        )
        values = {"version": 1} | client_values(draft, today)
        marks = ", ".join("?" * len(values))
        client = database.execute(
            f"INSERT INTO clients ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        ).lastrowid
        sql = "INSERT INTO cases (version, client_id, kind, reason) VALUES (1, ?, 'health', 'Neck pain')"
        case = database.execute(sql, (client,)).lastrowid
        member = f"HX{number:07d}"
        database.execute(
            "INSERT INTO policies (version, case_id, place, payer_id, member_id, search_text)"
            " VALUES (1, ?, 1, 1, ?, ?)",
            (case, member, searchable(member)),
        )
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return clinic


def keystrokes(names: list[str]) -> list[str]:
    """What stands in the search line after each letter of the names and of TYPED."""
    return [word[:letters] for word in (*names, *TYPED) for letters in range(1, len(word) + 1)]
