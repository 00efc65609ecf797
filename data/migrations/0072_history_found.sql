-- Finds a visit out of another program by any three letters of its service, its therapist or its note. The words lie in
-- this encrypted file alone, and without content: they stand in their own table already, where they never change.
CREATE VIRTUAL TABLE imported_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);
INSERT INTO imported_search (rowid, words) SELECT id, service || ' ' || therapist || ' ' || note FROM imported_visits;

-- Kept by a trigger, so that no write can forget it.
CREATE TRIGGER an_imported_visit_is_found AFTER INSERT ON imported_visits
BEGIN
    INSERT INTO imported_search (rowid, words) VALUES (NEW.id, NEW.service || ' ' || NEW.therapist || ' ' || NEW.note);
END;
