-- Packets: what goes to a payer or to somebody else, in order. One that is not issued yet is a draft and may change;
-- once it has its number it is what went out, and only what became of it is added.
CREATE TABLE packets (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    -- Only a draft is ever taken away.
    retired_at    TEXT CHECK (retired_at IS NULL OR number IS NULL),
    client_id     INTEGER NOT NULL REFERENCES clients (id),
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    purpose       TEXT NOT NULL CHECK (purpose IN (
        'reimbursement', 'authorization', 'extension', 'appeal', 'records', 'work', 'va')),
    to_kind       TEXT NOT NULL CHECK (to_kind IN ('payer', 'prescriber', 'client', 'attorney', 'other')),
    -- Who it is for, where the record has a row of them.
    payer_id      INTEGER REFERENCES payers (id),
    prescriber_id INTEGER REFERENCES prescribers (id),
    -- As the cover says it.
    to_name       TEXT NOT NULL DEFAULT '' CHECK (length(to_name) <= 200),
    to_address    TEXT NOT NULL DEFAULT '' CHECK (length(to_address) <= 500),
    to_fax        TEXT NOT NULL DEFAULT '' CHECK (length(to_fax) <= 30),
    reference     TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 200),
    message       TEXT NOT NULL DEFAULT '' CHECK (length(message) <= 2000),
    way           TEXT NOT NULL CHECK (way IN ('fax', 'portal', 'mail', 'in_person')),
    -- What it is about: "bill:12", "denial:3", "authorization:4"; "" for a period alone.
    about         TEXT NOT NULL DEFAULT '' CHECK (length(about) <= 40),
    from_on       TEXT NOT NULL DEFAULT '' CHECK (length(from_on) IN (0, 10)),
    until_on      TEXT NOT NULL DEFAULT '' CHECK (length(until_on) IN (0, 10)),
    tells_left_out INTEGER NOT NULL DEFAULT 0 CHECK (tells_left_out IN (0, 1)),
    -- JSON: the parts in their order with the visits of each, and what is answered to each criterion.
    parts         TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(parts)),
    criteria      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(criteria)),
    -- From here on nothing is there while it is a draft.
    number        INTEGER UNIQUE CHECK (number > 0),
    initials      TEXT NOT NULL DEFAULT '' CHECK (length(initials) <= 8),
    issued_on     TEXT NOT NULL DEFAULT '' CHECK (length(issued_on) IN (0, 10)),
    issued_at     TEXT NOT NULL DEFAULT '',           -- UTC, ISO 8601
    issued_by     TEXT NOT NULL DEFAULT '',
    pages         INTEGER NOT NULL DEFAULT 0 CHECK (pages >= 0),
    -- JSON: all that the packet says of itself, as it was then.
    facts         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),
    -- The number of the voided packet that this one comes instead of; 0 without one.
    replaces      INTEGER NOT NULL DEFAULT 0,
    sent_on       TEXT NOT NULL DEFAULT '' CHECK (length(sent_on) IN (0, 10)),
    sent_how      TEXT NOT NULL DEFAULT '' CHECK (sent_how IN ('', 'fax', 'portal', 'mail', 'in_person')),
    confirmation  TEXT NOT NULL DEFAULT '' CHECK (length(confirmation) <= 100),
    answer_due_on TEXT NOT NULL DEFAULT '' CHECK (length(answer_due_on) IN (0, 10)),
    answered_on   TEXT NOT NULL DEFAULT '' CHECK (length(answered_on) IN (0, 10)),
    answer        TEXT NOT NULL DEFAULT '' CHECK (length(answer) <= 500),
    voided_on     TEXT NOT NULL DEFAULT '' CHECK (length(voided_on) IN (0, 10)),
    void_why      TEXT NOT NULL DEFAULT '' CHECK (length(void_why) <= 500),
    CHECK (payer_id IS NULL OR to_kind = 'payer'),
    CHECK (prescriber_id IS NULL OR to_kind = 'prescriber'),
    CHECK (number IS NOT NULL OR (issued_on = '' AND sent_on = '' AND answered_on = '' AND voided_on = '')),
    CHECK (answered_on = '' OR sent_on <> '')
) STRICT;
CREATE INDEX packets_of_client ON packets (client_id, id) WHERE retired_at IS NULL;
CREATE INDEX packets_of_case ON packets (case_id, id) WHERE retired_at IS NULL;
CREATE INDEX packets_of_payer ON packets (payer_id) WHERE payer_id IS NOT NULL;
CREATE INDEX packets_of_prescriber ON packets (prescriber_id) WHERE prescriber_id IS NOT NULL;
CREATE TRIGGER a_packet_is_of_its_case BEFORE INSERT ON packets
WHEN NEW.client_id <> (SELECT client_id FROM cases WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'a packet is of the client of its case');
END;
CREATE TRIGGER an_issued_packet_is_never_changed BEFORE UPDATE ON packets
WHEN OLD.number IS NOT NULL AND (
    (NEW.retired_at, NEW.number, NEW.initials, NEW.issued_on, NEW.issued_at, NEW.issued_by, NEW.pages, NEW.facts)
        IS NOT (OLD.retired_at, OLD.number, OLD.initials, OLD.issued_on, OLD.issued_at, OLD.issued_by, OLD.pages,
            OLD.facts)
    OR (NEW.client_id, NEW.case_id, NEW.purpose, NEW.to_kind, NEW.payer_id, NEW.prescriber_id, NEW.way, NEW.about)
        IS NOT (OLD.client_id, OLD.case_id, OLD.purpose, OLD.to_kind, OLD.payer_id, OLD.prescriber_id, OLD.way,
            OLD.about)
    OR (NEW.to_name, NEW.to_address, NEW.to_fax, NEW.reference, NEW.message, NEW.tells_left_out, NEW.replaces)
        IS NOT (OLD.to_name, OLD.to_address, OLD.to_fax, OLD.reference, OLD.message, OLD.tells_left_out, OLD.replaces)
    OR (NEW.from_on, NEW.until_on, NEW.parts, NEW.criteria)
        IS NOT (OLD.from_on, OLD.until_on, OLD.parts, OLD.criteria)
    -- What is void stays void.
    OR (OLD.voided_on <> '' AND (NEW.voided_on, NEW.void_why) IS NOT (OLD.voided_on, OLD.void_why)))
