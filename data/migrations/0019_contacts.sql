-- The contact log of a case: calls, letters, faxes, messages and talks, and what is to follow. An entry is corrected or
-- struck out; it never leaves the list.
CREATE TABLE contacts (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    -- Only where the command that wrote the entry is undone.
    retired_at     TEXT,
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    kind           TEXT NOT NULL CHECK (kind IN ('call', 'letter', 'fax', 'portal', 'email', 'in_person')),
    direction      TEXT NOT NULL CHECK (direction IN ('out', 'in')),
    contacted_on   TEXT NOT NULL CHECK (length(contacted_on) = 10),
    -- Time of day, where it is known.
    contacted_at   TEXT NOT NULL DEFAULT '' CHECK (length(contacted_at) IN (0, 5)),
    minutes        INTEGER CHECK (minutes BETWEEN 1 AND 600),
    party          TEXT NOT NULL CHECK (party IN ('payer', 'adjuster', 'attorney', 'prescriber', 'client', 'other')),
    payer_id       INTEGER REFERENCES payers (id),
    -- The department or the person, as it was called then.
    name           TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 200),
    -- The phone, fax, email or address it went over.
    reach          TEXT NOT NULL DEFAULT '' CHECK (length(reach) <= 254),
    representative TEXT NOT NULL DEFAULT '' CHECK (length(representative) <= 200),
    reference      TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 100),
    -- By it a reference number is found, however it is typed.
    reference_key  TEXT NOT NULL DEFAULT '' CHECK (length(reference_key) <= 300),
    said           TEXT NOT NULL CHECK (length(said) BETWEEN 1 AND 10000),
    promised       TEXT NOT NULL DEFAULT '' CHECK (length(promised) <= 10000),
    -- The follow-up: what to do, by which day, and the day on which it was done.
    todo           TEXT NOT NULL DEFAULT '' CHECK (length(todo) <= 200),
    due_on         TEXT NOT NULL DEFAULT '' CHECK (length(due_on) IN (0, 10)),
    done_on        TEXT NOT NULL DEFAULT '' CHECK (length(done_on) IN (0, 10)),
    struck_on      TEXT NOT NULL DEFAULT '' CHECK (length(struck_on) IN (0, 10)),
    struck_why     TEXT NOT NULL DEFAULT '' CHECK (length(struck_why) <= 200),
    CHECK ((party = 'payer') = (payer_id IS NOT NULL)),
    CHECK ((todo = '') = (due_on = '')),
    CHECK (done_on = '' OR todo <> ''),
    CHECK ((struck_on = '') = (struck_why = ''))
) STRICT;
CREATE INDEX contacts_of_case ON contacts (case_id, contacted_on, contacted_at, id) WHERE retired_at IS NULL;
CREATE INDEX contacts_to_follow ON contacts (due_on, id, case_id)
    WHERE retired_at IS NULL AND todo <> '' AND done_on = '' AND struck_on = '';
CREATE INDEX contacts_by_reference ON contacts (reference_key, id) WHERE retired_at IS NULL AND reference_key <> '';
CREATE INDEX contacts_of_payer ON contacts (payer_id) WHERE payer_id IS NOT NULL;

-- As listed: of what was said its beginning is enough.
CREATE VIEW contact_rows AS
SELECT contacts.id, contacts.version, contacts.case_id, contacts.kind, contacts.direction, contacts.contacted_on,
    contacts.contacted_at, contacts.party, contacts.payer_id, coalesce(payers.name, '') AS payer_name, contacts.name,
    contacts.reference, contacts.reference_key, substr(contacts.said, 1, 300) AS said, contacts.todo, contacts.due_on,
    contacts.done_on, contacts.struck_on, contacts.struck_why
FROM contacts
LEFT JOIN payers ON payers.id = contacts.payer_id
WHERE contacts.retired_at IS NULL;

-- With whose they are.
CREATE VIEW contact_finds AS
SELECT contact_rows.*, cases.client_id, cases.reason, cases.closed_on, clients.given_name, clients.family_name,
    clients.preferred_name, clients.retired_at AS client_retired_at
FROM contact_rows
CROSS JOIN cases ON cases.id = contact_rows.case_id
CROSS JOIN clients ON clients.id = cases.client_id
WHERE cases.retired_at IS NULL;
