"""What a backup says of its encrypted files: nothing of it is taken on trust."""

import json
import shutil
from pathlib import Path

import pytest
from filed import back_up, filed

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.backups import enclosures
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.files import mark_of
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def folder(filing: Path, tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(shutil.copytree(filing, tmp_path / "clinic"))


HOSTILE: list[object] = [
    None, [], {"files": {}}, {"files": {"../../x": {"size": 1, "sha256": "a" * 64}}, "lost": []},
    {"files": {"a" * 64: {"size": -1, "sha256": "a" * 64}}, "lost": []},
    {"files": {"a" * 64: {"size": 1 << 40, "sha256": "a" * 64}}, "lost": []},
    {"files": {"a" * 64: {"size": 1, "sha256": "short"}}, "lost": []},
    {"files": {"a" * 64: {"size": 1}}, "lost": []}, {"files": {"a" * 64: 3}, "lost": []},
    {"files": {}, "lost": ["../x"]}, {"files": {}, "lost": [3]}, {"files": {}, "lost": [[]]},
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_of_a_list_is_taken_on_trust(clinic: Clinic, body: object) -> None:
    filed(clinic, 1)
    made = back_up(clinic)
    raw = json.dumps(body).encode("ascii")
    (made.folder.path / "blobs.json").write_bytes(raw)
    with pytest.raises(StoreTrouble, match="list of the files"):
        enclosures.read_list(made)
    marks = {**made.manifest.files, "blobs.json": mark_of(raw)}
    with pytest.raises(StoreTrouble, match="list of the files"):
        enclosures.read_list(made._replace(manifest=made.manifest._replace(files=marks)))


@pytest.mark.parametrize("beside", [None, {"files": "3"}, {"files": -1, "size": 0, "lost": 0}, {"more": 1}, [1]])
def test_nor_is_what_the_manifest_says_of_it(clinic: Clinic, beside: object) -> None:
    filed(clinic, 1)
    made = back_up(clinic)
    body = json.loads((made.folder.path / "manifest.json").read_text("utf-8"))
    (made.folder.path / "manifest.json").write_text(json.dumps(body | {"beside": beside}), "utf-8")
    assert backups_in(clinic.keys.folder.backups) == ()