BEGIN
    SELECT RAISE(ABORT, 'an issued packet is never changed');
END;
CREATE TRIGGER a_packet_stays_with_its_case BEFORE UPDATE OF client_id, case_id ON packets
WHEN NEW.client_id <> OLD.client_id OR NEW.case_id <> OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a packet stays with its case');
END;
CREATE TRIGGER a_packet_is_never_deleted BEFORE DELETE ON packets
BEGIN
    SELECT RAISE(ABORT, 'a packet is never deleted');
END;

-- The bytes that went out: one file for each volume, among the encrypted files beside the database.
CREATE TABLE packet_volumes (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT CHECK (retired_at IS NULL),
    packet_id  INTEGER NOT NULL REFERENCES packets (id),
    place      INTEGER NOT NULL CHECK (place > 0),
    blob       TEXT NOT NULL CHECK (length(blob) = 64),
    -- SHA-256 of the PDF.
    digest     TEXT NOT NULL CHECK (length(digest) = 64),
    first_page INTEGER NOT NULL CHECK (first_page > 0),
    pages      INTEGER NOT NULL CHECK (pages > 0),
    bytes      INTEGER NOT NULL CHECK (bytes > 0),
    UNIQUE (packet_id, place)
) STRICT;
CREATE TRIGGER a_volume_is_never_changed BEFORE UPDATE ON packet_volumes
BEGIN
    SELECT RAISE(ABORT, 'an issued packet is never changed');
END;
CREATE TRIGGER a_volume_is_never_deleted BEFORE DELETE ON packet_volumes
BEGIN
    SELECT RAISE(ABORT, 'an issued packet is never changed');
END;

