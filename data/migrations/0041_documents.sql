-- Three documents come of one visit: superbill, receipt, and the statement to a payer; and of a client's year one more
-- receipt, over all cases and therapists. All are bills of one series: the tables of 0014 are made again for them.
DROP VIEW bill_rows;
CREATE TABLE kept_bill_visits AS SELECT * FROM bill_visits;
CREATE TABLE kept_bills AS SELECT * FROM bills;
DROP TABLE bill_visits;
DROP TABLE bills;

CREATE TABLE bills (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    -- Nothing issued is ever taken away; it is voided.
    retired_at    TEXT CHECK (retired_at IS NULL),
    kind          TEXT NOT NULL CHECK (kind IN ('superbill', 'receipt', 'statement', 'year_receipt')),
    number        INTEGER NOT NULL UNIQUE CHECK (number > 0),
    issued_on     TEXT NOT NULL CHECK (length(issued_on) = 10),
    issued_at     TEXT NOT NULL,                      -- UTC, ISO 8601
    client_id     INTEGER NOT NULL REFERENCES clients (id),
    -- A year receipt is of all cases and all therapists.
    case_id       INTEGER REFERENCES cases (id),
    therapist_id  INTEGER REFERENCES therapists (id),
    policy_id     INTEGER REFERENCES policies (id),
    -- As printed: the names may change later.
    therapist     TEXT NOT NULL,
    payer         TEXT NOT NULL,
    first_day     TEXT NOT NULL CHECK (length(first_day) = 10),
    last_day      TEXT NOT NULL CHECK (length(last_day) = 10),
    visits        INTEGER NOT NULL CHECK (visits > 0),
    -- Of a year receipt both are what was paid: it says nothing of charges.
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
    void_digest   TEXT NOT NULL DEFAULT '',
    -- The calendar year of a year receipt.
    year          INTEGER CHECK (year BETWEEN 1900 AND 2199),
    CHECK ((kind = 'year_receipt') = (year IS NOT NULL)),
    CHECK ((kind = 'year_receipt') = (case_id IS NULL)),
    CHECK ((kind = 'year_receipt') = (therapist_id IS NULL)),
    CHECK (kind <> 'year_receipt' OR policy_id IS NULL)
) STRICT;
INSERT INTO bills (
    id, version, retired_at, kind, number, issued_on, issued_at, client_id, case_id, therapist_id, policy_id, therapist,
    payer, first_day, last_day, visits, charged_cents, paid_cents, replaces, facts, digest, voided_on, voided_at,
    void_why, void_digest)
SELECT id, version, retired_at, kind, number, issued_on, issued_at, client_id, case_id, therapist_id, policy_id,
    therapist, payer, first_day, last_day, visits, charged_cents, paid_cents, replaces, facts, digest, voided_on,
    voided_at, void_why, void_digest
FROM kept_bills;
DROP TABLE kept_bills;
CREATE INDEX bills_of_client ON bills (client_id, number);
CREATE INDEX bills_of_case ON bills (case_id, number);
CREATE UNIQUE INDEX one_live_receipt_a_year ON bills (client_id, year) WHERE kind = 'year_receipt' AND voided_on = '';
CREATE INDEX receipts_of_year ON bills (year, client_id) WHERE kind = 'year_receipt';
CREATE TRIGGER a_bill_is_only_voided BEFORE UPDATE ON bills
WHEN OLD.voided_on <> '' OR NEW.voided_on = ''
    OR (NEW.kind, NEW.number, NEW.issued_on, NEW.issued_at, NEW.client_id, NEW.case_id, NEW.therapist_id)
        IS NOT (OLD.kind, OLD.number, OLD.issued_on, OLD.issued_at, OLD.client_id, OLD.case_id, OLD.therapist_id)
    OR (NEW.policy_id, NEW.therapist, NEW.payer, NEW.first_day, NEW.last_day, NEW.visits)
        IS NOT (OLD.policy_id, OLD.therapist, OLD.payer, OLD.first_day, OLD.last_day, OLD.visits)
    OR (NEW.charged_cents, NEW.paid_cents, NEW.replaces, NEW.facts, NEW.digest, NEW.year)
        IS NOT (OLD.charged_cents, OLD.paid_cents, OLD.replaces, OLD.facts, OLD.digest, OLD.year)
BEGIN
    SELECT RAISE(ABORT, 'an issued bill is never changed');
END;
CREATE TRIGGER a_bill_is_never_deleted BEFORE DELETE ON bills
BEGIN
    SELECT RAISE(ABORT, 'an issued bill is never deleted');
