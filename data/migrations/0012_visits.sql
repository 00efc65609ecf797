-- What the clinic gives: a visit of a client for one case, by one therapist, on one day.
CREATE TABLE visits (
    id               INTEGER PRIMARY KEY,
    version          INTEGER NOT NULL,
    retired_at       TEXT,
    case_id          INTEGER NOT NULL REFERENCES cases (id),
    therapist_id     INTEGER NOT NULL REFERENCES therapists (id),
    status           TEXT NOT NULL CHECK (status IN ('planned', 'given')),
    date_of_service  TEXT NOT NULL CHECK (length(date_of_service) = 10),
    -- Time in and out on the clinic's wall, "14:30", where they are known.
    starts_at        TEXT NOT NULL DEFAULT '' CHECK (length(starts_at) IN (0, 5)),
    ends_at          TEXT NOT NULL DEFAULT '' CHECK (length(ends_at) IN (0, 5)),
    place_of_service TEXT NOT NULL DEFAULT '' CHECK (length(place_of_service) IN (0, 2)),
    -- By which its units were counted; the payer may count otherwise later.
    unit_rule        TEXT NOT NULL CHECK (unit_rule IN ('cms', 'midpoint')),
    discount_cents   INTEGER NOT NULL DEFAULT 0 CHECK (discount_cents BETWEEN 0 AND 100000000),
    discount_why     TEXT NOT NULL DEFAULT '' CHECK (length(discount_why) <= 100),
    -- The fees of its services less the discount.
    charged_cents    INTEGER NOT NULL DEFAULT 0 CHECK (charged_cents >= 0),
    -- How often its services changed: a change of them alone is a change of the visit too, so that nobody overwrites it
    -- unseen.
    services_changed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX visits_in_order ON visits (case_id, date_of_service, starts_at, id, status) WHERE retired_at IS NULL;
CREATE INDEX visits_by_day ON visits (date_of_service, starts_at, id) WHERE retired_at IS NULL;
CREATE INDEX visits_of_therapist ON visits (therapist_id, date_of_service) WHERE retired_at IS NULL;

-- The services of a visit, as each was that day: a name, a code or a price that changes later leaves them alone.
CREATE TABLE visit_services (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    retired_at     TEXT,
    visit_id       INTEGER NOT NULL REFERENCES visits (id),
    place          INTEGER NOT NULL,
    service_id     INTEGER NOT NULL REFERENCES services (id),
    name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    procedure_code TEXT NOT NULL DEFAULT '' CHECK (length(procedure_code) IN (0, 5)),
    is_timed       INTEGER NOT NULL CHECK (is_timed IN (0, 1)),
    priced_by      TEXT NOT NULL CHECK (priced_by IN ('unit', 'visit')),
    price_cents    INTEGER NOT NULL CHECK (price_cents BETWEEN 0 AND 100000000),
    -- Hands-on time.
    minutes        INTEGER CHECK (minutes BETWEEN 1 AND 600),
    starts_at      TEXT NOT NULL DEFAULT '' CHECK (length(starts_at) IN (0, 5)),
    ends_at        TEXT NOT NULL DEFAULT '' CHECK (length(ends_at) IN (0, 5)),
    region         TEXT NOT NULL DEFAULT '' CHECK (length(region) <= 60),
    -- Up to four of two letters or digits, "59 GP".
    modifiers      TEXT NOT NULL DEFAULT '' CHECK (length(modifiers) <= 11),
    units          INTEGER NOT NULL CHECK (units BETWEEN 0 AND 99),
    fee_cents      INTEGER NOT NULL CHECK (fee_cents >= 0)
) STRICT;
CREATE INDEX visit_services_in_order ON visit_services (visit_id, place, id) WHERE retired_at IS NULL;
CREATE INDEX visit_services_of_service ON visit_services (service_id) WHERE retired_at IS NULL;

-- What the therapist writes about a visit. Signed, it stays as it is.
CREATE TABLE visit_notes (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    visit_id     INTEGER NOT NULL REFERENCES visits (id),
    subjective   TEXT NOT NULL DEFAULT '' CHECK (length(subjective) <= 10000),
    objective    TEXT NOT NULL DEFAULT '' CHECK (length(objective) <= 10000),
    assessment   TEXT NOT NULL DEFAULT '' CHECK (length(assessment) <= 10000),
    plan         TEXT NOT NULL DEFAULT '' CHECK (length(plan) <= 10000),
    signed_at    TEXT NOT NULL DEFAULT '',            -- UTC, ISO 8601
    signed_by    INTEGER REFERENCES staff (id),
    -- As printed: the name may change later.
    signer       TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 250),
    -- What was done, as it was signed: JSON of the visit's own columns and those of its services.
    signed_facts TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX one_note_a_visit ON visit_notes (visit_id) WHERE retired_at IS NULL;
CREATE TRIGGER a_signed_note_stays BEFORE UPDATE ON visit_notes WHEN OLD.signed_at <> ''
BEGIN
    SELECT RAISE(ABORT, 'a signed note is never changed');
END;
-- Nobody's undo takes the visit away from under it either.
CREATE TRIGGER a_visit_with_a_signed_note_stays BEFORE UPDATE OF retired_at ON visits
WHEN NEW.retired_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM visit_notes WHERE visit_id = NEW.id AND retired_at IS NULL AND signed_at <> '')
BEGIN
    SELECT RAISE(ABORT, 'a visit with a signed note stays');
END;
CREATE TRIGGER a_note_is_never_deleted BEFORE DELETE ON visit_notes
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

-- What is said about a signed note later, by whom and when.
CREATE TABLE addenda (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT CHECK (retired_at IS NULL),
    note_id    INTEGER NOT NULL REFERENCES visit_notes (id),
    words      TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 20000),
    written_at TEXT NOT NULL,
    written_by INTEGER NOT NULL REFERENCES staff (id),
    author     TEXT NOT NULL CHECK (length(author) BETWEEN 1 AND 250)
) STRICT;
CREATE INDEX addenda_in_order ON addenda (note_id, id);
CREATE TRIGGER an_addendum_stays BEFORE UPDATE ON addenda
BEGIN
    SELECT RAISE(ABORT, 'an addendum is never changed');
END;
CREATE TRIGGER an_addendum_is_never_deleted BEFORE DELETE ON addenda
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

CREATE VIEW visit_rows AS
SELECT visits.id, visits.version, visits.case_id, visits.therapist_id, visits.status, visits.date_of_service,
    visits.starts_at, visits.ends_at, visits.charged_cents,
    therapists.given_name, therapists.family_name, therapists.designation,
    coalesce((
        SELECT group_concat(visit_services.name || coalesce(' ' || visit_services.minutes, ''), ', '
            ORDER BY visit_services.place, visit_services.id)
        FROM visit_services
        WHERE visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL), '') AS services,
    coalesce((
        SELECT sum(visit_services.units) FROM visit_services
        WHERE visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL), 0) AS units,
    coalesce((
        SELECT CASE visit_notes.signed_at WHEN '' THEN 'written' ELSE 'signed' END FROM visit_notes
        WHERE visit_notes.visit_id = visits.id AND visit_notes.retired_at IS NULL), 'none') AS note
FROM visits
JOIN therapists ON therapists.id = visits.therapist_id
WHERE visits.retired_at IS NULL;
