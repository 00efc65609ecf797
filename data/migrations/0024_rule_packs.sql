-- Rule packs of the clinic itself, as the files that were accepted. What one says never changes: a newer version of it is
-- a row of its own, in the place of the one before.
CREATE TABLE rule_packs (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    -- Its name in the file, and what else stands at the top there; no payer is every payer.
    pack       TEXT NOT NULL CHECK (length(pack) BETWEEN 1 AND 60),
    title      TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    payer_name TEXT NOT NULL DEFAULT '' CHECK (length(payer_name) <= 200),
    edition    INTEGER NOT NULL CHECK (edition >= 0),
    dated      TEXT NOT NULL CHECK (length(dated) = 10),
    rules      INTEGER NOT NULL CHECK (rules > 0),
    added_on   TEXT NOT NULL CHECK (length(added_on) = 10),
    -- The name of the file, and of its bytes in contents.
    file       TEXT NOT NULL CHECK (length(file) BETWEEN 1 AND 255),
    digest     TEXT NOT NULL REFERENCES contents (digest)
) STRICT;
CREATE UNIQUE INDEX one_rule_pack_of_a_name ON rule_packs (pack) WHERE retired_at IS NULL;
CREATE TRIGGER a_rule_pack_stays BEFORE UPDATE ON rule_packs
WHEN (NEW.pack, NEW.title, NEW.payer_name, NEW.edition, NEW.dated, NEW.rules, NEW.added_on, NEW.file, NEW.digest)
    IS NOT (OLD.pack, OLD.title, OLD.payer_name, OLD.edition, OLD.dated, OLD.rules, OLD.added_on, OLD.file, OLD.digest)
BEGIN
    SELECT RAISE(ABORT, 'what a rule pack says is never changed');
END;
