-- Who pays besides the client, and whom to call there. One payer serves the policies of many clients.
CREATE TABLE payers (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- The number by which clearinghouses know the payer.
    payer_number TEXT NOT NULL DEFAULT '' CHECK (length(payer_number) <= 20),
    website      TEXT NOT NULL DEFAULT '' CHECK (length(website) <= 200),
    note         TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    sort_name    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX payers_in_order ON payers (sort_name, id) WHERE retired_at IS NULL;

CREATE TABLE departments (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    payer_id   INTEGER NOT NULL REFERENCES payers (id),
    kind       TEXT NOT NULL
        CHECK (kind IN ('member', 'provider', 'authorization', 'appeals', 'claims', 'other')),
    -- What the payer calls it, or whom to ask for there.
    name       TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 100),
    phone      TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    extension  TEXT NOT NULL DEFAULT '' CHECK (length(extension) <= 6),
    fax        TEXT NOT NULL DEFAULT '' CHECK (length(fax) <= 40),
    street     TEXT NOT NULL DEFAULT '' CHECK (length(street) <= 200),
    street2    TEXT NOT NULL DEFAULT '' CHECK (length(street2) <= 200),
    city       TEXT NOT NULL DEFAULT '' CHECK (length(city) <= 100),
    state      TEXT NOT NULL DEFAULT '' CHECK (length(state) IN (0, 2)),
    zip        TEXT NOT NULL DEFAULT '' CHECK (length(zip) IN (0, 5, 10)),
    hours      TEXT NOT NULL DEFAULT '' CHECK (length(hours) <= 200),
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000)
) STRICT;
CREATE INDEX departments_in_order ON departments (payer_id, id) WHERE retired_at IS NULL;
CREATE VIEW department_rows AS
SELECT id, version, payer_id, kind, name, phone, extension, fax, street, street2, city, state, zip, hours, note
FROM departments
WHERE retired_at IS NULL;
