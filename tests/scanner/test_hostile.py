"""Hostile files, each made by code: the program is alive after each, and nothing that acts comes out."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pikepdf
import pytest
from hostile_actions import hostile_actions
from nursery import nursery
from strangers import acting, hostile_files, outcome


def test_the_search_for_what_acts_finds_it() -> None:
    for file in hostile_actions():
        with pikepdf.open(BytesIO(file.content)) as pdf:
            kept = BytesIO()
            pdf.save(kept, static_id=True)
        assert acting(kept.getvalue()) or file.name == "nobody names it", file.name


def test_150_hostile_files_are_cleaned_or_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    files = hostile_files()
    assert len(files) >= 150
    with nursery(monkeypatch), ThreadPoolExecutor(2) as threads:
        found = dict(zip((file.name for file in files), threads.map(outcome, files), strict=True))
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
