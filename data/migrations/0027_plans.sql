-- Treatment plans of a case, one row for each version: typed as a draft, signed by the therapist, and then never changed.
-- A change makes the next version; of those signed, the one with the highest number counts from the day it was signed.
CREATE TABLE treatment_plans (
    id              INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    -- Only a draft is taken away.
    retired_at      TEXT,
    case_id         INTEGER NOT NULL REFERENCES cases (id),
    -- The version that is printed: 1 is the first plan of the case.
    number          INTEGER NOT NULL CHECK (number >= 1),
    -- None where the case is treated without an order.
    prescription_id INTEGER REFERENCES prescriptions (id),
    therapist_id    INTEGER NOT NULL REFERENCES therapists (id),
    -- Codes with spaces between, the primary one first.
    codes           TEXT NOT NULL DEFAULT '' CHECK (length(codes) <= 200),
    baseline        TEXT NOT NULL DEFAULT '' CHECK (length(baseline) <= 2000),
    -- JSON lists of texts.
    techniques      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(techniques) AND length(techniques) <= 4000),
    regions         TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(regions) AND length(regions) <= 4000),
    -- JSON: a list of [times a week, weeks].
    phases          TEXT NOT NULL CHECK (json_valid(phases) AND json_array_length(phases) BETWEEN 1 AND 6),
    minutes         INTEGER CHECK (minutes BETWEEN 1 AND 480),
    units           INTEGER CHECK (units BETWEEN 1 AND 32),
    precautions     TEXT NOT NULL DEFAULT '' CHECK (length(precautions) <= 2000),
    home_care       TEXT NOT NULL DEFAULT '' CHECK (length(home_care) <= 2000),
    coordination    TEXT NOT NULL DEFAULT '' CHECK (length(coordination) <= 2000),
    discharge       TEXT NOT NULL DEFAULT '' CHECK (length(discharge) <= 2000),
    starts_on       TEXT NOT NULL CHECK (length(starts_on) = 10),
    ends_on         TEXT NOT NULL CHECK (length(ends_on) = 10),
    reevaluate_on   TEXT NOT NULL CHECK (length(reevaluate_on) = 10),
    -- How often its goals were changed and nothing else: the row moves on with them.
    goals_changed   INTEGER NOT NULL DEFAULT 0,
    -- The moment, the day here, who pressed the button, and the name as it is printed; empty while it is a draft.
    signed_at       TEXT NOT NULL DEFAULT '',
    signed_on       TEXT NOT NULL DEFAULT '' CHECK (length(signed_on) IN (0, 10)),
    signed_by       INTEGER REFERENCES staff (id),
    signer          TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 300),
    -- JSON: what the paper says beside the plan, as it was when it was signed.
    paper           TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(paper)),
    CHECK (ends_on >= starts_on),
    CHECK ((signed_at = '') = (signed_on = '') AND (signed_at = '') = (signed_by IS NULL)),
    CHECK (signed_at = '' OR retired_at IS NULL)
) STRICT;
CREATE UNIQUE INDEX treatment_plans_of_case ON treatment_plans (case_id, number) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX one_draft_of_a_plan ON treatment_plans (case_id) WHERE retired_at IS NULL AND signed_at = '';
CREATE TRIGGER a_signed_plan_stays BEFORE UPDATE ON treatment_plans WHEN OLD.signed_at <> ''
BEGIN
    SELECT RAISE(ABORT, 'a signed plan is never changed');
END;
CREATE TRIGGER a_plan_is_never_deleted BEFORE DELETE ON treatment_plans
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

-- The goals of a plan in their order: each with a measure or a functional limit, and a day.
CREATE TABLE plan_goals (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    plan_id    INTEGER NOT NULL REFERENCES treatment_plans (id),
    place      INTEGER NOT NULL CHECK (place >= 0),
    -- The key of an outcome measure, whose scores are tenths; else the activity and what it is counted in.
    measure    TEXT NOT NULL DEFAULT '' CHECK (length(measure) <= 40),
    activity   TEXT NOT NULL DEFAULT '' CHECK (length(activity) <= 200),
    unit       TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 20),
    baseline   INTEGER NOT NULL,
    target     INTEGER NOT NULL CHECK (target <> baseline),
    due_on     TEXT NOT NULL CHECK (length(due_on) = 10),
    CHECK ((measure = '') = (activity <> '') AND (measure = '') = (unit <> ''))
) STRICT;
CREATE INDEX goals_of_plan ON plan_goals (plan_id, place, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_signed_plan_gets_no_goal BEFORE INSERT ON plan_goals
WHEN (SELECT signed_at FROM treatment_plans WHERE id = NEW.plan_id) <> ''
BEGIN
    SELECT RAISE(ABORT, 'a signed plan is never changed');
END;
CREATE TRIGGER a_goal_of_a_signed_plan_stays BEFORE UPDATE ON plan_goals
WHEN (SELECT signed_at FROM treatment_plans WHERE id = OLD.plan_id) <> ''
BEGIN
    SELECT RAISE(ABORT, 'a signed plan is never changed');
END;
CREATE TRIGGER a_goal_is_never_deleted BEFORE DELETE ON plan_goals
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

-- How a goal of a signed plan came out, as it was judged last.
CREATE TABLE goal_marks (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    goal_id    INTEGER NOT NULL REFERENCES plan_goals (id),
    state      TEXT NOT NULL CHECK (state IN ('met', 'not_yet', 'given_up')),
    marked_on  TEXT NOT NULL CHECK (length(marked_on) = 10),
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000)
) STRICT;
CREATE UNIQUE INDEX one_mark_of_a_goal ON goal_marks (goal_id) WHERE retired_at IS NULL;

-- A signed plan on its way to the prescriber and back.
CREATE TABLE plan_sendings (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    plan_id    INTEGER NOT NULL REFERENCES treatment_plans (id),
    sent_on    TEXT NOT NULL DEFAULT '' CHECK (length(sent_on) IN (0, 10)),
    sent_how   TEXT NOT NULL DEFAULT '' CHECK (sent_how IN ('', 'fax', 'portal', 'email', 'mail', 'in_person')),
    sent_to    TEXT NOT NULL DEFAULT '' CHECK (length(sent_to) <= 200),
    -- The day beside the prescriber's signature; empty while it is waited for.
    signed_on  TEXT NOT NULL DEFAULT '' CHECK (length(signed_on) IN (0, 10)),
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    CHECK (sent_on <> '' OR signed_on <> ''),
    CHECK ((sent_on = '') = (sent_how = ''))
) STRICT;
CREATE UNIQUE INDEX one_sending_of_a_plan ON plan_sendings (plan_id) WHERE retired_at IS NULL;

-- The copy that the prescriber signed, as a file. The newest counts; those before it stay.
CREATE TABLE plan_copies (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT CHECK (retired_at IS NULL),
    plan_id    INTEGER NOT NULL REFERENCES treatment_plans (id),
    digest     TEXT NOT NULL REFERENCES contents (digest),
    kind       TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png')),
    bytes      INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 10485760),
    kept_on    TEXT NOT NULL CHECK (length(kept_on) = 10)
) STRICT;
CREATE INDEX copies_of_plan ON plan_copies (plan_id, id);
CREATE TRIGGER a_signed_copy_stays BEFORE UPDATE ON plan_copies
BEGIN
    SELECT RAISE(ABORT, 'a signed copy is never changed');
END;
CREATE TRIGGER a_signed_copy_is_never_deleted BEFORE DELETE ON plan_copies
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
