-- What was told of a client to whom (45 CFR 164.528). The log only grows: an entry is never changed nor taken away; one
-- made by mistake is struck out, and stays.
CREATE TABLE disclosures (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT CHECK (retired_at IS NULL),
    client_id    INTEGER NOT NULL REFERENCES clients (id),
    case_id      INTEGER REFERENCES cases (id),
    -- The day on which it was told, and the moment at which the entry was made: UTC, ISO 8601.
    told_on      TEXT NOT NULL CHECK (length(told_on) = 10),
    logged_at    TEXT NOT NULL CHECK (logged_at <> ''),
    -- Who told it, and as they were called then.
    told_by      INTEGER REFERENCES staff (id),
    teller       TEXT NOT NULL CHECK (length(teller) <= 250),
    -- To whom; a payer may be one of the list, which is all that ever changes of an entry: where two payers become one.
    party        TEXT NOT NULL
        CHECK (party IN ('payer', 'prescriber', 'client', 'attorney', 'employer', 'state', 'other')),
    payer_id     INTEGER REFERENCES payers (id) CHECK (payer_id IS NULL OR party = 'payer'),
    -- As the payer was called then, and the person or the office that it went to.
    payer_name   TEXT NOT NULL DEFAULT '' CHECK (length(payer_name) <= 200),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- The address, fax number or email as it was used.
    reach        TEXT NOT NULL DEFAULT '' CHECK (length(reach) <= 500),
    -- What: the row of a packet, letter or bill where there is one. A plain number, for it names one of several tables.
    kind         TEXT NOT NULL CHECK (kind IN ('packet', 'letter', 'bill', 'record', 'other')),
    item_id      INTEGER CHECK (item_id IS NULL OR kind IN ('packet', 'letter', 'bill')),
    title        TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    pages        INTEGER CHECK (pages BETWEEN 1 AND 100000),
    parts        TEXT NOT NULL DEFAULT '' CHECK (length(parts) <= 2000),
    purpose      TEXT NOT NULL CHECK (purpose IN ('treatment', 'payment', 'operations', 'own_request', 'authorized',
        'required', 'compensation', 'other')),
    why          TEXT NOT NULL DEFAULT '' CHECK (length(why) <= 1000),
    how          TEXT NOT NULL CHECK (how IN ('fax', 'portal', 'mail', 'in_person', 'email', 'phone')),
    -- SHA-256 of the bytes that left, in hexadecimal; "" where nothing was a file.
    digest       TEXT NOT NULL DEFAULT '' CHECK (digest = '' OR (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*')),
    -- What the fax machine, the portal or the post gave for it.
    confirmation TEXT NOT NULL DEFAULT '' CHECK (length(confirmation) <= 200),
    struck_on    TEXT NOT NULL DEFAULT '' CHECK (length(struck_on) IN (0, 10)),
    struck_why   TEXT NOT NULL DEFAULT '' CHECK (length(struck_why) <= 500),
    struck_by    TEXT NOT NULL DEFAULT '' CHECK (length(struck_by) <= 250),
    CHECK ((struck_on = '') = (struck_why = ''))
) STRICT;
CREATE INDEX disclosures_of_client ON disclosures (client_id, told_on, id);
CREATE INDEX disclosures_by_day ON disclosures (told_on, id);
CREATE INDEX disclosures_of_payer ON disclosures (payer_id, told_on, id) WHERE payer_id IS NOT NULL;
CREATE INDEX disclosures_of_item ON disclosures (kind, item_id, told_on, id) WHERE item_id IS NOT NULL;
CREATE TRIGGER a_disclosure_is_of_the_clients_case BEFORE INSERT ON disclosures
WHEN NEW.case_id IS NOT NULL AND (SELECT client_id FROM cases WHERE id = NEW.case_id) IS NOT NEW.client_id
BEGIN
    SELECT RAISE(ABORT, 'a disclosure is about a case of its client');
END;
CREATE TRIGGER a_disclosure_is_only_struck_out BEFORE UPDATE ON disclosures
WHEN (NEW.id, NEW.client_id, NEW.case_id, NEW.told_on, NEW.logged_at, NEW.told_by, NEW.teller)
        IS NOT (OLD.id, OLD.client_id, OLD.case_id, OLD.told_on, OLD.logged_at, OLD.told_by, OLD.teller)
    OR (NEW.party, NEW.payer_name, NEW.name, NEW.reach, NEW.kind, NEW.item_id, NEW.title, NEW.pages, NEW.parts)
        IS NOT (OLD.party, OLD.payer_name, OLD.name, OLD.reach, OLD.kind, OLD.item_id, OLD.title, OLD.pages, OLD.parts)
    OR (NEW.purpose, NEW.why, NEW.how, NEW.digest, NEW.confirmation)
        IS NOT (OLD.purpose, OLD.why, OLD.how, OLD.digest, OLD.confirmation)
    OR (NEW.payer_id IS NULL) <> (OLD.payer_id IS NULL)
    OR (OLD.struck_on <> '' AND (NEW.struck_on, NEW.struck_why, NEW.struck_by)
        IS NOT (OLD.struck_on, OLD.struck_why, OLD.struck_by))
BEGIN
    SELECT RAISE(ABORT, 'what was told is never changed');
END;
CREATE TRIGGER a_disclosure_is_never_deleted BEFORE DELETE ON disclosures
BEGIN
    SELECT RAISE(ABORT, 'what was told stays on record');
END;

-- With whose it is.
CREATE VIEW disclosure_rows AS
SELECT disclosures.*, clients.given_name, clients.family_name, clients.preferred_name
FROM disclosures
JOIN clients ON clients.id = disclosures.client_id;
