-- Progress reports of a case: typed as a draft, signed by the therapist, and then never changed.
CREATE TABLE progress_reports (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    -- Only a draft is taken away.
    retired_at   TEXT,
    case_id      INTEGER NOT NULL REFERENCES cases (id),
    therapist_id INTEGER NOT NULL REFERENCES therapists (id),
    kind         TEXT NOT NULL CHECK (kind IN ('progress', 'discharge')),
    -- The first and the last day that it tells of.
    since        TEXT NOT NULL CHECK (length(since) = 10),
    day          TEXT NOT NULL CHECK (length(day) = 10),
    status       TEXT NOT NULL DEFAULT '' CHECK (length(status) <= 2000),
    response     TEXT NOT NULL DEFAULT '' CHECK (length(response) <= 2000),
    ahead        TEXT NOT NULL DEFAULT '' CHECK (length(ahead) <= 2000),
    outlook      TEXT NOT NULL DEFAULT '' CHECK (length(outlook) <= 2000),
    home         TEXT NOT NULL DEFAULT '' CHECK (length(home) <= 2000),
    -- By when the next one is wanted; empty where the program says it, or none is.
    next_on      TEXT NOT NULL DEFAULT '' CHECK (length(next_on) IN (0, 10)),
    signed_at    TEXT NOT NULL DEFAULT '',
    signed_on    TEXT NOT NULL DEFAULT '' CHECK (length(signed_on) IN (0, 10)),
    signed_by    INTEGER REFERENCES staff (id),
    signer       TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 300),
    -- JSON: what the paper says of the record, as it was when it was signed.
    paper        TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(paper)),
    CHECK (day >= since),
    CHECK ((signed_at = '') = (signed_on = '') AND (signed_at = '') = (signed_by IS NULL)),
    CHECK (signed_at = '' OR retired_at IS NULL)
) STRICT;
CREATE INDEX progress_reports_in_order ON progress_reports (case_id, day, id) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX one_draft_of_a_report ON progress_reports (case_id) WHERE retired_at IS NULL AND signed_at = '';
CREATE TRIGGER a_signed_report_stays BEFORE UPDATE ON progress_reports WHEN OLD.signed_at <> ''
BEGIN
    SELECT RAISE(ABORT, 'a signed report is never changed');
END;
CREATE TRIGGER a_report_is_never_deleted BEFORE DELETE ON progress_reports
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
