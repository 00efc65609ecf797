-- What goes out: a superbill, or the receipt where there cannot be one. Numbered in one series, and never changed.
CREATE TABLE bills (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    -- Nothing issued is ever taken away; it is voided.
    retired_at    TEXT CHECK (retired_at IS NULL),
    kind          TEXT NOT NULL CHECK (kind IN ('superbill', 'receipt')),
    number        INTEGER NOT NULL UNIQUE CHECK (number > 0),
    issued_on     TEXT NOT NULL CHECK (length(issued_on) = 10),
    issued_at     TEXT NOT NULL,                      -- UTC, ISO 8601
    client_id     INTEGER NOT NULL REFERENCES clients (id),
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    therapist_id  INTEGER NOT NULL REFERENCES therapists (id),
    policy_id     INTEGER REFERENCES policies (id),
    -- As printed: the names may change later.
    therapist     TEXT NOT NULL,
    payer         TEXT NOT NULL,
    first_day     TEXT NOT NULL CHECK (length(first_day) = 10),
    last_day      TEXT NOT NULL CHECK (length(last_day) = 10),
    visits        INTEGER NOT NULL CHECK (visits > 0),
    charged_cents INTEGER NOT NULL CHECK (charged_cents >= 0),
    paid_cents    INTEGER NOT NULL CHECK (paid_cents >= 0),
    -- The numbers of the voided bills that this one corrects, "1001 1004"; "" without one.
    replaces      TEXT NOT NULL DEFAULT '',
    -- All that it says, as it was then: JSON of superbills.model.bill.Bill.
    facts         TEXT NOT NULL,
    -- Of the PDF that was handed out: its own bytes are in contents.
    digest        TEXT NOT NULL REFERENCES contents (digest),
    voided_on     TEXT NOT NULL DEFAULT '' CHECK (length(voided_on) IN (0, 10)),
    voided_at     TEXT NOT NULL DEFAULT '',           -- UTC, ISO 8601
    void_why      TEXT NOT NULL DEFAULT '' CHECK (length(void_why) <= 500),
    -- Of the same PDF with VOID over every page.
    void_digest   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX bills_of_client ON bills (client_id, number);
CREATE INDEX bills_of_case ON bills (case_id, number);
CREATE TRIGGER a_bill_is_only_voided BEFORE UPDATE ON bills
WHEN OLD.voided_on <> '' OR NEW.voided_on = ''
    OR (NEW.kind, NEW.number, NEW.issued_on, NEW.issued_at, NEW.client_id, NEW.case_id, NEW.therapist_id)
        IS NOT (OLD.kind, OLD.number, OLD.issued_on, OLD.issued_at, OLD.client_id, OLD.case_id, OLD.therapist_id)
    OR (NEW.policy_id, NEW.therapist, NEW.payer, NEW.first_day, NEW.last_day, NEW.visits)
        IS NOT (OLD.policy_id, OLD.therapist, OLD.payer, OLD.first_day, OLD.last_day, OLD.visits)
    OR (NEW.charged_cents, NEW.paid_cents, NEW.replaces, NEW.facts, NEW.digest)
        IS NOT (OLD.charged_cents, OLD.paid_cents, OLD.replaces, OLD.facts, OLD.digest)
BEGIN
    SELECT RAISE(ABORT, 'an issued bill is never changed');
END;
CREATE TRIGGER a_bill_is_never_deleted BEFORE DELETE ON bills
BEGIN
    SELECT RAISE(ABORT, 'an issued bill is never deleted');
END;

-- The visits of a bill; retired when the bill is voided, so that they can be billed again.
CREATE TABLE bill_visits (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    bill_id    INTEGER NOT NULL REFERENCES bills (id),
    visit_id   INTEGER NOT NULL REFERENCES visits (id),
    kind       TEXT NOT NULL CHECK (kind IN ('superbill', 'receipt'))
) STRICT;
CREATE UNIQUE INDEX one_live_bill_a_visit ON bill_visits (visit_id, kind) WHERE retired_at IS NULL;
CREATE INDEX visits_of_bill ON bill_visits (bill_id, visit_id);
CREATE INDEX bills_of_visit ON bill_visits (visit_id, bill_id);
CREATE TRIGGER a_bill_keeps_its_visits BEFORE UPDATE ON bill_visits
WHEN OLD.retired_at IS NOT NULL OR NEW.bill_id <> OLD.bill_id OR NEW.visit_id <> OLD.visit_id OR NEW.kind <> OLD.kind
BEGIN
    SELECT RAISE(ABORT, 'an issued bill keeps its visits');
END;
CREATE TRIGGER a_visit_of_a_bill_is_never_deleted BEFORE DELETE ON bill_visits
BEGIN
    SELECT RAISE(ABORT, 'an issued bill keeps its visits');
END;

-- The number of the live bill of each kind that a visit is on, 0 without one. Written by the command that issues or
-- voids, so that lists need not join.
ALTER TABLE visits ADD COLUMN superbill INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN receipt INTEGER NOT NULL DEFAULT 0;
CREATE INDEX visits_to_bill ON visits (date_of_service, case_id) WHERE retired_at IS NULL AND status = 'given' AND superbill = 0;
CREATE TRIGGER a_billed_visit_stays BEFORE UPDATE OF retired_at, status ON visits
WHEN (NEW.retired_at IS NOT NULL OR NEW.status <> 'given') AND (OLD.superbill <> 0 OR OLD.receipt <> 0)
BEGIN
    SELECT RAISE(ABORT, 'a visit that is on a bill stays');
END;

-- The diagnoses that a service treats: up to four codes of the case, the most relevant first; none for the first four.
ALTER TABLE visit_services ADD COLUMN diagnoses TEXT NOT NULL DEFAULT '' CHECK (length(diagnoses) <= 40);

-- What a payer may bounce and somebody took upon them, for a client and for as long as the fact is the same.
CREATE TABLE acceptances (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    retired_at  TEXT,
    client_id   INTEGER NOT NULL REFERENCES clients (id),
    rule        TEXT NOT NULL CHECK (length(rule) BETWEEN 1 AND 60),
    fact        TEXT NOT NULL CHECK (length(fact) <= 500),
    reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    accepted_at TEXT NOT NULL,                        -- UTC, ISO 8601
    accepted_by INTEGER REFERENCES staff (id)
) STRICT;
CREATE UNIQUE INDEX one_acceptance_a_fact ON acceptances (client_id, rule, fact) WHERE retired_at IS NULL;

CREATE VIEW bill_rows AS
SELECT bills.id, bills.version, bills.kind, bills.number, bills.issued_on, bills.client_id, bills.case_id,
    bills.therapist, bills.payer, bills.first_day, bills.last_day, bills.visits, bills.charged_cents, bills.paid_cents,
    bills.replaces, bills.voided_on, clients.given_name, clients.family_name, clients.preferred_name
FROM bills
JOIN clients ON clients.id = bills.client_id;
