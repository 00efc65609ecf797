-- A packet goes by email too, where the payer asks for that: a column of its own, for a check cannot be changed. What
-- reads the old one is made anew.
DROP VIEW packet_rows;
DROP VIEW packets_told;
DROP VIEW carried_steps;
DROP VIEW disclosure_rows;
ALTER TABLE packets ADD COLUMN went_by TEXT NOT NULL DEFAULT ''
    CHECK (went_by IN ('', 'fax', 'portal', 'mail', 'in_person', 'email'));
UPDATE packets SET went_by = sent_how WHERE sent_how <> '';
ALTER TABLE packets DROP COLUMN sent_how;
ALTER TABLE packets RENAME COLUMN went_by TO sent_how;

-- As before, but that a step sent by email says so of its packet: only certified mail has no name of its own there.
CREATE VIEW carried_steps AS
SELECT appeals.packet_id, appeals.level, appeals.outcome, appeals.sent_on, appeals.confirmation, appeals.answer_due_on,
    appeals.answered_on,
    CASE appeals.sent_how WHEN 'certified' THEN 'mail' ELSE appeals.sent_how END AS sent_how
FROM appeals
WHERE appeals.packet_id IS NOT NULL AND appeals.retired_at IS NULL AND appeals.sent_on <> ''
    AND NOT EXISTS (
        SELECT 1 FROM appeals AS later
        WHERE later.packet_id = appeals.packet_id AND later.retired_at IS NULL AND later.sent_on <> ''
            AND later.id > appeals.id);
-- As before.
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

-- The log of what was told only grows, and a packet is in it from the moment it is issued. When and how it went, and
-- what confirms it, is read from the packet with the step that it carried: it is known later, and may be put right.
CREATE VIEW disclosure_rows AS
SELECT disclosures.*, clients.given_name, clients.family_name, clients.preferred_name,
    coalesce(packets_told.sent_on, '') AS sent_on, coalesce(packets_told.sent_how, '') AS sent_how,
    coalesce(packets_told.confirmation, '') AS sent_confirmation,
    packets_told.id IS NOT NULL AND packets_told.sent_on = '' AS waits
FROM disclosures
JOIN clients ON clients.id = disclosures.client_id
LEFT JOIN packets_told ON disclosures.kind = 'packet' AND packets_told.id = disclosures.item_id;
