-- What a visit note says in numbers, and what was done where: JSON, for it is read and fixed with the note as one.
ALTER TABLE visit_notes ADD COLUMN pain_before INTEGER CHECK (pain_before BETWEEN 0 AND 10);
ALTER TABLE visit_notes ADD COLUMN pain_after INTEGER CHECK (pain_after BETWEEN 0 AND 10);
-- [{"technique": "Stretching", "region": "Neck", "minutes": 15, "service": 3}]; service is the id of a row of services.
ALTER TABLE visit_notes ADD COLUMN techniques TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(techniques) AND length(techniques) <= 20000);
