-- Finds a file of a client by any three letters of its title or of the name that it came with, and a letter by those of
-- its title. The words lie in this encrypted file alone, and without content: they stand in their own tables already.
-- A file stands in it under twice its number, a letter under the odd number behind that.
CREATE VIRTUAL TABLE paper_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);
INSERT INTO paper_search (rowid, words) SELECT 2 * id, title || ' ' || file_name FROM attachments;
INSERT INTO paper_search (rowid, words) SELECT 2 * id + 1, title FROM letters;

-- Kept by triggers, so that no write can forget it.
CREATE TRIGGER a_new_file_is_found AFTER INSERT ON attachments
BEGIN
    INSERT INTO paper_search (rowid, words) VALUES (2 * NEW.id, NEW.title || ' ' || NEW.file_name);
END;
CREATE TRIGGER a_changed_file_is_found AFTER UPDATE OF title, file_name ON attachments
BEGIN
    INSERT OR REPLACE INTO paper_search (rowid, words) VALUES (2 * NEW.id, NEW.title || ' ' || NEW.file_name);
END;
CREATE TRIGGER a_new_letter_is_found AFTER INSERT ON letters
BEGIN
    INSERT INTO paper_search (rowid, words) VALUES (2 * NEW.id + 1, NEW.title);
END;
CREATE TRIGGER a_changed_letter_is_found AFTER UPDATE OF title ON letters
BEGIN
    INSERT OR REPLACE INTO paper_search (rowid, words) VALUES (2 * NEW.id + 1, NEW.title);
END;

-- The newest files of a kind, whosever they are.
CREATE INDEX attachments_of_kind ON attachments (kind, id) WHERE retired_at IS NULL;
-- A denial is found by the number of its claim, whatever marks stand between its letters and digits, as a benefit
-- statement is: the query says the same expression.
CREATE INDEX denials_by_claim
    ON denials (
        upper(replace(replace(replace(replace(replace(claim_number, ' ', ''), '-', ''), '.', ''), '/', ''), '#', '')),
        id)
    WHERE retired_at IS NULL AND claim_number <> '';
