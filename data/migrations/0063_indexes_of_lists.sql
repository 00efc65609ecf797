-- Lists that were sorted anew for each page are read in the order of an index: packets of all clients and of one, the
-- letters of a case. An issued packet finds the one that came instead of it.
CREATE INDEX packets_as_listed ON packets (coalesce(number, 1000000000 + id)) WHERE retired_at IS NULL;
DROP INDEX packets_of_client;
CREATE INDEX packets_of_client ON packets (client_id, coalesce(number, 1000000000 + id)) WHERE retired_at IS NULL;
CREATE INDEX packets_that_replace ON packets (replaces) WHERE replaces <> 0;

DROP INDEX letters_of_case;
CREATE INDEX letters_of_case ON letters (case_id, iif(issued_on = '', 1000000000 + id, id)) WHERE retired_at IS NULL;
CREATE VIEW letter_rows AS
SELECT id, version, client_id, case_id, kind, voice, title, to_whom, denial_id, issued_on, voided_on, digest,
    -- Of one that is out: it is a packet's, whose table of criteria it speaks of.
    coalesce(json_extract(facts, '$.names_criteria'), 0) AS names_criteria,
    -- Drafts on top, then the newest.
    iif(issued_on = '', 1000000000 + id, id) AS listed_at
FROM letters
WHERE retired_at IS NULL;

-- As before, joined flat: a view that joins, on the right of a LEFT JOIN, was made of all packets for each page of the log.
DROP VIEW disclosure_rows;
CREATE VIEW disclosure_rows AS
SELECT disclosures.*, clients.given_name, clients.family_name, clients.preferred_name,
    coalesce(step.sent_on, packets.sent_on, '') AS sent_on,
    coalesce(nullif(step.sent_how, ''), packets.sent_how, '') AS sent_how,
    coalesce(step.confirmation, packets.confirmation, '') AS sent_confirmation,
    packets.id IS NOT NULL AND coalesce(step.sent_on, packets.sent_on) = '' AS waits
FROM disclosures
JOIN clients ON clients.id = disclosures.client_id
LEFT JOIN packets ON disclosures.kind = 'packet' AND packets.id = disclosures.item_id
-- A packet that is void tells what was told of it itself, as in packets_told.
LEFT JOIN carried_steps AS step ON step.packet_id = packets.id AND packets.voided_on = '';
