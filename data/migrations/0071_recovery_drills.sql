-- When the recovery key was typed from its paper and opened the clinic.
CREATE TABLE recovery_drills (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    tried_at   TEXT NOT NULL                       -- UTC, ISO 8601
) STRICT;
CREATE TRIGGER a_recovery_drill_stays BEFORE UPDATE ON recovery_drills
BEGIN
    SELECT RAISE(ABORT, 'a drill stays');
END;
