-- Who orders the treatment. A clinic knows some hundreds at most.
CREATE TABLE prescribers (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    given_name   TEXT NOT NULL DEFAULT '' CHECK (length(given_name) <= 100),
    family_name  TEXT NOT NULL CHECK (length(family_name) BETWEEN 1 AND 100),
    credential   TEXT NOT NULL DEFAULT '' CHECK (length(credential) <= 40),
    npi          TEXT NOT NULL DEFAULT '' CHECK (length(npi) IN (0, 10)),
    organization TEXT NOT NULL DEFAULT '' CHECK (length(organization) <= 200),
    phone        TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    fax          TEXT NOT NULL DEFAULT '' CHECK (length(fax) <= 40),
    email        TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 254),
    street       TEXT NOT NULL DEFAULT '' CHECK (length(street) <= 200),
    street2      TEXT NOT NULL DEFAULT '' CHECK (length(street2) <= 200),
    city         TEXT NOT NULL DEFAULT '' CHECK (length(city) <= 100),
    state        TEXT NOT NULL DEFAULT '' CHECK (length(state) IN (0, 2)),
    zip          TEXT NOT NULL DEFAULT '' CHECK (length(zip) IN (0, 5, 10)),
    note         TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- Folded: what the list is ordered by, and what is looked through when somebody types a name.
    sort_name    TEXT NOT NULL DEFAULT '',
    search_text  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX prescribers_in_order ON prescribers (sort_name, id) WHERE retired_at IS NULL;
CREATE INDEX prescribers_by_npi ON prescribers (npi) WHERE retired_at IS NULL AND npi <> '';

-- A paper that orders treatment, as it says it. It belongs to one case.
CREATE TABLE prescriptions (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    retired_at     TEXT,
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    prescriber_id  INTEGER NOT NULL REFERENCES prescribers (id),
    kind           TEXT NOT NULL CHECK (kind IN ('prescription', 'referral')),
    ordered_on     TEXT NOT NULL CHECK (length(ordered_on) = 10),
    starts_on      TEXT NOT NULL DEFAULT '' CHECK (length(starts_on) IN (0, 10)),
    -- The last day that counts.
    expires_on     TEXT NOT NULL DEFAULT '' CHECK (length(expires_on) IN (0, 10)),
    visits_ordered INTEGER CHECK (visits_ordered BETWEEN 1 AND 999),
    frequency      TEXT NOT NULL DEFAULT '' CHECK (length(frequency) <= 100),
    order_text     TEXT NOT NULL DEFAULT '' CHECK (length(order_text) <= 1000),
    note           TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- The codes of prescription_diagnoses in their order: a change of them alone is a change of the prescription too,
    -- so that nobody overwrites it unseen.
    codes          TEXT NOT NULL DEFAULT '' CHECK (length(codes) <= 120)
) STRICT;
CREATE INDEX prescriptions_in_order ON prescriptions (case_id, ordered_on, id, expires_on) WHERE retired_at IS NULL;
CREATE INDEX prescriptions_of_prescriber ON prescriptions (prescriber_id) WHERE retired_at IS NULL;
CREATE INDEX prescriptions_ending ON prescriptions (expires_on, id, case_id) WHERE retired_at IS NULL;

-- The diagnoses of a prescription, in the order of the paper.
CREATE TABLE prescription_diagnoses (
    id              INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    retired_at      TEXT,
    prescription_id INTEGER NOT NULL REFERENCES prescriptions (id),
    place           INTEGER NOT NULL,
    code            TEXT NOT NULL CHECK (length(code) BETWEEN 3 AND 8)
) STRICT;
CREATE INDEX prescription_diagnoses_in_order ON prescription_diagnoses (prescription_id, place, id)
    WHERE retired_at IS NULL;

-- What a case is treated for, in codes; the lowest place is the primary one. A massage therapist copies a diagnosis and
-- never makes one, so each says where it comes from.
CREATE TABLE diagnoses (
    id              INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    retired_at      TEXT,
    case_id         INTEGER NOT NULL REFERENCES cases (id),
    place           INTEGER NOT NULL,
    code            TEXT NOT NULL CHECK (length(code) BETWEEN 3 AND 8),
    -- As written by the prescriber: no loaded release has it.
    as_written      INTEGER NOT NULL DEFAULT 0 CHECK (as_written IN (0, 1)),
    source          TEXT NOT NULL DEFAULT '' CHECK (source IN (
        '', 'prescription', 'referral', 'authorization', 'acceptance', 'chart_note', 'clinician', 'phone')),
    -- The paper itself, where it is kept here; then who and when stand there.
    prescription_id INTEGER REFERENCES prescriptions (id)
        CHECK (prescription_id IS NULL OR source IN ('prescription', 'referral')),
    source_name     TEXT NOT NULL DEFAULT '' CHECK (length(source_name) <= 200),
    source_on       TEXT NOT NULL DEFAULT '' CHECK (length(source_on) IN (0, 10)),
    note            TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000)
) STRICT;
CREATE INDEX diagnoses_in_order ON diagnoses (case_id, place, id) WHERE retired_at IS NULL;
-- With the last column, codes are counted without reading the rows.
CREATE INDEX diagnoses_by_code ON diagnoses (code, retired_at) WHERE retired_at IS NULL;
CREATE INDEX diagnoses_of_prescription ON diagnoses (prescription_id) WHERE retired_at IS NULL;

CREATE VIEW prescriber_rows AS
SELECT id, version, retired_at, given_name, family_name, credential, organization, phone, npi, sort_name, search_text,
    (SELECT count(*) FROM prescriptions
        WHERE prescriptions.prescriber_id = prescribers.id AND prescriptions.retired_at IS NULL) AS prescriptions
FROM prescribers;

CREATE VIEW prescription_rows AS
SELECT prescriptions.id, prescriptions.version, prescriptions.case_id, prescriptions.prescriber_id,
    prescribers.given_name, prescribers.family_name, prescribers.credential, prescribers.npi,
    prescriptions.kind, prescriptions.ordered_on, prescriptions.starts_on, prescriptions.expires_on,
    prescriptions.visits_ordered, prescriptions.codes
FROM prescriptions
JOIN prescribers ON prescribers.id = prescriptions.prescriber_id
WHERE prescriptions.retired_at IS NULL;

CREATE VIEW diagnosis_rows AS
SELECT diagnoses.id, diagnoses.version, diagnoses.case_id, diagnoses.place,
    -- 1 is the primary one; places have gaps where a diagnosis was taken away.
    (SELECT count(*) FROM diagnoses AS earlier
        WHERE earlier.case_id = diagnoses.case_id AND earlier.retired_at IS NULL
            AND (earlier.place, earlier.id) <= (diagnoses.place, diagnoses.id)) AS rank,
    diagnoses.code, diagnoses.as_written, diagnoses.source, diagnoses.prescription_id, diagnoses.source_name,
    diagnoses.source_on, diagnoses.note, prescribers.given_name, prescribers.family_name, prescribers.credential
FROM diagnoses
LEFT JOIN prescriptions ON prescriptions.id = diagnoses.prescription_id
LEFT JOIN prescribers ON prescribers.id = prescriptions.prescriber_id
WHERE diagnoses.retired_at IS NULL;
