-- Scans and files of a client. The pages lie beside this file, encrypted, and the row names them: they are written
-- first, so no row ever names what is not there.
CREATE TABLE attachments (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    client_id  INTEGER NOT NULL REFERENCES clients (id),
    -- NULL: of no case in particular, as an insurance card.
    case_id    INTEGER REFERENCES cases (id),
    kind       TEXT NOT NULL CHECK (kind IN ('prescription', 'card', 'authorization', 'denial', 'benefit_statement',
        'signed_form', 'representative_form', 'letter', 'record', 'other')),
    -- The date on the paper; "" where it shows none, or nobody typed it.
    day        TEXT NOT NULL DEFAULT '' CHECK (length(day) IN (0, 10)),
    title      TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 200),
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- What it is a scan of, where that is on record too: a row of prescriptions, authorizations or benefit_statements.
    -- Of a denial it is the other way round: its row names the scan of its notice.
    about_kind TEXT NOT NULL DEFAULT '' CHECK (about_kind IN ('', 'prescription', 'authorization', 'benefit_statement')),
    about_row  INTEGER CHECK ((about_row IS NULL) = (about_kind = '')),
    -- Names the clean PDF among the encrypted files. Pages that are turned are another file, and another name.
    blob       TEXT NOT NULL CHECK (length(blob) = 64 AND blob NOT GLOB '*[^0-9a-f]*'),
    pages      INTEGER NOT NULL CHECK (pages BETWEEN 1 AND 100000),
    has_text   INTEGER NOT NULL CHECK (has_text IN (0, 1)),
    -- A small JPEG of the first page. It is in this file: a list of fifty shows fifty, and reads none of the large ones.
    thumbnail  TEXT NOT NULL REFERENCES contents (digest),
    -- What the file was called when it came; a text, never a path that is opened.
    file_name  TEXT NOT NULL DEFAULT '' CHECK (length(file_name) <= 200),
    -- The SHA-256 of the bytes as they came, by which the same file is known again.
    came_as    TEXT NOT NULL DEFAULT '' CHECK (length(came_as) IN (0, 64)),
    added_on   TEXT NOT NULL CHECK (length(added_on) = 10),
    -- The one that these pages were split from.
    from_id    INTEGER REFERENCES attachments (id),
    -- The one that these pages were joined to, when this one was taken out of use.
    into_id    INTEGER REFERENCES attachments (id)
) STRICT;
CREATE INDEX attachments_in_order ON attachments (client_id, coalesce(nullif(day, ''), added_on), id)
    WHERE retired_at IS NULL;
