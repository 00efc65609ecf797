-- A prescriber's clearance that ends: the flag stays open, and visits pass on the days of the clearance. And who
-- witnessed the signature of a consent.
CREATE TABLE flag_clearances (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    flag_id    INTEGER NOT NULL REFERENCES health_flags (id),
    given_on   TEXT NOT NULL CHECK (length(given_on) = 10),
    -- The last day it holds. From the day of a later one that one counts.
    until_on   TEXT NOT NULL CHECK (length(until_on) = 10),
    cleared_by TEXT NOT NULL CHECK (length(cleared_by) BETWEEN 1 AND 200),
    words      TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 2000),
    written_by INTEGER NOT NULL REFERENCES staff (id),
    -- As they were called then.
    writer     TEXT NOT NULL CHECK (length(writer) <= 250),
    CHECK (until_on >= given_on)
) STRICT;
CREATE INDEX clearances_in_order ON flag_clearances (flag_id, given_on, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_clearance_is_never_deleted BEFORE DELETE ON flag_clearances
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
CREATE VIEW flag_clearance_rows AS
SELECT id, flag_id, given_on, until_on, cleared_by, words, writer
FROM flag_clearances
WHERE retired_at IS NULL;
-- How many there are: one more is a change of the flag too, so that nobody resolves it unseen.
ALTER TABLE health_flags ADD COLUMN clearances INTEGER NOT NULL DEFAULT 0;

DROP VIEW health_flag_rows;
CREATE VIEW health_flag_rows AS
SELECT health_flags.id, health_flags.version, client_id, key, level, words, found_on, region, note, modification,
    resolved_on, resolution, resolution_words, cleared_by, resolver,
    coalesce((
        SELECT max(noted_on) FROM flag_checks
        WHERE flag_id = health_flags.id AND kind = 'still' AND retired_at IS NULL), '') AS still_on,
    coalesce((
        SELECT max(noted_on) FROM flag_checks
        WHERE flag_id = health_flags.id AND kind = 'modified' AND retired_at IS NULL), '') AS modified_on,
    -- The last one given.
    coalesce((
        SELECT json_object('given_on', given_on, 'until_on', until_on, 'cleared_by', cleared_by, 'words', words)
        FROM flag_clearance_rows
        WHERE flag_id = health_flags.id ORDER BY given_on DESC, id DESC LIMIT 1), '') AS clearance,
    -- Open ones first, of them the urgent ones.
    CASE WHEN resolved_on <> '' THEN 4 WHEN level = 'urgent' THEN 1 WHEN level = 'modify' THEN 2 ELSE 3 END AS rank
FROM health_flags
WHERE retired_at IS NULL;

DROP TRIGGER an_open_urgent_flag_stops_a_new_visit;
CREATE TRIGGER an_open_urgent_flag_stops_a_new_visit BEFORE INSERT ON visits
WHEN EXISTS (
    SELECT 1 FROM health_flags
    WHERE client_id = (SELECT client_id FROM cases WHERE id = NEW.case_id) AND level = 'urgent' AND resolved_on = ''
        AND retired_at IS NULL AND found_on <= NEW.date_of_service
        AND coalesce((
            SELECT until_on FROM flag_clearance_rows
            WHERE flag_id = health_flags.id AND given_on <= NEW.date_of_service
            ORDER BY given_on DESC, id DESC LIMIT 1), '') < NEW.date_of_service)
BEGIN
    SELECT RAISE(ABORT, 'an urgent flag is open');
END;
DROP TRIGGER an_open_urgent_flag_stops_a_visit;
CREATE TRIGGER an_open_urgent_flag_stops_a_visit
BEFORE UPDATE OF retired_at, status, date_of_service ON visits
WHEN NEW.retired_at IS NULL
    AND (OLD.retired_at IS NOT NULL OR NEW.date_of_service <> OLD.date_of_service
        OR (NEW.status = 'given' AND OLD.status <> 'given'))
    AND EXISTS (
        SELECT 1 FROM health_flags
        WHERE client_id = (SELECT client_id FROM cases WHERE id = NEW.case_id) AND level = 'urgent' AND resolved_on = ''
            AND retired_at IS NULL AND found_on <= NEW.date_of_service
            AND coalesce((
                SELECT until_on FROM flag_clearance_rows
                WHERE flag_id = health_flags.id AND given_on <= NEW.date_of_service
                ORDER BY given_on DESC, id DESC LIMIT 1), '') < NEW.date_of_service)
BEGIN
    SELECT RAISE(ABORT, 'an urgent flag is open');
END;

ALTER TABLE consents ADD COLUMN witness TEXT NOT NULL DEFAULT '' CHECK (length(witness) <= 200);
DROP VIEW consent_rows;
CREATE VIEW consent_rows AS
SELECT id, version, client_id, kind, signed_on, signed_by, signer, words, region, until_on, withdrawn_on, withdrawn_why,
    witness
FROM consents
WHERE retired_at IS NULL;
