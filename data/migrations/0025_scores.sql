-- What was scored with an outcome measure in a case, on a day. The measures themselves are a file of data.
CREATE TABLE scores (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    -- Its key in the catalog of measures.
    measure    TEXT NOT NULL CHECK (length(measure) BETWEEN 1 AND 40),
    taken_on   TEXT NOT NULL CHECK (length(taken_on) = 10),
    -- The score in tenths of a point.
    tenths     INTEGER NOT NULL CHECK (tenths BETWEEN -10000 AND 10000),
    -- JSON: points and named activity of each answer, in the order of the questions; [] where only a score was typed.
    answers    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(answers) AND length(answers) <= 10000),
    taken_by   TEXT NOT NULL DEFAULT '' CHECK (length(taken_by) <= 100),
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000)
) STRICT;
CREATE INDEX scores_of_case ON scores (case_id, measure, taken_on, id) WHERE retired_at IS NULL;
CREATE VIEW score_rows AS
SELECT id, version, case_id, measure, taken_on, tenths, answers, taken_by, note
FROM scores
WHERE retired_at IS NULL;