END;

-- The visits of a bill; retired when the bill is voided, so that they can be billed again. A visit that was paid in two
-- years is on the receipts of both.
CREATE TABLE bill_visits (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    bill_id    INTEGER NOT NULL REFERENCES bills (id),
    visit_id   INTEGER NOT NULL REFERENCES visits (id),
    kind       TEXT NOT NULL CHECK (kind IN ('superbill', 'receipt', 'statement', 'year_receipt'))
) STRICT;
INSERT INTO bill_visits (id, version, retired_at, bill_id, visit_id, kind)
SELECT id, version, retired_at, bill_id, visit_id, kind FROM kept_bill_visits;
DROP TABLE kept_bill_visits;
CREATE UNIQUE INDEX one_live_bill_a_visit ON bill_visits (visit_id, kind)
    WHERE retired_at IS NULL AND kind <> 'year_receipt';
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
CREATE VIEW bill_rows AS
SELECT bills.id, bills.version, bills.kind, bills.number, bills.issued_on, bills.client_id, bills.case_id,
    bills.therapist, bills.payer, bills.first_day, bills.last_day, bills.visits, bills.charged_cents, bills.paid_cents,
    bills.replaces, bills.voided_on, bills.year, clients.given_name, clients.family_name, clients.preferred_name
FROM bills
JOIN clients ON clients.id = bills.client_id;

-- The number of the live statement that a visit is on, as with the superbill and the receipt of 0014.
ALTER TABLE visits ADD COLUMN statement INTEGER NOT NULL DEFAULT 0;
CREATE INDEX visits_to_state ON visits (date_of_service, case_id) WHERE retired_at IS NULL AND status = 'given' AND statement = 0;
DROP TRIGGER a_billed_visit_stays;
CREATE TRIGGER a_billed_visit_stays BEFORE UPDATE OF retired_at, status ON visits
WHEN (NEW.retired_at IS NOT NULL OR NEW.status <> 'given')
    AND (OLD.superbill <> 0 OR OLD.receipt <> 0 OR OLD.statement <> 0)
BEGIN
    SELECT RAISE(ABORT, 'a visit that is on a bill stays');
END;
DROP TRIGGER a_billed_visit_keeps_its_case;
CREATE TRIGGER a_billed_visit_keeps_its_case BEFORE UPDATE OF case_id ON visits
WHEN NEW.case_id <> OLD.case_id AND (OLD.superbill <> 0 OR OLD.receipt <> 0 OR OLD.statement <> 0)
BEGIN
    SELECT RAISE(ABORT, 'a visit that is on a bill stays in its case');
END;

-- A price and a discount stay as long as a paper is out that says them: the command says so at the field, and this keeps
-- somebody else's undo from doing it. What was done is put right all the same, and the paper is told to be replaced.
CREATE TRIGGER a_billed_visit_keeps_its_discount BEFORE UPDATE OF discount_cents ON visits
WHEN NEW.discount_cents <> OLD.discount_cents AND (OLD.superbill <> 0 OR OLD.receipt <> 0 OR OLD.statement <> 0)
BEGIN
    SELECT RAISE(ABORT, 'a visit that is on a bill keeps its discount');
END;
CREATE TRIGGER a_billed_service_keeps_its_price BEFORE UPDATE OF price_cents ON visit_services
WHEN NEW.price_cents <> OLD.price_cents AND NEW.service_id = OLD.service_id AND NEW.retired_at IS NULL
    AND EXISTS (SELECT 1 FROM visits WHERE id = OLD.visit_id AND (superbill <> 0 OR receipt <> 0 OR statement <> 0))
BEGIN
    SELECT RAISE(ABORT, 'a visit that is on a bill keeps its prices');
END;

-- A visit as listed, with the bills that it is on.
DROP VIEW account_rows;
DROP VIEW visit_rows;
CREATE VIEW visit_rows AS
SELECT visits.id, visits.version, visits.case_id, visits.therapist_id, visits.status, visits.date_of_service,
    visits.starts_at, visits.ends_at, visits.charged_cents, visits.superbill, visits.receipt, visits.statement,
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
CREATE VIEW account_rows AS
SELECT visit_rows.*,
    coalesce((
        SELECT sum(payment_shares.cents) FROM payment_shares
        WHERE payment_shares.visit_id = visit_rows.id AND payment_shares.retired_at IS NULL), 0) AS paid_cents
FROM visit_rows;
