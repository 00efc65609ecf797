-- Which line of a scheduler's file a visit was planned from: the file that is read again tomorrow changes nothing twice.
-- Of the line itself only hashes are kept, and the name it called the client by, so that who is meant is asked once.
CREATE TABLE schedule_entries (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    visit_id   INTEGER NOT NULL REFERENCES visits (id),
    -- The scheduler's own number of the appointment, else who comes on which day.
    entry_key  TEXT NOT NULL CHECK (length(entry_key) = 64),
    -- All that the line said when it was read last.
    said       TEXT NOT NULL CHECK (length(said) = 64),
    called     TEXT NOT NULL DEFAULT '' CHECK (length(called) <= 200)
) STRICT;
CREATE UNIQUE INDEX one_schedule_entry_of_a_key ON schedule_entries (entry_key) WHERE retired_at IS NULL;
CREATE INDEX schedule_entries_of_visit ON schedule_entries (visit_id) WHERE retired_at IS NULL;
CREATE INDEX schedule_entries_called ON schedule_entries (called, id) WHERE retired_at IS NULL AND called <> '';

-- Which column of a file is which, as somebody chose it for files with these headings.
CREATE TABLE schedule_columns (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    -- A hash of the headings, in any order.
    headings   TEXT NOT NULL CHECK (length(headings) = 64),
    -- JSON of the headings by what stands below them.
    chosen     TEXT NOT NULL CHECK (length(chosen) BETWEEN 2 AND 10000)
) STRICT;
CREATE UNIQUE INDEX one_choice_of_columns ON schedule_columns (headings) WHERE retired_at IS NULL;

-- Which policies end soon, without reading all of them.
CREATE INDEX policies_by_end ON policies (ends_on) WHERE retired_at IS NULL AND ends_on <> '';
