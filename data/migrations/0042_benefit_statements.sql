-- What a plan said about visits after the fact: its benefit statement (EOB), as it stands on the paper.
CREATE TABLE benefit_statements (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    client_id    INTEGER NOT NULL REFERENCES clients (id),
    case_id      INTEGER NOT NULL REFERENCES cases (id),
    policy_id    INTEGER NOT NULL REFERENCES policies (id),
    payer_id     INTEGER NOT NULL REFERENCES payers (id),
    -- The bill that it answers; a bill that is voided later keeps it. NULL: the visits alone are known.
    bill_id      INTEGER REFERENCES bills (id),
    received_on  TEXT NOT NULL CHECK (length(received_on) = 10),
    -- The day that it is dated.
    statement_on TEXT NOT NULL CHECK (length(statement_on) = 10),
    claim_number TEXT NOT NULL DEFAULT '' CHECK (length(claim_number) <= 60),
    paid_to      TEXT NOT NULL CHECK (paid_to IN ('client', 'clinic')),
    -- What its lines were paid, together.
    paid_cents   INTEGER NOT NULL CHECK (paid_cents BETWEEN 0 AND 100000000),
    -- The number of the check or of the transfer.
    reference    TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 60),
    note         TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- Why amounts stand as they do where they do not add up: the statement itself says so.
    differs_why  TEXT NOT NULL DEFAULT '' CHECK (length(differs_why) <= 500),
    CHECK (statement_on <= received_on)
) STRICT;
CREATE INDEX benefit_statements_of_client ON benefit_statements (client_id, statement_on, id) WHERE retired_at IS NULL;
CREATE INDEX benefit_statements_of_case ON benefit_statements (case_id, statement_on, id) WHERE retired_at IS NULL;
CREATE INDEX benefit_statements_of_payer ON benefit_statements (payer_id, statement_on, id) WHERE retired_at IS NULL;
CREATE INDEX benefit_statements_of_bill ON benefit_statements (bill_id) WHERE retired_at IS NULL;

-- One service of a visit as the plan worked it out.
CREATE TABLE benefit_lines (
    id                INTEGER PRIMARY KEY,
    version           INTEGER NOT NULL,
    retired_at        TEXT,
    statement_id      INTEGER NOT NULL REFERENCES benefit_statements (id),
    visit_id          INTEGER NOT NULL REFERENCES visits (id),
    -- The service of the visit, where the visit has it; the line keeps code and units as the statement was read.
    service_row       INTEGER REFERENCES visit_services (id),
    procedure_code    TEXT NOT NULL CHECK (length(procedure_code) IN (0, 5)),
    units             INTEGER NOT NULL CHECK (units BETWEEN 0 AND 99),
    billed_cents      INTEGER NOT NULL CHECK (billed_cents BETWEEN 0 AND 100000000),
    -- NULL: the statement does not say it. 0: the plan allows nothing.
    allowed_cents     INTEGER CHECK (allowed_cents BETWEEN 0 AND billed_cents),
    deductible_cents  INTEGER NOT NULL DEFAULT 0 CHECK (deductible_cents BETWEEN 0 AND billed_cents),
    copay_cents       INTEGER NOT NULL DEFAULT 0 CHECK (copay_cents BETWEEN 0 AND billed_cents),
    coinsurance_cents INTEGER NOT NULL DEFAULT 0 CHECK (coinsurance_cents BETWEEN 0 AND billed_cents),
    not_paid_cents    INTEGER NOT NULL DEFAULT 0 CHECK (not_paid_cents BETWEEN 0 AND billed_cents),
    paid_cents        INTEGER NOT NULL DEFAULT 0 CHECK (paid_cents BETWEEN 0 AND billed_cents),
    -- Codes with a space between, "CO-45 PR-1 N130".
    reasons           TEXT NOT NULL DEFAULT '' CHECK (length(reasons) <= 200)
) STRICT;
CREATE INDEX benefit_lines_of_statement ON benefit_lines (statement_id, id) WHERE retired_at IS NULL;
CREATE INDEX benefit_lines_of_visit ON benefit_lines (visit_id) WHERE retired_at IS NULL;
CREATE INDEX benefit_lines_of_code ON benefit_lines (procedure_code, statement_id) WHERE retired_at IS NULL;

