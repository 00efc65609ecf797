-- The people who may sign in. Their keys lie in the vault, one slot each.
CREATE TABLE staff (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    slot         TEXT NOT NULL UNIQUE CHECK (length(slot) BETWEEN 1 AND 40),
    is_owner     INTEGER NOT NULL DEFAULT 0 CHECK (is_owner IN (0, 1)),
    therapist_id INTEGER REFERENCES therapists (id)
) STRICT;
CREATE UNIQUE INDEX staff_names ON staff (lower(name)) WHERE retired_at IS NULL;
CREATE INDEX staff_by_therapist ON staff (therapist_id);
CREATE VIEW staff_rows AS
SELECT staff.id, staff.version, staff.name, staff.is_owner, staff.slot, staff.therapist_id
FROM staff
WHERE staff.retired_at IS NULL;
