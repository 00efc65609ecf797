-- The clinic itself: one row of practice, its therapists with their credentials, its services.
CREATE TABLE practice (
    id               INTEGER PRIMARY KEY CHECK (id = 1),
    version          INTEGER NOT NULL,
    retired_at       TEXT CHECK (retired_at IS NULL),
    name             TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    street           TEXT NOT NULL CHECK (length(street) BETWEEN 1 AND 200),
    street2          TEXT NOT NULL DEFAULT '' CHECK (length(street2) <= 200),
    city             TEXT NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
    state            TEXT NOT NULL CHECK (length(state) = 2),
    zip              TEXT NOT NULL CHECK (length(zip) IN (5, 10)),
    phone            TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    fax              TEXT NOT NULL DEFAULT '' CHECK (length(fax) <= 40),
    email            TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 200),
    -- Who bills: the clinic, or one therapist under their own name.
    bills_as         TEXT NOT NULL DEFAULT 'clinic' CHECK (bills_as IN ('clinic', 'therapist')),
    billing_therapist_id INTEGER REFERENCES therapists (id),
    legal_name       TEXT NOT NULL DEFAULT '' CHECK (length(legal_name) <= 200),
    tax_id_kind      TEXT NOT NULL DEFAULT 'EIN' CHECK (tax_id_kind IN ('EIN', 'SSN')),
    tax_id           TEXT NOT NULL DEFAULT '' CHECK (length(tax_id) <= 11),
    prints_ssn       INTEGER NOT NULL DEFAULT 0 CHECK (prints_ssn IN (0, 1)),
    is_incorporated  INTEGER NOT NULL DEFAULT 0 CHECK (is_incorporated IN (0, 1)),
    organization_npi TEXT NOT NULL DEFAULT '' CHECK (length(organization_npi) IN (0, 10)),
    -- Only a demo clinic opens without sign-in, and every paper of it says DEMO. Fixed when it is made.
    is_demo          INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    -- When two groups of the recovery key were typed back; empty until then.
    recovery_key_checked_at TEXT
) STRICT;

CREATE TRIGGER practice_stays_demo_or_not BEFORE UPDATE OF is_demo ON practice
WHEN NEW.is_demo <> OLD.is_demo
BEGIN
    SELECT RAISE(ABORT, 'a clinic is made as a demo or not, for good');
END;

CREATE TABLE therapists (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    retired_at  TEXT,
    given_name  TEXT NOT NULL CHECK (length(given_name) BETWEEN 1 AND 100),
    family_name TEXT NOT NULL CHECK (length(family_name) BETWEEN 1 AND 100),
    npi         TEXT NOT NULL DEFAULT '' CHECK (length(npi) IN (0, 10)),
    taxonomy    TEXT NOT NULL DEFAULT '' CHECK (length(taxonomy) IN (0, 10)),
    -- What is printed behind the name, as in 'Maya Ortiz, LMT'.
    designation TEXT NOT NULL DEFAULT '' CHECK (length(designation) <= 20),
    sort_name   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX therapists_in_order ON therapists (sort_name, id) WHERE retired_at IS NULL;
CREATE VIEW therapist_rows AS
SELECT id, version, given_name, family_name, npi, taxonomy, designation, sort_name
FROM therapists
WHERE retired_at IS NULL;

-- What a state gives a therapist: 'none' where it offers no license, registration or certification.
CREATE TABLE credentials (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    therapist_id INTEGER NOT NULL REFERENCES therapists (id),
    kind         TEXT NOT NULL CHECK (kind IN ('license', 'registration', 'certification', 'none')),
    state        TEXT NOT NULL CHECK (length(state) = 2),
    number       TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 40),
    expires_on   TEXT NOT NULL DEFAULT '' CHECK (length(expires_on) IN (0, 10))
) STRICT;
CREATE INDEX credentials_in_order ON credentials (therapist_id, state, id) WHERE retired_at IS NULL;
CREATE VIEW credential_rows AS
SELECT id, version, therapist_id, kind, state, number, expires_on
FROM credentials
WHERE retired_at IS NULL;

CREATE TABLE services (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    retired_at  TEXT,
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    procedure_code TEXT NOT NULL DEFAULT '' CHECK (length(procedure_code) IN (0, 5)),
    is_timed    INTEGER NOT NULL DEFAULT 1 CHECK (is_timed IN (0, 1)),
    priced_by   TEXT NOT NULL DEFAULT 'unit' CHECK (priced_by IN ('unit', 'visit')),
    price_cents INTEGER NOT NULL CHECK (price_cents BETWEEN 0 AND 100000000),
    sort_name   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX services_in_order ON services (sort_name, id) WHERE retired_at IS NULL;
CREATE VIEW service_rows AS
SELECT id, version, name, procedure_code, is_timed, priced_by, price_cents, sort_name
FROM services
WHERE retired_at IS NULL;
