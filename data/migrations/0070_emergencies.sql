-- Emergency access: somebody whose role does not read or write clinical records does so for a while, for a reason that
-- every owner reads.
CREATE TABLE emergencies (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    staff_id   INTEGER NOT NULL REFERENCES staff (id),
    reason     TEXT NOT NULL CHECK (length(reason) BETWEEN 10 AND 500),
    begun_at   TEXT NOT NULL,                      -- UTC, ISO 8601, as the two below
    until_at   TEXT NOT NULL CHECK (until_at > begun_at),
    ended_at   TEXT NOT NULL DEFAULT '',           -- when it was ended sooner, or found to be over
    run        TEXT NOT NULL UNIQUE                -- names it for the program that counts its minutes
) STRICT;
CREATE INDEX emergencies_by_person ON emergencies (staff_id);

-- Who failed to sign in, and how often: one row for what a sign-in found.
CREATE TABLE failed_tries (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    staff_id   INTEGER REFERENCES staff (id),      -- empty for the recovery key, or a key of nobody
    many       INTEGER NOT NULL CHECK (many > 0),
    last_at    TEXT NOT NULL                       -- UTC, ISO 8601
) STRICT;
CREATE INDEX failed_tries_by_person ON failed_tries (staff_id);

-- What an owner has seen of these.
CREATE TABLE alarms_seen (
    id              INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    retired_at      TEXT,
    emergency_id    INTEGER REFERENCES emergencies (id),
    failed_tries_id INTEGER REFERENCES failed_tries (id),
    seen_by         INTEGER NOT NULL REFERENCES staff (id),
    seen_at         TEXT NOT NULL,
    CHECK ((emergency_id IS NULL) <> (failed_tries_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX alarms_seen_once ON alarms_seen (seen_by, emergency_id, failed_tries_id);
CREATE INDEX alarms_seen_by_emergency ON alarms_seen (emergency_id);
CREATE INDEX alarms_seen_by_tries ON alarms_seen (failed_tries_id);

-- What happened is never said otherwise: an emergency is only ended, and what was seen stays seen.
CREATE TRIGGER an_emergency_stays BEFORE UPDATE ON emergencies
WHEN NEW.staff_id <> OLD.staff_id OR NEW.reason <> OLD.reason OR NEW.begun_at <> OLD.begun_at
    OR NEW.until_at <> OLD.until_at OR NEW.run <> OLD.run OR NEW.retired_at IS NOT NULL
    OR (OLD.ended_at <> '' AND NEW.ended_at <> OLD.ended_at)
BEGIN
    SELECT RAISE(ABORT, 'an emergency is only ended');
END;
CREATE TRIGGER failed_tries_stay BEFORE UPDATE ON failed_tries
BEGIN
    SELECT RAISE(ABORT, 'failed tries stay');
END;
CREATE TRIGGER what_was_seen_stays BEFORE UPDATE ON alarms_seen
BEGIN
    SELECT RAISE(ABORT, 'what was seen stays seen');
END;

CREATE VIEW emergency_rows AS
SELECT emergencies.id, emergencies.version, emergencies.staff_id, staff.name, staff.role, emergencies.reason,
    emergencies.begun_at, emergencies.until_at, emergencies.ended_at, emergencies.run
FROM emergencies
JOIN staff ON staff.id = emergencies.staff_id;

CREATE VIEW failed_tries_rows AS
SELECT failed_tries.id, failed_tries.version, failed_tries.staff_id, coalesce(staff.name, '') AS name,
    failed_tries.many, failed_tries.last_at
FROM failed_tries
LEFT JOIN staff ON staff.id = failed_tries.staff_id;
