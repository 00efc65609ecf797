"""Fills a clinic with many invented clients, each with a case and a policy, faster than by commands."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from factories import make_clinic
from fixed import NOW

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.rules import client_values, searchable
from clinic_desktop.clinic import Clinic

if TYPE_CHECKING:
    from sqlite_utils import Database

PARTS = ("ma", "li", "ro", "ken", "sa", "to", "ber", "na", "vi", "el", "an", "dor", "mi", "chel", "tra", "son", "ortiz",
         "gu", "yen", "lee", "park", "ja", "co", "han")  # fmt: skip
# What people type, letter by letter: names, two words, phones, dates, member IDs, and what nobody is called.
TYPED = ("5550", "253 555", "(253) 555-01", "3/14", "3/14/1960", "hx00012", "hx 000", "1985", "ma le", "m l", "an ro 5",
         "ortizlee m", "chelmari", "zzz", "o'brien", "søren", "ele", "e", "a b c")  # fmt: skip


def name(chance: random.Random, parts: int) -> str:
    """A name that sounds like one."""
    return "".join(chance.choice(PARTS) for _ in range(parts)).title()


def crowd(path: Path, count: int, visits: int = 0) -> Clinic:
    """An open clinic with so many clients, each with so many visits, most of them paid."""
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
    if visits:
        _give(database, count, visits)
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return clinic


def _give(database: "Database", count: int, visits: int) -> None:
    """So many visits of each client, a week apart, one service and one share of a payment each; the last is open.

    By plain SQL: the triggers that keep the balances run all the same.
    """
    database.execute(
        "INSERT INTO services (version, name, procedure_code, price_cents) VALUES (1, 'Massage', 'MT001', 3500)"
    )
    today = NOW.date()
    days = [(today - timedelta(days=7 * week)).isoformat() for week in range(visits, 0, -1)]
    raw = database.conn
    raw.executemany(
        "INSERT INTO visits (id, version, case_id, therapist_id, status, date_of_service, starts_at, ends_at,"
        " place_of_service, unit_rule, charged_cents)"
        " VALUES (?, 1, ?, 1, 'given', ?, '09:00', '10:00', '11', 'midpoint', 14000)",
        (((case - 1) * visits + at, case, day) for case in range(1, count + 1) for at, day in enumerate(days, 1)),
    )
    raw.executemany(
        "INSERT INTO visit_services (version, visit_id, place, service_id, name, procedure_code, is_timed, priced_by,"
        " price_cents, minutes, units, fee_cents)"
        " VALUES (1, ?, 1, 1, 'Massage', 'MT001', 1, 'unit', 3500, 60, 4, 14000)",
        ((visit,) for visit in range(1, count * visits + 1)),
    )
    raw.executemany(
        "INSERT INTO payments (id, version, client_id, paid_on, method, service_cents) VALUES (?, 1, ?, ?, 'card', ?)",
        ((client, client, days[-1], 14000 * (visits - 1)) for client in range(1, count + 1)),
    )
    raw.executemany(
        "INSERT INTO payment_shares (version, payment_id, visit_id, cents) VALUES (1, ?, ?, 14000)",
        ((client, (client - 1) * visits + at) for client in range(1, count + 1) for at in range(1, visits)),
    )


def keystrokes(names: list[str]) -> list[str]:
    """What stands in the search line after each letter of the names and of TYPED."""
    return [word[:letters] for word in (*names, *TYPED) for letters in range(1, len(word) + 1)]
