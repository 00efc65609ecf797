-- What a client is treated for. A work injury, a car accident and cash visits of one client stand side by side.
CREATE TABLE cases (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    retired_at     TEXT,
    client_id      INTEGER NOT NULL REFERENCES clients (id),
    kind           TEXT NOT NULL CHECK (kind IN ('health', 'auto', 'work', 'accident', 'cash')),
    reason         TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 100),
    -- Of the accident, or when the complaint began.
    onset_on       TEXT NOT NULL DEFAULT '' CHECK (length(onset_on) IN (0, 10)),
    state          TEXT NOT NULL DEFAULT '' CHECK (length(state) IN (0, 2)),
    -- Asked, and neither an accident nor work caused it. A payer's first question.
    no_accident    INTEGER NOT NULL DEFAULT 0 CHECK (no_accident IN (0, 1)),
    claim_number   TEXT NOT NULL DEFAULT '' CHECK (length(claim_number) <= 50),
    employer       TEXT NOT NULL DEFAULT '' CHECK (length(employer) <= 200),
    -- An adjuster belongs to a claim, not to a payer.
    adjuster_name  TEXT NOT NULL DEFAULT '' CHECK (length(adjuster_name) <= 200),
    adjuster_phone TEXT NOT NULL DEFAULT '' CHECK (length(adjuster_phone) <= 40),
    adjuster_fax   TEXT NOT NULL DEFAULT '' CHECK (length(adjuster_fax) <= 40),
    adjuster_email TEXT NOT NULL DEFAULT '' CHECK (length(adjuster_email) <= 254),
    attorney_name  TEXT NOT NULL DEFAULT '' CHECK (length(attorney_name) <= 200),
    attorney_phone TEXT NOT NULL DEFAULT '' CHECK (length(attorney_phone) <= 40),
    attorney_email TEXT NOT NULL DEFAULT '' CHECK (length(attorney_email) <= 254),
    closed_on      TEXT NOT NULL DEFAULT '' CHECK (length(closed_on) IN (0, 10)),
    note           TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000)
) STRICT;
-- With the last column, the list of clients finds a payer's name without reading the case itself.
CREATE INDEX cases_of_client ON cases (client_id, id, closed_on) WHERE retired_at IS NULL;
CREATE VIEW case_rows AS
SELECT id, version, client_id, kind, reason, onset_on, state, claim_number, closed_on,
    closed_on = '' AS is_open
FROM cases
WHERE retired_at IS NULL;
