-- The health of a client: the history as it was taken, the flags that stop or change a treatment, and the consents.

-- One row each time the history was taken or gone over: the newest counts, those before it stay. Allergies are alerts.
CREATE TABLE health_histories (
    id              INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    retired_at      TEXT,
    client_id       INTEGER NOT NULL REFERENCES clients (id),
    taken_on        TEXT NOT NULL CHECK (length(taken_on) = 10),
    occupation      TEXT NOT NULL DEFAULT '' CHECK (length(occupation) <= 200),
    activities      TEXT NOT NULL DEFAULT '' CHECK (length(activities) <= 2000),
    sleep           TEXT NOT NULL DEFAULT '' CHECK (length(sleep) <= 2000),
    prior_care      TEXT NOT NULL DEFAULT '' CHECK (length(prior_care) <= 2000),
    imaging         TEXT NOT NULL DEFAULT '' CHECK (length(imaging) <= 2000),
    surgeries       TEXT NOT NULL DEFAULT '' CHECK (length(surgeries) <= 2000),
    conditions      TEXT NOT NULL DEFAULT '' CHECK (length(conditions) <= 2000),
    medications     TEXT NOT NULL DEFAULT '' CHECK (length(medications) <= 2000),
    implants        TEXT NOT NULL DEFAULT '' CHECK (length(implants) <= 2000),
    pregnancy       TEXT NOT NULL DEFAULT '' CHECK (pregnancy IN ('', 'no', 'yes', 'unsure')),
    skin            TEXT NOT NULL DEFAULT '' CHECK (length(skin) <= 2000),
    goals           TEXT NOT NULL DEFAULT '' CHECK (length(goals) <= 2000),
    pressure        TEXT NOT NULL DEFAULT '' CHECK (pressure IN ('', 'light', 'medium', 'firm', 'varies')),
    -- That the client was asked and names no allergy; while alerts name one it says nothing.
    no_allergies    INTEGER NOT NULL DEFAULT 0 CHECK (no_allergies IN (0, 1)),
    emergency_name  TEXT NOT NULL DEFAULT '' CHECK (length(emergency_name) <= 200),
    emergency_phone TEXT NOT NULL DEFAULT '' CHECK (length(emergency_phone) <= 40),
    note            TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000)
) STRICT;
CREATE UNIQUE INDEX one_history_a_day ON health_histories (client_id, taken_on) WHERE retired_at IS NULL;
CREATE TRIGGER a_history_is_never_deleted BEFORE DELETE ON health_histories
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
CREATE VIEW health_history_rows AS
SELECT id, version, client_id, taken_on, occupation, activities, sleep, prior_care, imaging, surgeries, conditions,
    medications, implants, pregnancy, skin, goals, pressure, no_allergies, emergency_name, emergency_phone, note
FROM health_histories
WHERE retired_at IS NULL;

-- The checklist, one row each time it was asked: JSON of "yes" and "no" by the key of the question; what is not in it
-- was not asked.
CREATE TABLE screenings (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    client_id  INTEGER NOT NULL REFERENCES clients (id),
    asked_on   TEXT NOT NULL CHECK (length(asked_on) = 10),
    answers    TEXT NOT NULL CHECK (json_valid(answers))
) STRICT;
CREATE INDEX screenings_in_order ON screenings (client_id, asked_on, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_screening_is_never_deleted BEFORE DELETE ON screenings
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
CREATE VIEW screening_rows AS
SELECT id, version, client_id, asked_on, answers
FROM screenings
WHERE retired_at IS NULL;

-- What was found. An urgent one stops visits while it is open.
CREATE TABLE health_flags (
    id               INTEGER PRIMARY KEY,
    version          INTEGER NOT NULL,
    retired_at       TEXT,
    client_id        INTEGER NOT NULL REFERENCES clients (id),
    key              TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 40),
    level            TEXT NOT NULL CHECK (level IN ('urgent', 'local', 'modify')),
    -- As the list said it then; the list may say it otherwise since.
    words            TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 120),
    found_on         TEXT NOT NULL CHECK (length(found_on) = 10),
    region           TEXT NOT NULL DEFAULT '' CHECK (length(region) <= 120),
    note             TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- What is done otherwise because of it.
    modification     TEXT NOT NULL DEFAULT '' CHECK (length(modification) <= 200),
    -- Empty while it is open.
    resolved_on      TEXT NOT NULL DEFAULT '' CHECK (length(resolved_on) IN (0, 10)),
    resolution       TEXT NOT NULL DEFAULT '' CHECK (resolution IN ('', 'note', 'clearance', 'asked')),
    resolution_words TEXT NOT NULL DEFAULT '' CHECK (length(resolution_words) <= 2000),
    cleared_by       TEXT NOT NULL DEFAULT '' CHECK (length(cleared_by) <= 200),
    resolved_by      INTEGER REFERENCES staff (id),
    -- As they were called then.
    resolver         TEXT NOT NULL DEFAULT '' CHECK (length(resolver) <= 250),
    CHECK ((resolved_on = '') = (resolution = '')),
    CHECK (resolved_on = '' OR (resolved_on >= found_on AND resolution_words <> '')),
    CHECK ((resolution = 'clearance') = (cleared_by <> '')),
    -- No answer of the client alone ends what is urgent.
    CHECK (level <> 'urgent' OR resolution <> 'asked'),
    CHECK (level <> 'local' OR region <> '')
) STRICT;
-- Found twice, it is still one.
CREATE UNIQUE INDEX one_open_flag_of_a_kind ON health_flags (client_id, key) WHERE retired_at IS NULL AND resolved_on = '';
CREATE INDEX health_flags_of_client ON health_flags (client_id, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_flag_is_never_deleted BEFORE DELETE ON health_flags
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

-- That an open flag was asked about again, or that a treatment was given otherwise because of it.
CREATE TABLE flag_checks (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    flag_id    INTEGER NOT NULL REFERENCES health_flags (id),
    kind       TEXT NOT NULL CHECK (kind IN ('still', 'modified')),
    noted_on   TEXT NOT NULL CHECK (length(noted_on) = 10),
    -- The modification as it was that day.
    words      TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 2000)
) STRICT;
CREATE UNIQUE INDEX one_check_a_day ON flag_checks (flag_id, noted_on, kind) WHERE retired_at IS NULL;
CREATE TRIGGER a_check_is_never_deleted BEFORE DELETE ON flag_checks
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
CREATE VIEW health_flag_rows AS
SELECT health_flags.id, health_flags.version, client_id, key, level, words, found_on, region, note, modification,
    resolved_on, resolution, resolution_words, cleared_by, resolver,
    coalesce((
        SELECT max(noted_on) FROM flag_checks
        WHERE flag_id = health_flags.id AND kind = 'still' AND retired_at IS NULL), '') AS still_on,
    coalesce((
        SELECT max(noted_on) FROM flag_checks
        WHERE flag_id = health_flags.id AND kind = 'modified' AND retired_at IS NULL), '') AS modified_on,
    -- Open ones first, of them the urgent ones.
    CASE WHEN resolved_on <> '' THEN 4 WHEN level = 'urgent' THEN 1 WHEN level = 'modify' THEN 2 ELSE 3 END AS rank
