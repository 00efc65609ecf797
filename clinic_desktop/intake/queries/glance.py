"""Reads in one query what the head of a chart says about a client’s health."""

import json
from datetime import date

from clinic_desktop.intake.model.glance import HealthGlance
from clinic_desktop.intake.queries.flags import open_flag_of
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates

_COLUMNS = (
    *("id", "version", "client_id", "key", "level", "words", "found_on", "region", "note", "modification"),
    *("still_on", "modified_on", "clearance"),
)
_OBJECT = ", ".join(f"'{name}', {name}" for name in _COLUMNS)
# The kinds of consents that hold on a day.
_SQL = f"""
SELECT
    (SELECT json_group_array(json_object({_OBJECT}) ORDER BY rank, found_on, id) FROM health_flag_rows
     WHERE client_id = ?1 AND resolved_on = '') AS flags,
    (SELECT max(taken_on) FROM health_histories WHERE client_id = ?1 AND retired_at IS NULL) AS taken_on,
    (SELECT group_concat(DISTINCT kind) FROM consents
     WHERE client_id = ?1 AND retired_at IS NULL AND signed_on <= ?2 AND (until_on = '' OR until_on >= ?2)
        AND (withdrawn_on = '' OR withdrawn_on > ?2)) AS consents,
    EXISTS (SELECT 1 FROM consents WHERE client_id = ?1 AND retired_at IS NULL)
        OR EXISTS (SELECT 1 FROM screenings WHERE client_id = ?1 AND retired_at IS NULL)
        OR EXISTS (SELECT 1 FROM health_flags WHERE client_id = ?1 AND retired_at IS NULL)
        OR EXISTS (SELECT 1 FROM health_histories WHERE client_id = ?1 AND retired_at IS NULL) AS is_kept
"""  # noqa: S608 - names of columns only


def health_glance(read: Reader, client: int, today: date) -> HealthGlance:
    """What is known of a client’s health today."""
    row = read.one(_SQL, client, today.isoformat())
    return HealthGlance(
        flags=tuple(open_flag_of(one) for one in json.loads(row["flags"])),
        taken_on=dates.kept(row["taken_on"] or ""),
        consents=frozenset((row["consents"] or "").split(",")) - {""},
        is_kept=bool(row["is_kept"]),
    )
