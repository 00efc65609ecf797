-- When a superbill or a statement went to its payer after it was issued: by whom, how, with what number. It may go in
-- again, as a claim that got lost.
CREATE TABLE submissions (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    bill_id      INTEGER NOT NULL REFERENCES bills (id),
    sent_on      TEXT NOT NULL CHECK (length(sent_on) = 10),
    sent_by      TEXT NOT NULL CHECK (sent_by IN ('client', 'clinic')),
    how          TEXT NOT NULL CHECK (how IN ('portal', 'mail', 'fax', 'email', 'in_person', 'unknown')),
    -- What the portal or the fax gave back, the tracking number of a letter.
    confirmation TEXT NOT NULL DEFAULT '' CHECK (length(confirmation) <= 60),
    note         TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000)
) STRICT;
CREATE INDEX submissions_of_bill ON submissions (bill_id, sent_on, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_submission_is_never_deleted BEFORE DELETE ON submissions
BEGIN
    SELECT RAISE(ABORT, 'what went to a payer stays on record');
END;
CREATE TRIGGER a_submission_stays_with_its_bill BEFORE UPDATE OF bill_id ON submissions WHEN NEW.bill_id <> OLD.bill_id
BEGIN
    SELECT RAISE(ABORT, 'a submission is of the bill that went in');
END;
CREATE TRIGGER only_what_is_for_a_payer_goes_in BEFORE INSERT ON submissions
BEGIN
    SELECT RAISE(ABORT, 'a receipt goes to no payer') FROM bills
    WHERE id = NEW.bill_id AND kind NOT IN ('superbill', 'statement');
END;

-- The last time that each bill went in.
CREATE VIEW last_submissions AS
SELECT submissions.* FROM submissions
WHERE retired_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM submissions AS later
    WHERE later.bill_id = submissions.bill_id AND later.retired_at IS NULL
        AND (later.sent_on, later.id) > (submissions.sent_on, submissions.id));
