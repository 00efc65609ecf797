"""Rule packs of a clinic for tests, as the bytes of their files."""

from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.packs import AddRulePack
from clinic_desktop.coverage.model.own_packs import OwnPack
from clinic_desktop.coverage.queries.own_packs import own_packs

# What it says of every case that it counts for.
STRICT = 'verdict = "UNLIKELY"\nmissing = "a letter of the plan"\n'
QUIET = 'unknown = "silent"\nnext = ["Send the cover sheet of the plan."]\n'


def own(payer_name: str = "Cascade Mutual", rule: str = STRICT, version: int = 1, name: str = "cascade") -> bytes:
    """A pack of one rule for a payer, "" for every payer."""
    scope = f'payer_name = "{payer_name}"\n' if payer_name else ""
    return (
        f'id = "{name}"\ntitle = "Our rules"\nversion = {version}\ndated = 2026-11-20\n{scope}\n[[rules]]\n'
        f'id = "{name}-letter"\ntitle = "A letter comes first"\nstage = "necessity"\n{rule}'
        'source = "A letter of the plan"\nchecked_on = 2026-11-20\nbasis = "sourced"\n'
    ).encode()


def accepted(clinic: Clinic, content: bytes | None = None, file: str = "cascade.toml") -> OwnPack:
    """A pack that the clinic accepted."""
    row = clinic.do(AddRulePack(own() if content is None else content, file)).row
    return next(one for one in own_packs(clinic.read) if one.id == row)


def damaged(clinic: Clinic, kept: OwnPack, content: bytes) -> None:
    """As if a newer program could no longer read what was accepted."""
    database = clinic._writer._database
    database.execute("DROP TRIGGER contents_never_change")
    database.execute("UPDATE contents SET bytes = ? WHERE digest = ?", (content, kept.digest))