-- What went out to payers in the last months and may wait for an answer.
CREATE INDEX bills_to_payers_by_day ON bills (issued_on, number)
    WHERE kind IN ('superbill', 'statement') AND voided_on = '';

-- What a plan answered about stays. The command says so; this keeps somebody else's undo from taking it away.
CREATE TRIGGER a_visit_that_was_answered_stays BEFORE UPDATE OF retired_at, status ON visits
WHEN (NEW.retired_at IS NOT NULL OR NEW.status <> 'given')
    AND EXISTS (SELECT 1 FROM benefit_lines WHERE visit_id = NEW.id AND retired_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a visit that a benefit statement is about stays');
END;
CREATE TRIGGER a_benefit_line_is_about_a_given_visit BEFORE INSERT ON benefit_lines WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a benefit statement is about visits that were given') FROM visits
    WHERE id = NEW.visit_id AND (retired_at IS NOT NULL OR status <> 'given');
END;
CREATE TRIGGER a_benefit_line_that_comes_back_is_about_a_given_visit BEFORE UPDATE OF retired_at ON benefit_lines
WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a benefit statement is about visits that were given') FROM visits
    WHERE id = NEW.visit_id AND (retired_at IS NOT NULL OR status <> 'given');
END;

CREATE VIEW benefit_statement_rows AS
SELECT benefit_statements.*, payers.name AS payer_name, policies.plan_name,
    coalesce(bills.number, 0) AS bill_number, coalesce(bills.voided_on, '') AS bill_voided_on,
    (SELECT count(DISTINCT visit_id) FROM benefit_lines
        WHERE statement_id = benefit_statements.id AND benefit_lines.retired_at IS NULL) AS visits,
    coalesce((SELECT sum(billed_cents) FROM benefit_lines
        WHERE statement_id = benefit_statements.id AND benefit_lines.retired_at IS NULL), 0) AS billed_cents,
    -- NULL where a line does not say it.
    (SELECT iif(count(*) = count(allowed_cents), sum(allowed_cents), NULL) FROM benefit_lines
        WHERE statement_id = benefit_statements.id AND benefit_lines.retired_at IS NULL) AS allowed_cents
FROM benefit_statements
JOIN payers ON payers.id = benefit_statements.payer_id
JOIN policies ON policies.id = benefit_statements.policy_id
LEFT JOIN bills ON bills.id = benefit_statements.bill_id
WHERE benefit_statements.retired_at IS NULL;

-- What counts of all that plans answered: of two statements of one payer about the same service the later one, which
-- says anew what became of it.
CREATE VIEW benefit_answers AS
SELECT benefit_lines.id, benefit_lines.statement_id, benefit_lines.visit_id, benefit_lines.service_row,
    benefit_lines.procedure_code, benefit_lines.units, benefit_lines.billed_cents, benefit_lines.allowed_cents,
    benefit_lines.deductible_cents, benefit_lines.copay_cents, benefit_lines.coinsurance_cents,
    benefit_lines.not_paid_cents, benefit_lines.paid_cents, benefit_lines.reasons,
    statement.client_id, statement.case_id, statement.policy_id, statement.payer_id, statement.bill_id,
    statement.statement_on, statement.received_on, statement.paid_to
FROM benefit_lines
JOIN benefit_statements AS statement ON statement.id = benefit_lines.statement_id AND statement.retired_at IS NULL
WHERE benefit_lines.retired_at IS NULL
    AND NOT EXISTS (
        -- Cross, so that it goes from the few lines of a visit and not from all statements of a payer.
        SELECT 1 FROM benefit_lines AS later
        CROSS JOIN benefit_statements AS newer ON newer.id = later.statement_id AND newer.retired_at IS NULL
        WHERE later.visit_id = benefit_lines.visit_id AND later.retired_at IS NULL
            AND later.service_row IS benefit_lines.service_row
            AND later.procedure_code = benefit_lines.procedure_code
            AND newer.payer_id = statement.payer_id
            AND (newer.statement_on, newer.id) > (statement.statement_on, statement.id));
