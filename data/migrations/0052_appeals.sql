-- What a plan said no to: from its notice, from a benefit statement, or an authorization that it did not grant.
CREATE TABLE denials (
    id               INTEGER PRIMARY KEY,
    version          INTEGER NOT NULL,
    retired_at       TEXT,
    client_id        INTEGER NOT NULL REFERENCES clients (id),
    case_id          INTEGER NOT NULL REFERENCES cases (id),
    -- Whose plan said no; its payer is that of the policy, also after payers were merged.
    policy_id        INTEGER NOT NULL REFERENCES policies (id),
    -- About visits that were given, or about visits to come.
    about            TEXT NOT NULL CHECK (about IN ('visits', 'ahead')),
    bill_id          INTEGER REFERENCES bills (id),
    statement_id     INTEGER REFERENCES benefit_statements (id),
    authorization_id INTEGER REFERENCES authorizations (id),
    -- The scan of the notice.
    attachment_id    INTEGER REFERENCES attachments (id),
    -- The day that the notice is dated; empty where it shows none.
    noticed_on       TEXT NOT NULL DEFAULT '' CHECK (length(noticed_on) IN (0, 10)),
    received_on      TEXT NOT NULL CHECK (length(received_on) = 10),
    -- The last day to appeal that the notice itself names.
    deadline_on      TEXT NOT NULL DEFAULT '' CHECK (length(deadline_on) IN (0, 10)),
    claim_number     TEXT NOT NULL DEFAULT '' CHECK (length(claim_number) <= 60),
    amount_cents     INTEGER NOT NULL DEFAULT 0 CHECK (amount_cents BETWEEN 0 AND 100000000),
    -- As they stand on the paper, also what is no code.
    codes            TEXT NOT NULL DEFAULT '' CHECK (length(codes) <= 200),
    -- Keys of reasons in plain words, with spaces between.
    reasons          TEXT NOT NULL DEFAULT '' CHECK (length(reasons) <= 400),
    quoted           TEXT NOT NULL DEFAULT '' CHECK (length(quoted) <= 4000),
    whose            TEXT NOT NULL CHECK (whose IN ('member', 'clinic', 'representative')),
    representative   TEXT NOT NULL DEFAULT '' CHECK (length(representative) <= 200),
    -- The day on which the client signed the form that names the representative, and its scan.
    form_signed_on   TEXT NOT NULL DEFAULT '' CHECK (length(form_signed_on) IN (0, 10)),
    form_id          INTEGER REFERENCES attachments (id),
    -- A key of the regimes; empty where nobody chose one and the program proposes.
    regime           TEXT NOT NULL DEFAULT '' CHECK (length(regime) <= 40),
    -- So many days to appeal by the contract with the payer.
    contract_days    INTEGER CHECK (contract_days BETWEEN 1 AND 3650),
    note             TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- Reckoned when it was kept: the action that answers it, and by when the step against it that is open and not sent,
    -- or that comes next, has to be there; empty where no day is known, or none is left.
    action           TEXT NOT NULL DEFAULT '' CHECK (length(action) <= 40),
    due_on           TEXT NOT NULL DEFAULT '' CHECK (length(due_on) IN (0, 10)),
    -- The level of that next step; empty where none is left.
    next_level       TEXT NOT NULL DEFAULT '' CHECK (next_level IN ('', 'internal', 'second', 'external')),
    closed_on        TEXT NOT NULL DEFAULT '' CHECK (length(closed_on) IN (0, 10)),
    closed_how       TEXT NOT NULL DEFAULT ''
        CHECK (closed_how IN ('', 'paid', 'corrected', 'elsewhere', 'explained', 'given_up')),
    closed_why       TEXT NOT NULL DEFAULT '' CHECK (length(closed_why) <= 500),
    CHECK (noticed_on <= received_on),
    CHECK (deadline_on = '' OR deadline_on >= noticed_on),
    CHECK ((closed_on = '') = (closed_how = '')),
    -- Who represents a client does it by a signed form.
    CHECK (whose <> 'representative' OR form_signed_on <> '')
) STRICT;
CREATE INDEX denials_of_client ON denials (client_id, received_on, id) WHERE retired_at IS NULL;
CREATE INDEX denials_of_case ON denials (case_id, received_on, id) WHERE retired_at IS NULL;
CREATE INDEX denials_open ON denials (due_on, id) WHERE retired_at IS NULL AND closed_on = '';
CREATE INDEX denials_of_bill ON denials (bill_id) WHERE retired_at IS NULL AND bill_id IS NOT NULL;
CREATE UNIQUE INDEX one_denial_a_statement ON denials (statement_id)
    WHERE retired_at IS NULL AND statement_id IS NOT NULL;
