-- The letters of an appeal that were issued about a denial, and are not void: a step that begins later takes its own.
CREATE TABLE denial_letters (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    denial_id  INTEGER NOT NULL REFERENCES denials (id),
    letter_id  INTEGER NOT NULL REFERENCES letters (id),
    -- The key of its template: it says for which level the letter is.
    kind       TEXT NOT NULL CHECK (kind IN ('appeal_internal', 'appeal_expedited', 'external_review'))
) STRICT;
CREATE INDEX letters_for_steps ON denial_letters (denial_id, id) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX one_denial_a_letter ON denial_letters (letter_id) WHERE retired_at IS NULL;
CREATE INDEX appeals_with_letter ON appeals (letter_id) WHERE letter_id IS NOT NULL;
INSERT INTO denial_letters (version, denial_id, letter_id, kind)
SELECT 1, denial_id, id, kind FROM letters
WHERE denial_id IS NOT NULL AND issued_on <> '' AND voided_on = ''
    AND kind IN ('appeal_internal', 'appeal_expedited', 'external_review');

-- How the step against a denial went out, and what came of it, stands with the step alone; the packet that carried it is
-- read with it. A packet calls certified mail mail, and is never sent by email.
CREATE INDEX appeals_with_packet ON appeals (packet_id) WHERE packet_id IS NOT NULL;
CREATE VIEW carried_steps AS
SELECT appeals.packet_id, appeals.level, appeals.outcome, appeals.sent_on, appeals.confirmation, appeals.answer_due_on,
    appeals.answered_on,
    CASE appeals.sent_how WHEN 'certified' THEN 'mail' WHEN 'email' THEN '' ELSE appeals.sent_how END AS sent_how
FROM appeals
WHERE appeals.packet_id IS NOT NULL AND appeals.retired_at IS NULL AND appeals.sent_on <> ''
    AND NOT EXISTS (
        SELECT 1 FROM appeals AS later
        WHERE later.packet_id = appeals.packet_id AND later.retired_at IS NULL AND later.sent_on <> ''
            AND later.id > appeals.id);
-- What only repeated the step: a day that was typed otherwise stays.
UPDATE packets SET answer_due_on = ''
WHERE answer_due_on = (SELECT answer_due_on FROM carried_steps WHERE packet_id = packets.id);
-- How each packet went out, and what came of it, with what the step says that it carried; a void one is told as it was.
CREATE VIEW packets_told AS
SELECT packets.id, coalesce(step.sent_on, packets.sent_on) AS sent_on,
    coalesce(nullif(step.sent_how, ''), packets.sent_how) AS sent_how,
    coalesce(step.confirmation, packets.confirmation) AS confirmation,
    coalesce(nullif(packets.answer_due_on, ''), step.answer_due_on, '') AS answer_due_on,
    -- What was noted of the packet itself goes before.
    coalesce(nullif(packets.answered_on, ''), step.answered_on, '') AS answered_on,
    iif(packets.answered_on = '', step.level, NULL) AS answered_level,
    iif(packets.answered_on = '', step.outcome, NULL) AS answered_outcome
FROM packets
LEFT JOIN carried_steps AS step ON step.packet_id = packets.id AND packets.voided_on = '';

DROP VIEW packet_rows;
CREATE VIEW packet_rows AS
SELECT packets.id, packets.version, packets.client_id, packets.case_id, packets.purpose, packets.to_kind, packets.to_name,
    packets.way, packets.number, packets.pages, packets.issued_on, packets_told.sent_on, packets_told.answer_due_on,
    packets_told.answered_on, packets.voided_on, packets.replaces, cases.reason,
    clients.given_name, clients.family_name, clients.preferred_name,
    -- Drafts on top, then the newest number.
    coalesce(packets.number, 1000000000 + packets.id) AS listed_at,
    CASE WHEN packets.number IS NULL THEN 'draft' WHEN packets.voided_on <> '' THEN 'void'
        WHEN packets_told.answered_on <> '' THEN 'answered' WHEN packets_told.sent_on <> '' THEN 'sent'
        ELSE 'issued' END AS state
FROM packets
JOIN packets_told ON packets_told.id = packets.id
JOIN cases ON cases.id = packets.case_id
JOIN clients ON clients.id = packets.client_id
WHERE packets.retired_at IS NULL;
