-- The audit trail and the drafts: what every room stands on.
CREATE TABLE audit (
    id          INTEGER PRIMARY KEY,        -- rises without a gap: nothing is ever deleted
    at          TEXT NOT NULL,              -- UTC, ISO 8601
    command     TEXT NOT NULL,              -- one id for all rows that one command wrote
    label       TEXT NOT NULL,              -- untranslated
    actor       INTEGER,                    -- staff.id; empty while the clinic is being created
    workstation TEXT NOT NULL,
    verb        TEXT NOT NULL CHECK (verb IN ('insert', 'update', 'retire', 'note')),
    table_name  TEXT NOT NULL,
    row_id      INTEGER NOT NULL,
    before      TEXT,
    after       TEXT NOT NULL,
    mac         BLOB                        -- chains the entries once keys for it exist
) STRICT;
CREATE INDEX audit_by_row ON audit (table_name, row_id);

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TABLE drafts (
    form    TEXT NOT NULL CHECK (length(form) <= 100),
    actor   INTEGER NOT NULL,
    body    TEXT NOT NULL CHECK (length(body) <= 1000000),
    kept_at TEXT NOT NULL,
    PRIMARY KEY (form, actor)
) STRICT, WITHOUT ROWID;
