-- Cases that no month end issues anything for, until somebody takes them in again: the client does not want superbills,
-- or the visits are kept from the plan. A superbill can still be made in the chart.
CREATE TABLE left_out_cases (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    why        TEXT NOT NULL CHECK (why IN ('not_wanted', 'kept_from_plan', 'other')),
    -- In a few words, needed for "other".
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500 AND (why <> 'other' OR note <> ''))
) STRICT;
CREATE UNIQUE INDEX left_out_once ON left_out_cases (case_id) WHERE retired_at IS NULL;