-- What an issued packet holds, and from which row of the record each part came.
CREATE TABLE packet_parts (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT CHECK (retired_at IS NULL),
    packet_id  INTEGER NOT NULL REFERENCES packets (id),
    place      INTEGER NOT NULL CHECK (place > 0),
    kind       TEXT NOT NULL,
    source     TEXT NOT NULL,
    source_id  INTEGER NOT NULL,
    title      TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    UNIQUE (packet_id, place)
) STRICT;
CREATE INDEX packet_parts_from ON packet_parts (source, source_id);
-- A part of another client cannot be in it, whoever writes the row.
CREATE TRIGGER a_part_is_of_the_client BEFORE INSERT ON packet_parts
WHEN (SELECT client_id FROM packets WHERE id = NEW.packet_id) IS NOT CASE NEW.source
    WHEN 'attachment' THEN (SELECT client_id FROM attachments WHERE id = NEW.source_id)
    WHEN 'letter' THEN (SELECT client_id FROM letters WHERE id = NEW.source_id)
    WHEN 'bill' THEN (SELECT client_id FROM bills WHERE id = NEW.source_id)
    WHEN 'statement' THEN (
        SELECT cases.client_id FROM benefit_statements JOIN cases ON cases.id = benefit_statements.case_id
        WHERE benefit_statements.id = NEW.source_id)
    WHEN 'prescription' THEN (
        SELECT cases.client_id FROM prescriptions JOIN cases ON cases.id = prescriptions.case_id
        WHERE prescriptions.id = NEW.source_id)
    WHEN 'plan' THEN (
        SELECT cases.client_id FROM treatment_plans JOIN cases ON cases.id = treatment_plans.case_id
        WHERE treatment_plans.id = NEW.source_id)
    WHEN 'copy' THEN (
        SELECT cases.client_id FROM plan_copies JOIN treatment_plans ON treatment_plans.id = plan_copies.plan_id
        JOIN cases ON cases.id = treatment_plans.case_id WHERE plan_copies.id = NEW.source_id)
    WHEN 'assessment' THEN (
        SELECT cases.client_id FROM assessments JOIN cases ON cases.id = assessments.case_id
        WHERE assessments.id = NEW.source_id)
    WHEN 'report' THEN (
        SELECT cases.client_id FROM progress_reports JOIN cases ON cases.id = progress_reports.case_id
        WHERE progress_reports.id = NEW.source_id)
    WHEN 'notes' THEN (SELECT client_id FROM cases WHERE id = NEW.source_id)
    WHEN 'measures' THEN (SELECT client_id FROM cases WHERE id = NEW.source_id)
    WHEN 'calls' THEN (SELECT client_id FROM cases WHERE id = NEW.source_id)
    -- The sheet of the clinic is of nobody.
    WHEN 'license' THEN (SELECT client_id FROM packets WHERE id = NEW.packet_id)
    END
BEGIN
    SELECT RAISE(ABORT, 'a part of a packet is of its client');
END;
CREATE TRIGGER a_part_is_never_changed BEFORE UPDATE ON packet_parts
BEGIN
    SELECT RAISE(ABORT, 'an issued packet is never changed');
END;
CREATE TRIGGER a_part_is_never_deleted BEFORE DELETE ON packet_parts
BEGIN
    SELECT RAISE(ABORT, 'an issued packet is never changed');
END;

-- What a payer wants proved, in the clinic's own reading of its policy.
CREATE TABLE payer_criteria (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    payer_id   INTEGER NOT NULL REFERENCES payers (id),
    words      TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 500),
    -- What of the record answers it, "" where that is written by hand each time.
    evidence   TEXT NOT NULL DEFAULT '' CHECK (length(evidence) <= 40),
    -- The policy with its number, and the day it was read.
    source     TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 300),
    checked_on TEXT NOT NULL CHECK (length(checked_on) = 10)
) STRICT;
CREATE INDEX criteria_of_payer ON payer_criteria (payer_id, id) WHERE retired_at IS NULL;
CREATE INDEX criteria_by_payer ON payer_criteria (payer_id);

CREATE VIEW packet_rows AS
SELECT packets.id, packets.version, packets.client_id, packets.case_id, packets.purpose, packets.to_kind, packets.to_name,
    packets.way, packets.number, packets.pages, packets.issued_on, packets.sent_on, packets.answer_due_on,
    packets.answered_on, packets.voided_on, packets.replaces, cases.reason,
    clients.given_name, clients.family_name, clients.preferred_name,
    -- Drafts on top, then the newest number.
    coalesce(packets.number, 1000000000 + packets.id) AS listed_at,
    CASE WHEN packets.number IS NULL THEN 'draft' WHEN packets.voided_on <> '' THEN 'void'
        WHEN packets.answered_on <> '' THEN 'answered' WHEN packets.sent_on <> '' THEN 'sent' ELSE 'issued' END AS state
FROM packets
JOIN cases ON cases.id = packets.case_id
JOIN clients ON clients.id = packets.client_id
WHERE packets.retired_at IS NULL;
