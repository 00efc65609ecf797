-- Which key the program gave a person last, and which recovery key was made last: the beginning of a digest of their slot
-- in the key file, and no part of a key. A key file that comes back from an older copy is found by it. Empty where it is
-- not known yet.
ALTER TABLE staff ADD COLUMN key_mark TEXT NOT NULL DEFAULT '' CHECK (length(key_mark) IN (0, 16));
ALTER TABLE practice ADD COLUMN recovery_mark TEXT NOT NULL DEFAULT '' CHECK (length(recovery_mark) IN (0, 16));
-- Where the count of failed tries to sign in stood, which lies beside the key file: one that is taken away, or an older one
-- that comes back, is found by it.
ALTER TABLE practice ADD COLUMN tries_mark TEXT NOT NULL DEFAULT '' CHECK (length(tries_mark) <= 40);

-- What each owner is told of keys and restores until they say that they saw it.
CREATE TABLE notices (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    kind       TEXT NOT NULL CHECK (kind IN (
        'recovery',     -- the recovery key gave somebody a new password
        'other key',    -- a key is not the one that was given last
        'key of gone',  -- somebody who is disabled had a key again
        'restore',      -- a backup took the place of the record, by the word of an owner of that day
        'old owner',    -- the same, by an owner of the backup's day: who was one later could not be read
        'tries'         -- what counts the failed tries to sign in was taken away
    )),
    staff_id   INTEGER REFERENCES staff (id),      -- whom it is about; empty for the recovery key, or for nobody
    about      TEXT NOT NULL DEFAULT '',           -- of a restore: when the backup was made (UTC, ISO 8601)
    noted_at   TEXT NOT NULL                       -- UTC, ISO 8601
) STRICT;
CREATE INDEX notices_by_person ON notices (staff_id);

CREATE TABLE notices_seen (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    notice_id  INTEGER NOT NULL REFERENCES notices (id),
    seen_by    INTEGER NOT NULL REFERENCES staff (id),
    seen_at    TEXT NOT NULL,                      -- UTC, ISO 8601
    UNIQUE (seen_by, notice_id)
) STRICT;
CREATE INDEX notices_seen_by_notice ON notices_seen (notice_id);

CREATE TRIGGER a_notice_stays BEFORE UPDATE ON notices
BEGIN
    SELECT RAISE(ABORT, 'a notice stays');
END;
CREATE TRIGGER a_seen_notice_stays BEFORE UPDATE ON notices_seen
BEGIN
    SELECT RAISE(ABORT, 'what was seen stays seen');
END;

CREATE VIEW notice_rows AS
SELECT notices.id, notices.kind, notices.staff_id, coalesce(staff.name, '') AS name, notices.about, notices.noted_at
FROM notices
LEFT JOIN staff ON staff.id = notices.staff_id;
