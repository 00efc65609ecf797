-- Each time the program restored a backup to try it, into a folder that was removed afterwards: what was found.
CREATE TABLE drills (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    retired_at TEXT,
    -- UTC, ISO 8601: when it was tried, and when that backup was made.
    tried_at TEXT NOT NULL CHECK (length(tried_at) BETWEEN 20 AND 40),
    made_at TEXT NOT NULL CHECK (length(made_at) BETWEEN 20 AND 40),
    -- Among the clinic's own backups, or in its second place.
    place TEXT NOT NULL CHECK (place IN ('here', 'second')),
    -- How many tables have as many rows as the manifest says, of how many; and rows in all.
    tables_equal INTEGER NOT NULL CHECK (tables_equal BETWEEN 0 AND tables_found),
    tables_found INTEGER NOT NULL CHECK (tables_found >= 0),
    rows_found INTEGER NOT NULL CHECK (rows_found >= 0),
    -- How many encrypted files opened and were equal to the manifest, of how many; and bytes in all.
    files_equal INTEGER NOT NULL CHECK (files_equal BETWEEN 0 AND files_found),
    files_found INTEGER NOT NULL CHECK (files_found >= 0),
    bytes_found INTEGER NOT NULL CHECK (bytes_found >= 0),
    -- How many entries of the audit trail were verified, and how many of them did not hold.
    entries_found INTEGER NOT NULL CHECK (entries_found >= 0),
    entries_wrong INTEGER NOT NULL CHECK (entries_wrong >= 0),
    milliseconds INTEGER NOT NULL CHECK (milliseconds >= 0),
    -- Why it failed, as the program said it; empty where it did not.
    trouble TEXT NOT NULL DEFAULT '' CHECK (length(trouble) <= 1000)
) STRICT;
CREATE INDEX drills_in_order ON drills (tried_at, id) WHERE retired_at IS NULL;

-- What was found stays found.
CREATE TRIGGER a_drill_stays_as_it_was BEFORE UPDATE ON drills
BEGIN
    SELECT RAISE(ABORT, 'a drill stays as it was');
END;
CREATE TRIGGER a_drill_stays BEFORE DELETE ON drills
BEGIN
    SELECT RAISE(ABORT, 'a drill stays as it was');
END;