CREATE UNIQUE INDEX one_denial_an_authorization ON denials (authorization_id)
    WHERE retired_at IS NULL AND authorization_id IS NOT NULL;

-- The visits that a denial is about.
CREATE TABLE denial_visits (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    denial_id  INTEGER NOT NULL REFERENCES denials (id),
    visit_id   INTEGER NOT NULL REFERENCES visits (id)
) STRICT;
CREATE UNIQUE INDEX visits_of_denial ON denial_visits (denial_id, visit_id) WHERE retired_at IS NULL;
CREATE INDEX denials_of_visit ON denial_visits (visit_id) WHERE retired_at IS NULL;

-- The steps against a denial.
CREATE TABLE appeals (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    retired_at    TEXT,
    denial_id     INTEGER NOT NULL REFERENCES denials (id),
    level         TEXT NOT NULL CHECK (level IN ('internal', 'second', 'external')),
    is_expedited  INTEGER NOT NULL DEFAULT 0 CHECK (is_expedited IN (0, 1)),
    opened_on     TEXT NOT NULL CHECK (length(opened_on) = 10),
    -- The last day on which it may be there; empty where nobody knows it.
    due_on        TEXT NOT NULL DEFAULT '' CHECK (length(due_on) IN (0, 10)),
    -- Why it goes out after that day all the same.
    late_why      TEXT NOT NULL DEFAULT '' CHECK (length(late_why) <= 500),
    sent_on       TEXT NOT NULL DEFAULT '' CHECK (length(sent_on) IN (0, 10)),
    sent_how      TEXT NOT NULL DEFAULT ''
        CHECK (sent_how IN ('', 'mail', 'certified', 'fax', 'portal', 'email', 'in_person')),
    -- The number by which it is proved that it was sent.
    confirmation  TEXT NOT NULL DEFAULT '' CHECK (length(confirmation) <= 100),
    arrived_on    TEXT NOT NULL DEFAULT '' CHECK (length(arrived_on) IN (0, 10)),
    -- By when the plan has to answer.
    answer_due_on TEXT NOT NULL DEFAULT '' CHECK (length(answer_due_on) IN (0, 10)),
    -- The day that the answer is dated, or that it came; it ends the step.
    answered_on   TEXT NOT NULL DEFAULT '' CHECK (length(answered_on) IN (0, 10)),
    outcome       TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'won', 'partly', 'lost', 'withdrawn')),
    won_cents     INTEGER NOT NULL DEFAULT 0 CHECK (won_cents BETWEEN 0 AND 100000000),
    -- The last day for the next step that the answer itself names.
    next_deadline_on TEXT NOT NULL DEFAULT '' CHECK (length(next_deadline_on) IN (0, 10)),
    note          TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
    -- What went out.
    letter_id     INTEGER REFERENCES letters (id),
    packet_id     INTEGER REFERENCES packets (id),
    CHECK ((sent_on = '') = (sent_how = '')),
    CHECK (arrived_on = '' OR (sent_on <> '' AND arrived_on >= sent_on)),
    CHECK ((answered_on = '') = (outcome = '')),
    CHECK (outcome IN ('', 'withdrawn') OR (sent_on <> '' AND answered_on >= sent_on)),
    CHECK (won_cents = 0 OR outcome IN ('won', 'partly'))
) STRICT;
CREATE INDEX appeals_of_denial ON appeals (denial_id, id) WHERE retired_at IS NULL;
CREATE INDEX appeals_to_send ON appeals (due_on, denial_id) WHERE retired_at IS NULL AND sent_on = '' AND outcome = '';
CREATE INDEX appeals_to_answer ON appeals (answer_due_on, denial_id)
    WHERE retired_at IS NULL AND sent_on <> '' AND outcome = '';