FROM health_flags
WHERE retired_at IS NULL;

-- Commands refuse this with words at the day; this holds for undo and redo as well. What was given and is only put
-- right, or taken back to planned, passes.
CREATE TRIGGER an_open_urgent_flag_stops_a_new_visit BEFORE INSERT ON visits
WHEN EXISTS (
    SELECT 1 FROM health_flags
    WHERE client_id = (SELECT client_id FROM cases WHERE id = NEW.case_id) AND level = 'urgent' AND resolved_on = ''
        AND retired_at IS NULL AND found_on <= NEW.date_of_service)
BEGIN
    SELECT RAISE(ABORT, 'an urgent flag is open');
END;
CREATE TRIGGER an_open_urgent_flag_stops_a_visit
BEFORE UPDATE OF retired_at, status, date_of_service ON visits
WHEN NEW.retired_at IS NULL
    AND (OLD.retired_at IS NOT NULL OR NEW.date_of_service <> OLD.date_of_service
        OR (NEW.status = 'given' AND OLD.status <> 'given'))
    AND EXISTS (
        SELECT 1 FROM health_flags
        WHERE client_id = (SELECT client_id FROM cases WHERE id = NEW.case_id) AND level = 'urgent' AND resolved_on = ''
            AND retired_at IS NULL AND found_on <= NEW.date_of_service)
BEGIN
    SELECT RAISE(ABORT, 'an urgent flag is open');
END;

-- What the client agreed to, in writing.
CREATE TABLE consents (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    retired_at    TEXT,
    client_id     INTEGER NOT NULL REFERENCES clients (id),
    kind          TEXT NOT NULL CHECK (kind IN ('informed', 'privacy', 'minor', 'special_area', 'financial', 'waiver',
        'estimate', 'release', 'assignment', 'photo', 'electronic', 'accident')),
    signed_on     TEXT NOT NULL CHECK (length(signed_on) = 10),
    signed_by     TEXT NOT NULL CHECK (signed_by IN ('client', 'guardian')),
    -- As on record when it was signed: a guardian may change later.
    signer        TEXT NOT NULL CHECK (length(signer) BETWEEN 1 AND 310),
    words         TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 2000),
    region        TEXT NOT NULL DEFAULT '' CHECK (length(region) <= 120),
    -- The last day it holds; empty where it names none.
    until_on      TEXT NOT NULL DEFAULT '' CHECK (length(until_on) IN (0, 10)),
    withdrawn_on  TEXT NOT NULL DEFAULT '' CHECK (length(withdrawn_on) IN (0, 10)),
    withdrawn_why TEXT NOT NULL DEFAULT '' CHECK (length(withdrawn_why) <= 500),
    CHECK (until_on = '' OR until_on >= signed_on),
    CHECK (withdrawn_on = '' OR withdrawn_on >= signed_on),
    CHECK ((withdrawn_on = '') = (withdrawn_why = '')),
    CHECK (kind <> 'special_area' OR region <> ''),
    CHECK (kind <> 'minor' OR signed_by = 'guardian')
) STRICT;
CREATE INDEX consents_in_order ON consents (client_id, signed_on, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_consent_is_never_deleted BEFORE DELETE ON consents
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
CREATE VIEW consent_rows AS
SELECT id, version, client_id, kind, signed_on, signed_by, signer, words, region, until_on, withdrawn_on, withdrawn_why
FROM consents
WHERE retired_at IS NULL;
