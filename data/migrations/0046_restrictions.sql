-- What clients asked to be kept from a payer (45 CFR 164.522): of which days of service the visits are not told of.
CREATE TABLE restrictions (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    retired_at    TEXT,
    client_id     INTEGER NOT NULL REFERENCES clients (id),
    -- The payer that is not told; NULL is every payer.
    payer_id      INTEGER REFERENCES payers (id),
    -- Days of service, the first and the last one included; "" has no end.
    from_on       TEXT NOT NULL CHECK (length(from_on) = 10),
    until_on      TEXT NOT NULL DEFAULT '' CHECK (length(until_on) IN (0, 10) AND (until_on = '' OR until_on >= from_on)),
    asked_on      TEXT NOT NULL CHECK (length(asked_on) = 10),
    how           TEXT NOT NULL CHECK (how IN ('written', 'said')),
    note          TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- The client took it back: from then on nothing is kept by it any more, of earlier visits neither.
    taken_back_on TEXT NOT NULL DEFAULT ''
        CHECK (length(taken_back_on) IN (0, 10) AND (taken_back_on = '' OR taken_back_on >= asked_on))
) STRICT;
CREATE INDEX restrictions_of_client ON restrictions (client_id) WHERE retired_at IS NULL;
CREATE INDEX restrictions_of_payer ON restrictions (payer_id) WHERE payer_id IS NOT NULL;
CREATE TRIGGER a_restriction_is_never_deleted BEFORE DELETE ON restrictions
BEGIN
    SELECT RAISE(ABORT, 'what a client asked for stays on record');
END;
CREATE TRIGGER a_restriction_stays_with_its_client BEFORE UPDATE OF client_id ON restrictions
WHEN NEW.client_id <> OLD.client_id
BEGIN
    SELECT RAISE(ABORT, 'a restriction is of the client who asked for it');
END;

-- Who is to pay a visit: 0 is the client, a row is the payer, -1 a payer who is not on record. After a car accident or a
-- work injury, and where a program whose client is never billed pays first on the date of service, the bill goes to the
-- payer (as policies.rules.client_pays says of a case); else the client pays.
CREATE VIEW visit_owers AS
SELECT visits.id AS visit_id,
    CASE
        WHEN cases.kind IN ('auto', 'work') THEN coalesce(first.payer_id, -1)
        WHEN first.plan_type IN ('medicaid', 'va', 'work_state', 'work', 'work_federal') THEN first.payer_id
        ELSE 0 END AS owed_by
FROM visits
JOIN cases ON cases.id = visits.case_id
LEFT JOIN policies AS first ON first.id = (
    SELECT policies.id FROM policies
    WHERE policies.case_id = visits.case_id AND policies.retired_at IS NULL
        AND (policies.ends_on = '' OR policies.ends_on >= visits.date_of_service)
        AND (policies.effective_on = '' OR policies.effective_on <= visits.date_of_service)
    ORDER BY policies.place, policies.id LIMIT 1);

-- What is open of the visits that payers are to pay, by case. Only cases in which one could are looked at, which most
-- clients do not have; CROSS JOIN keeps the order whatever is guessed.
CREATE VIEW open_of_payers AS
SELECT cases.client_id, cases.id AS case_id,
    iif(visits.status = 'given', visits.charged_cents, 0)
    - coalesce((
        SELECT sum(payment_shares.cents) FROM payment_shares
        WHERE payment_shares.visit_id = visits.id AND payment_shares.retired_at IS NULL), 0)
    - coalesce((
        SELECT sum(write_offs.cents) FROM write_offs
        WHERE write_offs.visit_id = visits.id AND write_offs.retired_at IS NULL), 0) AS cents
FROM cases
CROSS JOIN visits ON visits.case_id = cases.id AND visits.retired_at IS NULL
WHERE cases.retired_at IS NULL
    AND (cases.kind IN ('auto', 'work') OR EXISTS (
        SELECT 1 FROM policies WHERE policies.case_id = cases.id AND policies.retired_at IS NULL
            AND policies.plan_type IN ('medicaid', 'va', 'work_state', 'work', 'work_federal')))
    AND (SELECT visit_owers.owed_by FROM visit_owers WHERE visit_owers.visit_id = visits.id) <> 0;

-- With what payers are to pay of what is open.
DROP VIEW client_rows;
CREATE VIEW client_rows AS
SELECT clients.id, clients.version, clients.retired_at, clients.given_name, clients.middle_name,
    clients.family_name, clients.preferred_name, clients.birth_date, clients.phone, clients.sort_name,
    coalesce((
        SELECT payers.name
        FROM cases
        JOIN policies ON policies.case_id = cases.id AND policies.retired_at IS NULL
        JOIN payers ON payers.id = policies.payer_id
        WHERE cases.client_id = clients.id AND cases.retired_at IS NULL AND cases.closed_on = ''
        ORDER BY cases.id DESC, policies.place, policies.id
        LIMIT 1), '') AS payer_name,
    coalesce((
        SELECT balances.charged_cents - balances.paid_cents - balances.written_off_cents - balances.credit_cents
        FROM balances WHERE balances.client_id = clients.id), 0) AS balance_cents,
    coalesce((
        SELECT sum(open_of_payers.cents) FROM open_of_payers
        WHERE open_of_payers.client_id = clients.id), 0) AS payers_cents
FROM clients;
