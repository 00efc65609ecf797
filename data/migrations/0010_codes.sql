-- Bytes kept by their SHA-256: written once, never changed; the audited row that names one vouches for it.
CREATE TABLE contents (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
    bytes  BLOB NOT NULL
) STRICT;
CREATE TRIGGER contents_never_change BEFORE UPDATE ON contents
BEGIN
    SELECT RAISE(ABORT, 'contents never change');
END;
CREATE TRIGGER contents_stay BEFORE DELETE ON contents
BEGIN
    SELECT RAISE(ABORT, 'contents stay');
END;

-- Releases of ICD-10-CM that this clinic loaded beside the one that comes with the program.
CREATE TABLE code_releases (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
    -- The name of the file it came from.
    source       TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 255),
    codes        INTEGER NOT NULL,
    -- Of the packed table in contents.
    digest       TEXT NOT NULL REFERENCES contents (digest)
) STRICT;
CREATE UNIQUE INDEX code_releases_by_day ON code_releases (effective_on) WHERE retired_at IS NULL;
