-- Of which days of service an issued letter tells, and which payer learns of them: what a client keeps from a plan is
-- looked at once more whenever the letter leaves the clinic (45 CFR 164.522).
ALTER TABLE letters ADD COLUMN tells_payer INTEGER NOT NULL DEFAULT 0 CHECK (tells_payer IN (0, 1));
-- NULL where it tells none, or nobody knows which.
ALTER TABLE letters ADD COLUMN payer_id INTEGER REFERENCES payers (id);
-- JSON: days of service.
ALTER TABLE letters ADD COLUMN told TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(told));
CREATE INDEX letters_to_payer ON letters (payer_id) WHERE payer_id IS NOT NULL;
-- Of what was issued before nobody kept it: it counts as telling of every visit that was given by then.
DROP TRIGGER an_issued_letter_is_only_voided;
UPDATE letters SET
    tells_payer = kind NOT IN (
        'hsa_fsa', 'prescription_request', 'records_cover', 'referral_request', 'thank_you'),
    payer_id = (
        SELECT policies.payer_id FROM policies
        WHERE policies.case_id = letters.case_id AND policies.retired_at IS NULL
        ORDER BY policies.place, policies.id LIMIT 1),
    told = (
        SELECT json_group_array(DISTINCT visits.date_of_service) FROM visits
        WHERE visits.case_id = letters.case_id AND visits.retired_at IS NULL AND visits.status = 'given'
            AND visits.date_of_service <= letters.issued_on)
WHERE issued_on <> '';
CREATE TRIGGER an_issued_letter_is_only_voided BEFORE UPDATE ON letters
WHEN OLD.issued_on <> '' AND (OLD.voided_on <> '' OR NEW.voided_on = '' OR NEW.retired_at IS NOT NULL
    OR (NEW.client_id, NEW.case_id, NEW.kind, NEW.voice, NEW.therapist_id, NEW.prescriber_id, NEW.denial_id, NEW.title)
        IS NOT (OLD.client_id, OLD.case_id, OLD.kind, OLD.voice, OLD.therapist_id, OLD.prescriber_id, OLD.denial_id,
            OLD.title)
    OR (NEW.to_whom, NEW.edits, NEW.titles, NEW.replaces_id, NEW.issued_on, NEW.issued_at, NEW.issued_by, NEW.facts,
        NEW.digest)
        IS NOT (OLD.to_whom, OLD.edits, OLD.titles, OLD.replaces_id, OLD.issued_on, OLD.issued_at, OLD.issued_by,
            OLD.facts, OLD.digest)
    OR (NEW.tells_payer, NEW.payer_id, NEW.told) IS NOT (OLD.tells_payer, OLD.payer_id, OLD.told))
BEGIN
    SELECT RAISE(ABORT, 'an issued letter is never changed');
END;

-- Every issued paper with each day of service that it tells of, one row a day: bills, letters and packets, a packet with
-- the letters in it. `to_payer` says whether a payer reads it, `payer_id` which, NULL where nobody knows. `name` is the
-- kind of a bill, or the title of a letter; `number` that which is printed on it. `sent_on` is when the clinic
-- last sent it to a payer as far as that is on record.
CREATE VIEW told_papers AS
SELECT 'bill' AS kind, bills.id AS item_id, bills.client_id, bills.case_id, 1 AS to_payer, policies.payer_id,
    bills.kind AS name, bills.number, bills.payer AS to_name, bills.issued_on, bills.voided_on,
    coalesce((SELECT max(submissions.sent_on) FROM submissions
        WHERE submissions.bill_id = bills.id AND submissions.retired_at IS NULL
            AND submissions.sent_by = 'clinic'), '') AS sent_on,
    json_extract(visit.value, '$.date_of_service') AS day
FROM bills LEFT JOIN policies ON policies.id = bills.policy_id, json_each(bills.facts, '$.visits') AS visit
WHERE bills.kind IN ('superbill', 'statement')
UNION ALL
SELECT 'letter', letters.id, letters.client_id, letters.case_id, letters.tells_payer, letters.payer_id,
    letters.title, letters.id, letters.to_whom, letters.issued_on, letters.voided_on,
    coalesce((SELECT max(disclosures.told_on) FROM disclosures
        WHERE disclosures.kind = 'letter' AND disclosures.item_id = letters.id AND disclosures.struck_on = ''
            AND disclosures.party = 'payer'), ''),
    told.value
FROM letters, json_each(letters.told) AS told
WHERE letters.issued_on <> ''
UNION ALL
SELECT 'packet', packets.id, packets.client_id, packets.case_id, packets.to_kind = 'payer', packets.payer_id,
    '', packets.number, packets.to_name, packets.issued_on, packets.voided_on,
    (SELECT packets_told.sent_on FROM packets_told WHERE packets_told.id = packets.id), told.value
FROM packets, json_each(packets.facts, '$.parts') AS part, json_each(part.value, '$.told') AS told
WHERE packets.number IS NOT NULL
UNION ALL
-- Of the notes those that were chosen.
SELECT 'packet', packets.id, packets.client_id, packets.case_id, packets.to_kind = 'payer', packets.payer_id,
    '', packets.number, packets.to_name, packets.issued_on, packets.voided_on,
    (SELECT packets_told.sent_on FROM packets_told WHERE packets_told.id = packets.id),
    json_extract(visit.value, '$.day')
FROM packets, json_each(packets.facts, '$.parts') AS part, json_each(part.value, '$.days') AS visit
WHERE packets.number IS NOT NULL AND json_extract(part.value, '$.kind') = 'notes'
    AND EXISTS (
        SELECT 1 FROM json_each(packets.parts) AS chosen, json_each(chosen.value, '$.visits') AS row
        WHERE json_extract(chosen.value, '$.key') = json_extract(part.value, '$.key')
            AND row.value = json_extract(visit.value, '$.row'))
UNION ALL
SELECT 'packet', packets.id, packets.client_id, packets.case_id, packets.to_kind = 'payer', packets.payer_id,
    '', packets.number, packets.to_name, packets.issued_on, packets.voided_on,
    (SELECT packets_told.sent_on FROM packets_told WHERE packets_told.id = packets.id), told.value
FROM packets JOIN packet_parts ON packet_parts.packet_id = packets.id AND packet_parts.source = 'letter'
JOIN letters ON letters.id = packet_parts.source_id, json_each(letters.told) AS told;