CREATE UNIQUE INDEX one_open_appeal_a_level ON appeals (denial_id, level) WHERE retired_at IS NULL AND outcome = '';

-- The entries of the contact log that are about a denial.
CREATE TABLE denial_contacts (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    denial_id  INTEGER NOT NULL REFERENCES denials (id),
    contact_id INTEGER NOT NULL REFERENCES contacts (id)
) STRICT;
CREATE INDEX contacts_of_denial ON denial_contacts (denial_id, contact_id) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX one_denial_a_contact ON denial_contacts (contact_id) WHERE retired_at IS NULL;

-- What the commands promise, kept from somebody else's undo.
CREATE TRIGGER a_denial_with_an_appeal_stays BEFORE UPDATE OF retired_at ON denials
WHEN NEW.retired_at IS NOT NULL AND EXISTS (SELECT 1 FROM appeals WHERE denial_id = NEW.id AND retired_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a denial with an appeal stays');
END;
CREATE TRIGGER an_appeal_is_of_a_denial_that_is_there BEFORE INSERT ON appeals
BEGIN
    SELECT RAISE(ABORT, 'an appeal is of a denial that is there') FROM denials
    WHERE id = NEW.denial_id AND retired_at IS NOT NULL;
END;
CREATE TRIGGER an_appeal_that_comes_back_has_its_denial BEFORE UPDATE OF retired_at ON appeals
WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'an appeal is of a denial that is there') FROM denials
    WHERE id = NEW.denial_id AND retired_at IS NOT NULL;
END;
CREATE TRIGGER an_appeal_that_was_sent_stays BEFORE UPDATE OF retired_at ON appeals
WHEN NEW.retired_at IS NOT NULL AND OLD.retired_at IS NULL AND OLD.sent_on <> ''
BEGIN
    SELECT RAISE(ABORT, 'an appeal that was sent stays');
END;
CREATE TRIGGER an_appeal_is_never_deleted BEFORE DELETE ON appeals
BEGIN
    SELECT RAISE(ABORT, 'an appeal is never deleted');
END;
CREATE TRIGGER a_visit_that_was_denied_stays BEFORE UPDATE OF retired_at, status ON visits
WHEN (NEW.retired_at IS NOT NULL OR NEW.status <> 'given')
    AND EXISTS (SELECT 1 FROM denial_visits WHERE visit_id = NEW.id AND retired_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a visit that a denial is about stays');
END;
CREATE TRIGGER a_denial_is_about_a_given_visit BEFORE INSERT ON denial_visits WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a denial is about visits that were given') FROM visits
    WHERE id = NEW.visit_id AND (retired_at IS NOT NULL OR status <> 'given');
END;
CREATE TRIGGER a_denied_visit_that_comes_back_was_given BEFORE UPDATE OF retired_at ON denial_visits
WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a denial is about visits that were given') FROM visits
    WHERE id = NEW.visit_id AND (retired_at IS NOT NULL OR status <> 'given');
END;

-- With the names that lists and letters show.
CREATE VIEW denial_rows AS
SELECT denials.*, policies.payer_id, payers.name AS payer_name, policies.plan_type, policies.plan_name,
    policies.member_id, coalesce(bills.number, 0) AS bill_number, coalesce(bills.kind, '') AS bill_kind,
    coalesce(bills.voided_on, '') AS bill_voided_on, cases.reason
FROM denials
JOIN policies ON policies.id = denials.policy_id
JOIN payers ON payers.id = policies.payer_id
JOIN cases ON cases.id = denials.case_id
LEFT JOIN bills ON bills.id = denials.bill_id
WHERE denials.retired_at IS NULL;
