-- A visit of an import that was taken back is not looked for any more: its words go. A search looks at the newest that fit
-- alone, and those that are gone would stand before those that are there.
CREATE TRIGGER a_visit_taken_back_is_not_found AFTER UPDATE OF retired_at ON imported_visits
WHEN NEW.retired_at IS NOT NULL AND OLD.retired_at IS NULL
BEGIN
    DELETE FROM imported_search WHERE rowid = NEW.id;
END;
DELETE FROM imported_search WHERE rowid IN (SELECT id FROM imported_visits WHERE retired_at IS NOT NULL);