CREATE INDEX attachments_of_case ON attachments (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX attachments_about ON attachments (about_kind, about_row) WHERE about_row IS NOT NULL;
-- Also of those that were joined: a file that was bound to another one is filed.
CREATE INDEX attachments_as_they_came ON attachments (came_as, client_id) WHERE came_as <> '';
-- What no row names any more is looked for by this.
CREATE INDEX attachments_by_blob ON attachments (blob);

CREATE TRIGGER an_attachment_is_never_deleted BEFORE DELETE ON attachments
BEGIN
    SELECT RAISE(ABORT, 'what was filed stays on record');
END;
CREATE TRIGGER an_attachment_stays_with_its_client BEFORE UPDATE OF client_id ON attachments
WHEN NEW.client_id <> OLD.client_id
BEGIN
    SELECT RAISE(ABORT, 'an attachment stays with its client');
END;
CREATE TRIGGER an_attachment_is_of_a_case_of_its_client BEFORE INSERT ON attachments WHEN NEW.case_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an attachment is of a case of its client')
    WHERE NOT EXISTS (SELECT 1 FROM cases WHERE id = NEW.case_id AND client_id = NEW.client_id);
END;
CREATE TRIGGER an_attachment_moves_to_a_case_of_its_client BEFORE UPDATE OF case_id ON attachments
WHEN NEW.case_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an attachment is of a case of its client')
    WHERE NOT EXISTS (SELECT 1 FROM cases WHERE id = NEW.case_id AND client_id = NEW.client_id);
END;

-- What may be scanned and is on record itself, with the client that it is of.
CREATE VIEW scanned_rows AS
SELECT 'prescription' AS kind, prescriptions.id AS row, cases.client_id, prescriptions.retired_at
FROM prescriptions JOIN cases ON cases.id = prescriptions.case_id
UNION ALL
SELECT 'authorization', authorizations.id, cases.client_id, authorizations.retired_at
FROM authorizations JOIN cases ON cases.id = authorizations.case_id
UNION ALL
SELECT 'benefit_statement', id, client_id, retired_at FROM benefit_statements;
CREATE TRIGGER an_attachment_is_about_its_client BEFORE INSERT ON attachments
WHEN NEW.about_kind <> ''
BEGIN
    SELECT RAISE(ABORT, 'an attachment is about what its client has')
    WHERE NOT EXISTS (SELECT 1 FROM scanned_rows
        WHERE kind = NEW.about_kind AND row = NEW.about_row AND client_id = NEW.client_id);
END;
CREATE TRIGGER an_attachment_stays_about_its_client BEFORE UPDATE OF about_kind, about_row ON attachments
WHEN NEW.about_kind <> ''
BEGIN
    SELECT RAISE(ABORT, 'an attachment is about what its client has')
    WHERE NOT EXISTS (SELECT 1 FROM scanned_rows
        WHERE kind = NEW.about_kind AND row = NEW.about_row AND client_id = NEW.client_id);
END;

-- The notice that a denial came from stays, and so does the form of who represents the client. The command says so; this
-- keeps somebody else's undo from taking it away.
CREATE TRIGGER a_denial_has_its_client_s_papers BEFORE INSERT ON denials
BEGIN
    SELECT RAISE(ABORT, 'a denial is told by papers of its client') FROM attachments
    WHERE id IN (NEW.attachment_id, NEW.form_id) AND client_id <> NEW.client_id;
END;
CREATE TRIGGER a_denial_keeps_its_client_s_papers BEFORE UPDATE OF attachment_id, form_id, client_id ON denials
BEGIN
    SELECT RAISE(ABORT, 'a denial is told by papers of its client') FROM attachments
    WHERE id IN (NEW.attachment_id, NEW.form_id) AND client_id <> NEW.client_id;
END;
CREATE INDEX denials_of_attachment ON denials (attachment_id) WHERE attachment_id IS NOT NULL AND retired_at IS NULL;
CREATE INDEX denials_of_form ON denials (form_id) WHERE form_id IS NOT NULL AND retired_at IS NULL;
CREATE TRIGGER an_attachment_that_a_denial_names_stays BEFORE UPDATE OF retired_at ON attachments
WHEN NEW.retired_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an attachment that a denial names stays')
    FROM denials WHERE retired_at IS NULL AND (attachment_id = NEW.id OR form_id = NEW.id);
END;

-- A case that was opened by mistake and taken away keeps no paper: it is the client's again.
CREATE VIEW attachment_rows AS
SELECT attachments.id, attachments.version, attachments.client_id,
    CASE WHEN cases.retired_at IS NULL THEN attachments.case_id END AS case_id,
    CASE WHEN cases.retired_at IS NULL THEN coalesce(cases.reason, '') ELSE '' END AS case_reason,
    attachments.kind, attachments.day, attachments.title, attachments.note, attachments.about_kind,
    attachments.about_row, attachments.blob, attachments.pages, attachments.has_text, attachments.thumbnail,
    attachments.file_name, attachments.added_on, coalesce(nullif(attachments.day, ''), attachments.added_on) AS sorted_on
FROM attachments
LEFT JOIN cases ON cases.id = attachments.case_id
WHERE attachments.retired_at IS NULL;
