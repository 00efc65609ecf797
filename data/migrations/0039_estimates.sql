-- Good Faith Estimates (45 CFR 149.610): what care is expected to cost those who pay for it themselves.

-- The day on which a planned visit was planned for its day, "" for one that was never planned: the clocks run from it.
ALTER TABLE visits ADD COLUMN planned_on TEXT NOT NULL DEFAULT '' CHECK (length(planned_on) IN (0, 10));
-- What was planned before this was kept: on the day of its first entry in the trail.
UPDATE visits SET planned_on = coalesce((
    SELECT date(min(audit.at), 'localtime') FROM audit
    WHERE audit.table_name = 'visits' AND audit.row_id = visits.id), '')
WHERE status = 'planned' AND retired_at IS NULL;
CREATE INDEX visits_planned ON visits (date_of_service, case_id) WHERE retired_at IS NULL AND status = 'planned';

-- Asked of every client: is there a health plan, and is it to pay? "" while nobody asked.
ALTER TABLE cases ADD COLUMN plan_wish TEXT NOT NULL DEFAULT ''
    CHECK (plan_wish IN ('', 'none', 'unused', 'self', 'claim'));

-- What was issued, numbered in a series of its own (E-1, E-2 …), and never changed.
CREATE TABLE estimates (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    -- Nothing issued is ever taken away; it is voided.
    retired_at   TEXT CHECK (retired_at IS NULL),
    number       INTEGER NOT NULL UNIQUE CHECK (number > 0),
    issued_on    TEXT NOT NULL CHECK (length(issued_on) = 10),
    issued_at    TEXT NOT NULL,                       -- UTC, ISO 8601
    client_id    INTEGER NOT NULL REFERENCES clients (id),
    case_id      INTEGER NOT NULL REFERENCES cases (id),
    therapist_id INTEGER NOT NULL REFERENCES therapists (id),
    first_day    TEXT NOT NULL CHECK (length(first_day) = 10),
    last_day     TEXT NOT NULL CHECK (length(last_day) = 10),
    visits       INTEGER NOT NULL CHECK (visits > 0),
    total_cents  INTEGER NOT NULL CHECK (total_cents >= 0),
    -- The numbers of the estimates of the same case and time that this one comes instead of, "1 4"; "" without one.
    replaces     TEXT NOT NULL DEFAULT '',
    -- All that it says, as it was then: JSON of estimates.model.estimate.GoodFaithEstimate.
    facts        TEXT NOT NULL CHECK (json_valid(facts)),
    -- Of the PDF that was handed out: its own bytes are in contents.
    digest       TEXT NOT NULL REFERENCES contents (digest),
    voided_on    TEXT NOT NULL DEFAULT '' CHECK (length(voided_on) IN (0, 10)),
    voided_at    TEXT NOT NULL DEFAULT '',            -- UTC, ISO 8601
    void_why     TEXT NOT NULL DEFAULT '' CHECK (length(void_why) <= 500),
    -- Of the same PDF with VOID over every page.
    void_digest  TEXT NOT NULL DEFAULT '',
    CHECK (last_day >= first_day)
) STRICT;
CREATE INDEX estimates_of_case ON estimates (case_id, number);
CREATE INDEX estimates_running ON estimates (last_day, case_id) WHERE voided_on = '';
CREATE TRIGGER an_estimate_is_only_voided BEFORE UPDATE ON estimates
WHEN OLD.voided_on <> '' OR NEW.voided_on = ''
    OR (NEW.number, NEW.issued_on, NEW.issued_at, NEW.client_id, NEW.case_id, NEW.therapist_id, NEW.first_day)
        IS NOT (OLD.number, OLD.issued_on, OLD.issued_at, OLD.client_id, OLD.case_id, OLD.therapist_id, OLD.first_day)
    OR (NEW.last_day, NEW.visits, NEW.total_cents, NEW.replaces, NEW.facts, NEW.digest)
        IS NOT (OLD.last_day, OLD.visits, OLD.total_cents, OLD.replaces, OLD.facts, OLD.digest)
BEGIN
    SELECT RAISE(ABORT, 'an issued estimate is never changed');
END;
CREATE TRIGGER an_estimate_is_never_deleted BEFORE DELETE ON estimates
BEGIN
    SELECT RAISE(ABORT, 'an issued estimate is never deleted');
END;

-- Nobody's undo takes the case away from under it.
CREATE TRIGGER a_case_with_an_estimate_stays BEFORE UPDATE OF retired_at ON cases
WHEN NEW.retired_at IS NOT NULL AND EXISTS (SELECT 1 FROM estimates WHERE case_id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a case with an estimate stays');
END;

-- How, when, by whom and to whom an estimate was delivered. Only that settles what was due.
CREATE TABLE estimate_deliveries (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    estimate_id  INTEGER NOT NULL REFERENCES estimates (id),
    delivered_on TEXT NOT NULL CHECK (length(delivered_on) = 10),
    how          TEXT NOT NULL CHECK (how IN ('handed', 'mailed', 'email', 'portal')),
    delivered_to TEXT NOT NULL CHECK (length(delivered_to) BETWEEN 1 AND 200),
    delivered_by INTEGER NOT NULL REFERENCES staff (id),
    -- As called then: a name may change later.
    deliverer    TEXT NOT NULL CHECK (length(deliverer) BETWEEN 1 AND 250),
    note         TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000)
) STRICT;
CREATE INDEX deliveries_of_estimate ON estimate_deliveries (estimate_id, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_delivery_is_never_deleted BEFORE DELETE ON estimate_deliveries
BEGIN
    SELECT RAISE(ABORT, 'what was delivered stays on record');
END;

-- The client asked for an estimate: the clock of a request runs from that day.
CREATE TABLE estimate_requests (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    asked_on   TEXT NOT NULL CHECK (length(asked_on) = 10),
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000)
) STRICT;
CREATE INDEX estimate_requests_of_case ON estimate_requests (case_id, asked_on, id) WHERE retired_at IS NULL;

-- With what was answered about the plan, and whether any estimate was issued or asked for: most cases have none, and a
-- chart then reads no more of them.
DROP VIEW case_rows;
CREATE VIEW case_rows AS
SELECT id, version, client_id, kind, reason, onset_on, state, claim_number, closed_on,
    closed_on = '' AS is_open, plan_wish,
    EXISTS (SELECT 1 FROM estimates WHERE estimates.case_id = cases.id)
        OR EXISTS (SELECT 1 FROM estimate_requests
            WHERE estimate_requests.case_id = cases.id AND estimate_requests.retired_at IS NULL) AS is_estimated
FROM cases
WHERE retired_at IS NULL;
