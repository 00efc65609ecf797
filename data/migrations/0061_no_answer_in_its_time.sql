-- A plan that never answers does not stop its member: the step ends with no answer in its time, and the next one follows.
-- Nothing refers to appeals but views, which go by its name; its indexes and triggers come back with it.
CREATE TABLE kept_appeals AS SELECT * FROM appeals;
DROP TABLE appeals;
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
    -- The day that the answer is dated, or that it came, or on which it was noted that none did; it ends the step.
    answered_on   TEXT NOT NULL DEFAULT '' CHECK (length(answered_on) IN (0, 10)),
    outcome       TEXT NOT NULL DEFAULT ''
        CHECK (outcome IN ('', 'won', 'partly', 'lost', 'unanswered', 'withdrawn')),
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
    -- No answer in its time: only once that time is over.
    CHECK (outcome <> 'unanswered' OR (answer_due_on <> '' AND answered_on > answer_due_on)),
    CHECK (won_cents = 0 OR outcome IN ('won', 'partly'))
) STRICT;
CREATE INDEX appeals_of_denial ON appeals (denial_id, id) WHERE retired_at IS NULL;
CREATE INDEX appeals_to_send ON appeals (due_on, denial_id) WHERE retired_at IS NULL AND sent_on = '' AND outcome = '';
CREATE INDEX appeals_to_answer ON appeals (answer_due_on, denial_id)
    WHERE retired_at IS NULL AND sent_on <> '' AND outcome = '';
CREATE UNIQUE INDEX one_open_appeal_a_level ON appeals (denial_id, level) WHERE retired_at IS NULL AND outcome = '';
CREATE INDEX appeals_with_letter ON appeals (letter_id) WHERE letter_id IS NOT NULL;
CREATE INDEX appeals_with_packet ON appeals (packet_id) WHERE packet_id IS NOT NULL;
INSERT INTO appeals (
    id, version, retired_at, denial_id, level, is_expedited, opened_on, due_on, late_why, sent_on, sent_how, confirmation,
    arrived_on, answer_due_on, answered_on, outcome, won_cents, next_deadline_on, note, letter_id, packet_id
)
SELECT id, version, retired_at, denial_id, level, is_expedited, opened_on, due_on, late_why, sent_on, sent_how, confirmation,
    arrived_on, answer_due_on, answered_on, outcome, won_cents, next_deadline_on, note, letter_id, packet_id
FROM kept_appeals;
DROP TABLE kept_appeals;
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
