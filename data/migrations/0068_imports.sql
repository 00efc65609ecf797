-- What came out of files of other programs: which file, when and by whom, and which row of ours is from which row of it,
-- so that an import is taken back as one, and the same file does nothing twice.
CREATE TABLE imports (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    retired_at    TEXT CHECK (retired_at IS NULL),
    kind          TEXT NOT NULL CHECK (kind IN ('clients', 'payers', 'visits')),
    made_at       TEXT NOT NULL,                        -- UTC, ISO 8601
    made_by       INTEGER NOT NULL REFERENCES staff (id),
    -- As the file was called; "" for what was pasted. It may name a client: it stands nowhere else.
    file_name     TEXT NOT NULL DEFAULT '' CHECK (length(file_name) <= 255),
    -- SHA-256 of its bytes.
    digest        TEXT NOT NULL CHECK (length(digest) = 64),
    -- How many rows it had with something in them, and what became of them.
    read_rows     INTEGER NOT NULL CHECK (read_rows >= 0),
    added         INTEGER NOT NULL CHECK (added >= 0),
    filled        INTEGER NOT NULL CHECK (filled >= 0),
    taken_back_at TEXT NOT NULL DEFAULT '',             -- UTC, ISO 8601
    -- How many of its rows stayed then, because something was done with them since.
    kept_rows     INTEGER NOT NULL DEFAULT 0 CHECK (kept_rows >= 0)
) STRICT;
CREATE INDEX imports_of_file ON imports (digest, id);
CREATE TRIGGER an_import_stays_as_it_was BEFORE UPDATE ON imports
WHEN OLD.taken_back_at <> ''
    OR (NEW.kind, NEW.made_at, NEW.made_by, NEW.file_name, NEW.digest, NEW.read_rows, NEW.added, NEW.filled)
        IS NOT (OLD.kind, OLD.made_at, OLD.made_by, OLD.file_name, OLD.digest, OLD.read_rows, OLD.added, OLD.filled)
BEGIN
    SELECT RAISE(ABORT, 'an import stays as it was');
END;
CREATE TRIGGER an_import_is_never_deleted BEFORE DELETE ON imports
BEGIN
    SELECT RAISE(ABORT, 'an import stays as it was');
END;

CREATE TABLE import_rows (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,                                    -- when what it brought was taken back
    import_id  INTEGER NOT NULL REFERENCES imports (id),
    -- The row of the file, as a spreadsheet counts: its headings are in row 1.
    line       INTEGER NOT NULL CHECK (line >= 1),
    -- The client, payer or visit that it is about.
    table_name TEXT NOT NULL CHECK (table_name IN ('clients', 'payers', 'imported_visits')),
    row_id     INTEGER NOT NULL,
    -- What the other program calls the client, by which its visits find them.
    number     TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 100),
    -- JSON of all that was written: [table, id, version then, {column: value} filled up, null for a row that was added].
    wrote      TEXT NOT NULL CHECK (length(wrote) BETWEEN 2 AND 100000)
) STRICT;
CREATE INDEX import_rows_in_order ON import_rows (import_id, line, id);
CREATE INDEX import_rows_of_row ON import_rows (table_name, row_id);
CREATE INDEX import_rows_by_number ON import_rows (number, id) WHERE number <> '' AND retired_at IS NULL;

-- Which column of a file is which, as somebody chose it for files with these headings.
CREATE TABLE import_columns (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    kind       TEXT NOT NULL CHECK (kind IN ('clients', 'payers', 'visits')),
    -- A hash of the headings, in any order.
    headings   TEXT NOT NULL CHECK (length(headings) = 64),
    -- JSON of what stands below each heading, and how its days are written.
    chosen     TEXT NOT NULL CHECK (length(chosen) BETWEEN 2 AND 50000)
) STRICT;
CREATE UNIQUE INDEX one_choice_of_import_columns ON import_columns (kind, headings) WHERE retired_at IS NULL;

-- What a client was given before, as the program says it that the clinic had then. It is history and nothing else: no
-- superbill, claim, prescription or authorization counts it, and its note is nobody's signed note.
CREATE TABLE imported_visits (
    id              INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    retired_at      TEXT,
    client_id       INTEGER NOT NULL REFERENCES clients (id),
    date_of_service TEXT NOT NULL CHECK (length(date_of_service) = 10),
    starts_at       TEXT NOT NULL DEFAULT '' CHECK (length(starts_at) IN (0, 5)),
    minutes         INTEGER CHECK (minutes BETWEEN 1 AND 600),
    -- As they were called there.
    service         TEXT NOT NULL DEFAULT '' CHECK (length(service) <= 200),
    therapist       TEXT NOT NULL DEFAULT '' CHECK (length(therapist) <= 200),
    fee_cents       INTEGER CHECK (fee_cents BETWEEN 0 AND 100000000),
    paid_cents      INTEGER CHECK (paid_cents BETWEEN 0 AND 100000000),
    note            TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 65536)
) STRICT;
CREATE INDEX imported_visits_in_order ON imported_visits (client_id, date_of_service, starts_at, id)
    WHERE retired_at IS NULL;
CREATE TRIGGER an_imported_visit_is_never_changed BEFORE UPDATE ON imported_visits
WHEN OLD.retired_at IS NOT NULL
    OR (NEW.client_id, NEW.date_of_service, NEW.starts_at, NEW.minutes, NEW.service, NEW.therapist, NEW.fee_cents,
        NEW.paid_cents, NEW.note)
        IS NOT (OLD.client_id, OLD.date_of_service, OLD.starts_at, OLD.minutes, OLD.service, OLD.therapist,
        OLD.fee_cents, OLD.paid_cents, OLD.note)
BEGIN
    SELECT RAISE(ABORT, 'an imported visit is never changed');
END;
CREATE TRIGGER an_imported_visit_is_never_deleted BEFORE DELETE ON imported_visits
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

CREATE VIEW import_list AS
SELECT imports.id, imports.version, imports.kind, imports.made_at, staff.name AS made_by, imports.file_name,
    imports.digest, imports.read_rows, imports.added, imports.filled, imports.taken_back_at, imports.kept_rows
FROM imports
JOIN staff ON staff.id = imports.made_by;
