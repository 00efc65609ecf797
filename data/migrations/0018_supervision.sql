-- Who supervises treatments here: a physical or occupational therapist, chiropractor or physician. Only one whose license,
-- NPI and days are known may stand on a bill.
CREATE TABLE supervisors (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    retired_at     TEXT,
    given_name     TEXT NOT NULL CHECK (length(given_name) BETWEEN 1 AND 100),
    family_name    TEXT NOT NULL CHECK (length(family_name) BETWEEN 1 AND 100),
    profession     TEXT NOT NULL CHECK (profession IN ('pt', 'ot', 'dc', 'md')),
    -- What is printed behind the name, as in 'Lee Park, DC'.
    designation    TEXT NOT NULL DEFAULT '' CHECK (length(designation) <= 20),
    npi            TEXT NOT NULL DEFAULT '' CHECK (length(npi) IN (0, 10)),
    license_state  TEXT NOT NULL DEFAULT '' CHECK (length(license_state) IN (0, 2)),
    license_number TEXT NOT NULL DEFAULT '' CHECK (length(license_number) <= 40),
    expires_on     TEXT NOT NULL DEFAULT '' CHECK (length(expires_on) IN (0, 10)),
    from_on        TEXT NOT NULL CHECK (length(from_on) = 10),
    -- The last day of supervising; empty while it goes on.
    to_on          TEXT NOT NULL DEFAULT '' CHECK (length(to_on) IN (0, 10)),
    sort_name      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX supervisors_in_order ON supervisors (sort_name, id) WHERE retired_at IS NULL;
CREATE VIEW supervisor_rows AS
SELECT id, version, given_name, family_name, profession, designation, npi, license_state, license_number, expires_on,
    from_on, to_on, sort_name
FROM supervisors
WHERE retired_at IS NULL;

-- What a payer said about massage under a supervisor, one row for each time it was asked. The last answer counts, and
-- the ones before it stay.
CREATE TABLE supervision_answers (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    retired_at     TEXT,
    payer_id       INTEGER NOT NULL REFERENCES payers (id),
    accepts        TEXT NOT NULL CHECK (accepts IN ('yes', 'no')),
    -- Keys of supervisors.profession with spaces between, in one order; empty for a no.
    professions    TEXT NOT NULL DEFAULT '' CHECK (length(professions) <= 20),
    asked_on       TEXT NOT NULL CHECK (length(asked_on) = 10),
    representative TEXT NOT NULL DEFAULT '' CHECK (length(representative) <= 100),
    reference      TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 100),
    -- The last day of service it counts for; empty where the payer named none.
    valid_until    TEXT NOT NULL DEFAULT '' CHECK (length(valid_until) IN (0, 10)),
    note           TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- A yes that nobody can point to is none.
    CHECK (accepts = 'no' OR (reference <> '' AND professions <> ''))
) STRICT;
CREATE INDEX supervision_answers_in_order ON supervision_answers (payer_id, asked_on, id) WHERE retired_at IS NULL;
CREATE VIEW supervision_answer_rows AS
SELECT id, version, payer_id, accepts, professions, asked_on, representative, reference, valid_until, note
FROM supervision_answers
WHERE retired_at IS NULL;
