-- A packet goes by email too, where the payer asks for that: a column of its own, for a check cannot be changed.
ALTER TABLE packets ADD COLUMN went_by TEXT NOT NULL DEFAULT ''
    CHECK (went_by IN ('', 'fax', 'portal', 'mail', 'in_person', 'email'));
UPDATE packets SET went_by = sent_how WHERE sent_how <> '';
ALTER TABLE packets DROP COLUMN sent_how;
ALTER TABLE packets RENAME COLUMN went_by TO sent_how;

-- The log of what was told only grows, and a packet is in it from the moment it is issued. When and how it went, and
-- what confirms it, is read from the packet itself: it is known later, and may be put right.
DROP VIEW disclosure_rows;
CREATE VIEW disclosure_rows AS
SELECT disclosures.*, clients.given_name, clients.family_name, clients.preferred_name,
    coalesce(packets.sent_on, '') AS sent_on, coalesce(packets.sent_how, '') AS sent_how,
    coalesce(packets.confirmation, '') AS sent_confirmation,
    packets.id IS NOT NULL AND packets.sent_on = '' AS waits
FROM disclosures
JOIN clients ON clients.id = disclosures.client_id
LEFT JOIN packets ON disclosures.kind = 'packet' AND packets.id = disclosures.item_id AND packets.number IS NOT NULL;
