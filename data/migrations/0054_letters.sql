-- Letters of a case: typed as drafts, and once issued never changed. What a person changed of a draft is kept apart from
-- what template and record make of it, so that a draft always says what the record says now.
CREATE TABLE letters (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    -- Only a draft is taken away.
    retired_at     TEXT,
    client_id      INTEGER NOT NULL REFERENCES clients (id),
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    -- The key of its template.
    kind           TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    -- Who speaks in it; empty for the usual one of its kind.
    voice          TEXT NOT NULL DEFAULT '' CHECK (voice IN ('', 'clinic', 'member', 'representative', 'prescriber')),
    -- Who signs for the clinic, and the prescriber it is about; none for those of the record.
    therapist_id   INTEGER REFERENCES therapists (id),
    prescriber_id  INTEGER REFERENCES prescribers (id),
    -- The denial that it is about.
    denial_id      INTEGER REFERENCES denials (id),
    title          TEXT NOT NULL CHECK (length(title) <= 200),
    to_whom        TEXT NOT NULL DEFAULT '' CHECK (length(to_whom) <= 2000),
    -- JSON: by part what a person made of it, and what the record had made of it then.
    edits          TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(edits)),
    -- JSON: the titles of the diagnosis codes, as known when it was last saved.
    titles         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(titles)),
    -- The voided letter that it comes instead of.
    replaces_id    INTEGER REFERENCES letters (id),
    issued_on      TEXT NOT NULL DEFAULT '' CHECK (length(issued_on) IN (0, 10)),
    issued_at      TEXT NOT NULL DEFAULT '',          -- UTC, ISO 8601
    issued_by      INTEGER REFERENCES staff (id),
    -- JSON: all that the paper says, once it is issued.
    facts          TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),
    -- Of the PDF that was handed out: its own bytes are in contents.
    digest         TEXT NOT NULL DEFAULT '',
    voided_on      TEXT NOT NULL DEFAULT '' CHECK (length(voided_on) IN (0, 10)),
    voided_at      TEXT NOT NULL DEFAULT '',          -- UTC, ISO 8601
    void_why       TEXT NOT NULL DEFAULT '' CHECK (length(void_why) <= 500),
    -- Of the same PDF with VOID over every page.
    void_digest    TEXT NOT NULL DEFAULT '',
    CHECK ((issued_on = '') = (issued_at = '') AND (issued_on = '') = (digest = '')),
    CHECK ((issued_on = '') = (issued_by IS NULL)),
    CHECK (issued_on <> '' OR voided_on = ''),
    CHECK ((voided_on = '') = (voided_at = '') AND (voided_on = '') = (void_digest = '')),
    CHECK (issued_on = '' OR retired_at IS NULL)
) STRICT;
CREATE INDEX letters_of_case ON letters (case_id, id) WHERE retired_at IS NULL;
CREATE INDEX letters_of_client ON letters (client_id, id) WHERE retired_at IS NULL;
CREATE INDEX letters_of_denial ON letters (denial_id, id) WHERE denial_id IS NOT NULL;
CREATE TRIGGER an_issued_letter_is_only_voided BEFORE UPDATE ON letters
WHEN OLD.issued_on <> '' AND (OLD.voided_on <> '' OR NEW.voided_on = '' OR NEW.retired_at IS NOT NULL
    OR (NEW.client_id, NEW.case_id, NEW.kind, NEW.voice, NEW.therapist_id, NEW.prescriber_id, NEW.denial_id, NEW.title)
        IS NOT (OLD.client_id, OLD.case_id, OLD.kind, OLD.voice, OLD.therapist_id, OLD.prescriber_id, OLD.denial_id,
            OLD.title)
    OR (NEW.to_whom, NEW.edits, NEW.titles, NEW.replaces_id, NEW.issued_on, NEW.issued_at, NEW.issued_by, NEW.facts,
        NEW.digest)
        IS NOT (OLD.to_whom, OLD.edits, OLD.titles, OLD.replaces_id, OLD.issued_on, OLD.issued_at, OLD.issued_by,
            OLD.facts, OLD.digest))
BEGIN
    SELECT RAISE(ABORT, 'an issued letter is never changed');
END;
CREATE TRIGGER a_letter_is_never_deleted BEFORE DELETE ON letters
BEGIN
    SELECT RAISE(ABORT, 'a letter is never deleted');
END;

-- The clinic's own words of a template; a retired row leaves the words of the program.
CREATE TABLE letter_wordings (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    kind       TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    -- JSON: by paragraph the clinic's words, and the words of the program that they were written over.
    texts      TEXT NOT NULL CHECK (json_valid(texts))
) STRICT;
CREATE UNIQUE INDEX one_wording_of_a_kind ON letter_wordings (kind) WHERE retired_at IS NULL;
