-- What the client tells of the complaint at an assessment: since when, which way it goes, and what makes it worse or better.
ALTER TABLE assessments ADD COLUMN since TEXT NOT NULL DEFAULT '' CHECK (length(since) <= 200);
ALTER TABLE assessments ADD COLUMN course TEXT NOT NULL DEFAULT ''
    CHECK (course IN ('', 'better', 'same', 'worse', 'varies'));
ALTER TABLE assessments ADD COLUMN aggravates TEXT NOT NULL DEFAULT '' CHECK (length(aggravates) <= 500);
ALTER TABLE assessments ADD COLUMN eases TEXT NOT NULL DEFAULT '' CHECK (length(eases) <= 500);

-- A view keeps the columns that its table had when it was made.
DROP VIEW assessment_rows;
CREATE VIEW assessment_rows AS
SELECT assessments.*, therapists.given_name, therapists.family_name, therapists.designation
FROM assessments
JOIN therapists ON therapists.id = assessments.therapist_id;
