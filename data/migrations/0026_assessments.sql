-- What was found of a client on a day: one sheet, written, signed and read as a whole. Signed, it stays as it is.
CREATE TABLE assessments (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    case_id      INTEGER NOT NULL REFERENCES cases (id),
    therapist_id INTEGER NOT NULL REFERENCES therapists (id),
    day          TEXT NOT NULL CHECK (length(day) = 10),
    -- Whole points; NULL where nobody asked.
    pain_now     INTEGER CHECK (pain_now BETWEEN 0 AND 10),
    pain_best    INTEGER CHECK (pain_best BETWEEN 0 AND 10),
    pain_worst   INTEGER CHECK (pain_worst BETWEEN 0 AND 10),
    pain_average INTEGER CHECK (pain_average BETWEEN 0 AND 10),
    pain_quality TEXT NOT NULL DEFAULT '' CHECK (length(pain_quality) <= 200),
    posture      TEXT NOT NULL DEFAULT '' CHECK (length(posture) <= 4000),
    gait         TEXT NOT NULL DEFAULT '' CHECK (length(gait) <= 4000),
    -- Never a diagnosis.
    impression   TEXT NOT NULL DEFAULT '' CHECK (length(impression) <= 4000),
    -- Each a list of objects in the order of the sheet, numbers whole: what the client cannot do enough of (activity, unit,
    -- now, needed); degrees (motion, side, is_active, degrees, hurts); muscles and regions (name, side, tone, tenderness,
    -- trigger_points, spasm); strength (name, side, grade); special tests (name, side, result).
    limits       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(limits) AND json_type(limits) = 'array'),
    motions      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(motions) AND json_type(motions) = 'array'),
    palpations   TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(palpations) AND json_type(palpations) = 'array'),
    strengths    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(strengths) AND json_type(strengths) = 'array'),
    tests        TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tests) AND json_type(tests) = 'array'),
    signed_at    TEXT NOT NULL DEFAULT '',            -- UTC, ISO 8601
    signed_by    INTEGER REFERENCES staff (id),
    -- As printed: the name may change later.
    signer       TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 250)
) STRICT;
CREATE INDEX assessments_in_order ON assessments (case_id, day, id) WHERE retired_at IS NULL;
CREATE INDEX assessments_of_therapist ON assessments (therapist_id);
CREATE TRIGGER a_signed_assessment_stays BEFORE UPDATE ON assessments WHEN OLD.signed_at <> ''
BEGIN
    SELECT RAISE(ABORT, 'a signed assessment is never changed');
END;
CREATE TRIGGER an_assessment_is_never_deleted BEFORE DELETE ON assessments
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

CREATE VIEW assessment_rows AS
SELECT assessments.*, therapists.given_name, therapists.family_name, therapists.designation
FROM assessments
JOIN therapists ON therapists.id = assessments.therapist_id;
