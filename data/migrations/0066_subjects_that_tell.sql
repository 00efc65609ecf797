-- A packet tells its payer of what it is about too: the bill or the denial that its cover names, with their visits.
DROP VIEW told_papers;
-- Every issued paper with each day of service that it tells of, one row a day: bills, letters and packets, a packet with
-- the letters in it and what it is about. `to_payer` says whether a payer reads it, `payer_id` which, NULL where nobody
-- knows. `name` is the kind of a bill, or the title of a letter; `number` that which is printed on it. `sent_on` is when
-- the clinic last sent it to a payer as far as that is on record.
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
JOIN letters ON letters.id = packet_parts.source_id, json_each(letters.told) AS told
UNION ALL
SELECT 'packet', packets.id, packets.client_id, packets.case_id, packets.to_kind = 'payer', packets.payer_id,
    '', packets.number, packets.to_name, packets.issued_on, packets.voided_on,
    (SELECT packets_told.sent_on FROM packets_told WHERE packets_told.id = packets.id), visits.date_of_service
FROM packets JOIN bill_visits ON packets.about GLOB 'bill:*'
    AND bill_visits.bill_id = CAST(substr(packets.about, 6) AS INTEGER)
JOIN visits ON visits.id = bill_visits.visit_id
WHERE packets.number IS NOT NULL
UNION ALL
SELECT 'packet', packets.id, packets.client_id, packets.case_id, packets.to_kind = 'payer', packets.payer_id,
    '', packets.number, packets.to_name, packets.issued_on, packets.voided_on,
    (SELECT packets_told.sent_on FROM packets_told WHERE packets_told.id = packets.id), visits.date_of_service
FROM packets JOIN denial_visits ON packets.about GLOB 'denial:*'
    AND denial_visits.denial_id = CAST(substr(packets.about, 8) AS INTEGER)
JOIN visits ON visits.id = denial_visits.visit_id
WHERE packets.number IS NOT NULL;
