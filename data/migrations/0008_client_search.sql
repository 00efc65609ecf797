-- Finds a client by any three letters or digits of name, phone, birth date or member ID. Kept by triggers, so that
-- no write can forget it. The program folds the words and sets two spaces before each, so that a first letter is
-- a piece of three as well.
-- A case that is taken away takes its policies with it, so the triggers on policies are enough; that it is not retired
-- is said here for the index alone. In the order of their ids: moving a policy up or down changes no words.
CREATE VIEW client_words AS
SELECT clients.id AS client_id,
    clients.search_text || coalesce((
        SELECT group_concat(policies.search_text, '' ORDER BY policies.id)
        FROM cases
        JOIN policies ON policies.case_id = cases.id AND policies.retired_at IS NULL
        WHERE cases.client_id = clients.id AND cases.retired_at IS NULL), '') AS words
FROM clients;

-- Without content: the words stand in clients and policies already.
CREATE VIRTUAL TABLE client_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);
INSERT INTO client_search (rowid, words) SELECT client_id, words FROM client_words;

CREATE TRIGGER a_new_client_is_found AFTER INSERT ON clients
BEGIN
    INSERT INTO client_search (rowid, words) SELECT client_id, words FROM client_words WHERE client_id = NEW.id;
END;
CREATE TRIGGER a_changed_client_is_found AFTER UPDATE OF search_text ON clients
BEGIN
    INSERT OR REPLACE INTO client_search (rowid, words)
    SELECT client_id, words FROM client_words WHERE client_id = NEW.id;
END;
CREATE TRIGGER a_new_policy_is_found AFTER INSERT ON policies
BEGIN
    INSERT OR REPLACE INTO client_search (rowid, words)
    SELECT client_id, words FROM client_words
    WHERE client_id = (SELECT cases.client_id FROM cases WHERE cases.id = NEW.case_id);
END;
CREATE TRIGGER a_changed_policy_is_found AFTER UPDATE OF search_text, retired_at ON policies
BEGIN
    INSERT OR REPLACE INTO client_search (rowid, words)
    SELECT client_id, words FROM client_words
    WHERE client_id = (SELECT cases.client_id FROM cases WHERE cases.id = NEW.case_id);
END;
