-- The people the clinic treats, and what everybody who opens their chart has to see first.
CREATE TABLE clients (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    retired_at     TEXT,
    -- As on the insurance card. A person with one name has it as family name.
    given_name     TEXT NOT NULL DEFAULT '' CHECK (length(given_name) <= 100),
    middle_name    TEXT NOT NULL DEFAULT '' CHECK (length(middle_name) <= 100),
    family_name    TEXT NOT NULL CHECK (length(family_name) BETWEEN 1 AND 100),
    preferred_name TEXT NOT NULL DEFAULT '' CHECK (length(preferred_name) <= 100),
    pronouns       TEXT NOT NULL DEFAULT '' CHECK (length(pronouns) <= 40),
    birth_date     TEXT NOT NULL DEFAULT '' CHECK (length(birth_date) IN (0, 10)),
    sex            TEXT NOT NULL DEFAULT '' CHECK (sex IN ('', 'F', 'M', 'X')),
    phone          TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    other_phone    TEXT NOT NULL DEFAULT '' CHECK (length(other_phone) <= 40),
    email          TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    street         TEXT NOT NULL DEFAULT '' CHECK (length(street) <= 200),
    street2        TEXT NOT NULL DEFAULT '' CHECK (length(street2) <= 200),
    city           TEXT NOT NULL DEFAULT '' CHECK (length(city) <= 100),
    state          TEXT NOT NULL DEFAULT '' CHECK (length(state) IN (0, 2)),
    zip            TEXT NOT NULL DEFAULT '' CHECK (length(zip) IN (0, 5, 10)),
    -- Who acts for a minor, or for an adult who does not act alone.
    guardian_name  TEXT NOT NULL DEFAULT '' CHECK (length(guardian_name) <= 200),
    guardian_relationship TEXT NOT NULL DEFAULT '' CHECK (length(guardian_relationship) <= 100),
    guardian_phone TEXT NOT NULL DEFAULT '' CHECK (length(guardian_phone) <= 40),
    note           TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- Folded (no accents, no case): what lists are ordered by, and what search reads.
    sort_name      TEXT NOT NULL DEFAULT '',
    given_key      TEXT NOT NULL DEFAULT '',
    search_text    TEXT NOT NULL DEFAULT ''
) STRICT;
-- Whole: a search looks through many names and reads only the rows it shows.
CREATE INDEX clients_in_order ON clients (sort_name, id, retired_at);
CREATE INDEX clients_by_given_name ON clients (given_key, id, retired_at, sort_name);
CREATE INDEX clients_by_birth ON clients (birth_date, id);

CREATE TABLE alerts (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    client_id  INTEGER NOT NULL REFERENCES clients (id),
    kind       TEXT NOT NULL CHECK (kind IN ('health', 'allergy', 'desk')),
    words      TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 120)
) STRICT;
CREATE INDEX alerts_in_order ON alerts (client_id, id) WHERE retired_at IS NULL;
CREATE VIEW alert_rows AS
SELECT id, version, client_id, kind, words,
    CASE kind WHEN 'health' THEN 1 WHEN 'allergy' THEN 2 ELSE 3 END AS rank
FROM alerts
WHERE retired_at IS NULL;
