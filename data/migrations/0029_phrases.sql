-- The clinic's own words for its notes.
CREATE TABLE phrases (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    -- As typed after the dot, in lower case.
    shortcut   TEXT NOT NULL CHECK (length(shortcut) BETWEEN 1 AND 20),
    words      TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 2000)
) STRICT;
CREATE UNIQUE INDEX one_phrase_a_shortcut ON phrases (shortcut) WHERE retired_at IS NULL;
CREATE VIEW phrase_rows AS
SELECT id, version, shortcut, words
FROM phrases
WHERE retired_at IS NULL;
