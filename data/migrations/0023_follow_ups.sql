-- What is to be done about the coverage of a case: a next step that the rules named, taken on with a day of its own.
CREATE TABLE follow_ups (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    -- Taken off the list, or undone.
    retired_at TEXT,
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    -- As the rule said it then; rules may say it otherwise since.
    words      TEXT NOT NULL CHECK (words <> ''),
    -- The rule that said it first.
    rule       TEXT NOT NULL CHECK (rule <> ''),
    -- The day that the rule named, empty where it named none; and the day by which it is to be done here.
    step_on    TEXT NOT NULL DEFAULT '' CHECK (length(step_on) IN (0, 10)),
    due_on     TEXT NOT NULL CHECK (length(due_on) = 10),
    made_on    TEXT NOT NULL CHECK (length(made_on) = 10),
    -- Empty while it waits.
    done_on    TEXT NOT NULL DEFAULT '' CHECK (length(done_on) IN (0, 10))
) STRICT;
CREATE INDEX follow_ups_of_case ON follow_ups (case_id, due_on, id) WHERE retired_at IS NULL;
CREATE INDEX follow_ups_due ON follow_ups (due_on, id, case_id) WHERE retired_at IS NULL AND done_on = '';
-- The same thing does not wait twice.
CREATE UNIQUE INDEX one_follow_up_a_step ON follow_ups (case_id, words) WHERE retired_at IS NULL AND done_on = '';

CREATE VIEW follow_up_rows AS
SELECT id, version, case_id, words, rule, step_on, due_on, made_on, done_on
FROM follow_ups
WHERE retired_at IS NULL;

-- With whose they are.
CREATE VIEW follow_up_finds AS
SELECT follow_up_rows.*, cases.client_id, cases.reason, cases.closed_on, clients.given_name, clients.family_name,
    clients.preferred_name, clients.retired_at AS client_retired_at
FROM follow_up_rows
CROSS JOIN cases ON cases.id = follow_up_rows.case_id
CROSS JOIN clients ON clients.id = cases.client_id
WHERE cases.retired_at IS NULL;
