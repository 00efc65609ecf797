-- What the coverage of a case hangs on and the chart does not know: calls to the plan, answers, what was made of them.

-- A call to a plan or an adjuster, as it was. It is never changed; one that was logged by mistake is taken away.
CREATE TABLE benefit_calls (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    policy_id  INTEGER REFERENCES policies (id),
    -- The same call in the contact log.
    contact_id INTEGER NOT NULL REFERENCES contacts (id),
    -- As it was called then: the name may change later.
    payer      TEXT NOT NULL DEFAULT '' CHECK (length(payer) <= 200),
    department TEXT NOT NULL
        CHECK (department IN ('member', 'provider', 'authorization', 'appeals', 'claims', 'adjuster', 'other')),
    phone      TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    -- Name or ID of who answered, and the number that the plan finds the call by.
    rep        TEXT NOT NULL DEFAULT '' CHECK (length(rep) <= 200),
    reference  TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 60),
    called_on  TEXT NOT NULL CHECK (length(called_on) = 10),
    -- On the clinic's wall, "14:30", where they are known.
    starts_at  TEXT NOT NULL DEFAULT '' CHECK (length(starts_at) IN (0, 5)),
    ends_at    TEXT NOT NULL DEFAULT '' CHECK (length(ends_at) IN (0, 5)),
    -- On the phone, waiting included.
    seconds    INTEGER CHECK (seconds BETWEEN 0 AND 86400),
    -- What was said: JSON, by keys of a coverage case file, values as such a file spells them; "unknown" where it was
    -- asked and nobody knew.
    answers    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(answers)),
    read_back  INTEGER NOT NULL DEFAULT 0 CHECK (read_back IN (0, 1)),
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000)
) STRICT;
CREATE INDEX benefit_calls_of_contact ON benefit_calls (contact_id);
CREATE INDEX benefit_calls_in_order ON benefit_calls (case_id, called_on, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_benefit_call_stays BEFORE UPDATE ON benefit_calls
WHEN (NEW.case_id, NEW.policy_id, NEW.contact_id, NEW.payer, NEW.department, NEW.phone, NEW.rep)
        IS NOT (OLD.case_id, OLD.policy_id, OLD.contact_id, OLD.payer, OLD.department, OLD.phone, OLD.rep)
    OR (NEW.reference, NEW.called_on) IS NOT (OLD.reference, OLD.called_on)
    OR (NEW.starts_at, NEW.ends_at, NEW.seconds, NEW.answers, NEW.read_back, NEW.note)
        IS NOT (OLD.starts_at, OLD.ends_at, OLD.seconds, OLD.answers, OLD.read_back, OLD.note)
BEGIN
    SELECT RAISE(ABORT, 'a benefit call is never changed');
END;
CREATE TRIGGER a_benefit_call_is_never_deleted BEFORE DELETE ON benefit_calls
BEGIN
    SELECT RAISE(ABORT, 'a benefit call is never deleted');
END;

-- What nobody could say on the phone, and when to ask again.
CREATE TABLE call_questions (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    call_id      INTEGER NOT NULL REFERENCES benefit_calls (id),
    words        TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 500),
    ask_again_on TEXT NOT NULL CHECK (length(ask_again_on) = 10),
    -- Empty while it is open.
    settled_on   TEXT NOT NULL DEFAULT '' CHECK (length(settled_on) IN (0, 10))
) STRICT;
CREATE INDEX questions_of_call ON call_questions (call_id, id) WHERE retired_at IS NULL;
CREATE INDEX questions_due ON call_questions (ask_again_on, id) WHERE retired_at IS NULL AND settled_on = '';

-- One answer a case and key, as a coverage case file has it: "benefit.lmt_ok" with true, "denied_on" with 2026-11-20.
CREATE TABLE coverage_answers (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    retired_at  TEXT,
    case_id     INTEGER NOT NULL REFERENCES cases (id),
    key         TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 60),
    value       TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 2000),
    answered_on TEXT NOT NULL CHECK (length(answered_on) = 10),
    -- Who or what said it; empty where nobody noted it.
    origin      TEXT NOT NULL DEFAULT '' CHECK (origin IN ('', 'client', 'call', 'paper', 'note', 'prescriber')),
    call_id     INTEGER REFERENCES benefit_calls (id) CHECK (call_id IS NULL OR origin = 'call')
) STRICT;
CREATE UNIQUE INDEX one_answer_a_key ON coverage_answers (case_id, key) WHERE retired_at IS NULL;
CREATE INDEX answers_of_call ON coverage_answers (call_id) WHERE retired_at IS NULL;

-- What was made of it on a day: verdict and estimate with all that they stood on. Never changed.
CREATE TABLE determinations (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT CHECK (retired_at IS NULL),
    case_id      INTEGER NOT NULL REFERENCES cases (id),
    therapist_id INTEGER REFERENCES therapists (id),
    made_on      TEXT NOT NULL CHECK (length(made_on) = 10),
    made_at      TEXT NOT NULL,                       -- UTC, ISO 8601
    verdict      TEXT NOT NULL CHECK (length(verdict) BETWEEN 1 AND 40),
    headline     TEXT NOT NULL,
    -- JSON: the content of a coverage case file, and where each of its keys came from.
    inputs       TEXT NOT NULL CHECK (json_valid(inputs)),
    origins      TEXT NOT NULL CHECK (json_valid(origins)),
    -- JSON: the whole answer, as the command line gives it.
    outcome      TEXT NOT NULL CHECK (json_valid(outcome)),
    -- JSON: the rule packs that it was judged by, with their versions.
    packs        TEXT NOT NULL CHECK (json_valid(packs))
) STRICT;
CREATE INDEX determinations_in_order ON determinations (case_id, made_on, id);
CREATE TRIGGER a_determination_stays BEFORE UPDATE ON determinations
BEGIN
    SELECT RAISE(ABORT, 'a determination is never changed');
END;
CREATE TRIGGER a_determination_is_never_deleted BEFORE DELETE ON determinations
BEGIN
    SELECT RAISE(ABORT, 'a determination is never deleted');
END;

CREATE VIEW coverage_answer_rows AS
SELECT coverage_answers.id, coverage_answers.version, coverage_answers.case_id, coverage_answers.key,
    coverage_answers.value, coverage_answers.answered_on, coverage_answers.origin, coverage_answers.call_id,
    coalesce(benefit_calls.reference, '') AS reference
FROM coverage_answers
LEFT JOIN benefit_calls ON benefit_calls.id = coverage_answers.call_id
WHERE coverage_answers.retired_at IS NULL;

CREATE VIEW benefit_call_rows AS
SELECT id, version, case_id, policy_id, contact_id, payer, department, phone, rep, reference, called_on, starts_at, ends_at,
    seconds, answers, read_back, note,
    EXISTS (SELECT 1 FROM json_each(answers) AS said WHERE said.value <> '"unknown"') AS says_something
FROM benefit_calls
WHERE retired_at IS NULL;
