-- The one rule of who is to pay a visit: everything that says what is owed, and by whom, reads it here. It goes by the
-- date of service, and by the policy of the case that pays first on that day. `owed_by` 0 is the client, a row is the
-- payer, -1 a payer who is not on record: after a car accident or a work injury, and where a program pays first, the
-- bill goes to the payer. After a work injury and by a program the client is never billed (domain 1.8). policies.rules
-- has the same for a case as it stands on a day.
CREATE VIEW visit_owers AS
SELECT visits.id AS visit_id,
    CASE
        WHEN cases.kind IN ('auto', 'work') THEN coalesce(first.payer_id, -1)
        WHEN first.plan_type IN ('medicaid', 'va', 'work_state', 'work', 'work_federal') THEN first.payer_id
        ELSE 0 END AS owed_by,
    cases.kind = 'work'
        OR coalesce(first.plan_type IN ('medicaid', 'va', 'work_state', 'work', 'work_federal'), 0) AS is_never_billed
FROM visits
JOIN cases ON cases.id = visits.case_id
LEFT JOIN policies AS first ON first.id = (
    SELECT policies.id FROM policies
    WHERE policies.case_id = visits.case_id AND policies.retired_at IS NULL
        AND (policies.ends_on = '' OR policies.ends_on >= visits.date_of_service)
        AND (policies.effective_on = '' OR policies.effective_on <= visits.date_of_service)
    ORDER BY policies.place, policies.id LIMIT 1);

-- What is open of the visits that payers are to pay. What the client paid for such a visit before it is given stays the
-- client's; what a payer paid for it is the payer's, and a refund names the payer of its payment. Only cases in which a
-- payer could owe are looked at, which most clients do not have; CROSS JOIN keeps the order whatever is guessed.
CREATE VIEW open_of_payers AS
SELECT cases.client_id, cases.id AS case_id,
    CASE visits.status WHEN 'given' THEN
        visits.charged_cents
        - coalesce((
            SELECT sum(payment_shares.cents) FROM payment_shares
            WHERE payment_shares.visit_id = visits.id AND payment_shares.retired_at IS NULL), 0)
        - coalesce((
            SELECT sum(write_offs.cents) FROM write_offs
            WHERE write_offs.visit_id = visits.id AND write_offs.retired_at IS NULL), 0)
    ELSE
        -coalesce((
            SELECT sum(payment_shares.cents) FROM payment_shares
            JOIN payments ON payments.id = payment_shares.payment_id AND payments.payer_id IS NOT NULL
            WHERE payment_shares.visit_id = visits.id AND payment_shares.retired_at IS NULL), 0)
    END AS cents
FROM cases
CROSS JOIN visits ON visits.case_id = cases.id AND visits.retired_at IS NULL
WHERE cases.retired_at IS NULL
    AND (cases.kind IN ('auto', 'work') OR EXISTS (
        SELECT 1 FROM policies WHERE policies.case_id = cases.id AND policies.retired_at IS NULL
            AND policies.plan_type IN ('medicaid', 'va', 'work_state', 'work', 'work_federal')))
    AND (SELECT visit_owers.owed_by FROM visit_owers WHERE visit_owers.visit_id = visits.id) <> 0;

-- With whether the client is never billed for it.
DROP VIEW account_rows;
CREATE VIEW account_rows AS
SELECT visit_rows.*,
    coalesce((
        SELECT sum(payment_shares.cents) FROM payment_shares
        WHERE payment_shares.visit_id = visit_rows.id AND payment_shares.retired_at IS NULL), 0) AS paid_cents,
    coalesce((
        SELECT sum(write_offs.cents) FROM write_offs
        WHERE write_offs.visit_id = visit_rows.id AND write_offs.retired_at IS NULL), 0) AS written_off_cents,
    (SELECT visit_owers.is_never_billed FROM visit_owers WHERE visit_owers.visit_id = visit_rows.id) AS is_never_billed
FROM visit_rows;

-- What of a client's balance payers are to pay. Lists read it, so that no page of clients adds up their visits; it is
-- added up anew whenever something of it changes: a visit, what was paid for it or written off, a policy, the case.
ALTER TABLE balances ADD COLUMN payers_cents INTEGER NOT NULL DEFAULT 0;
-- A row written to this view adds up anew what payers owe of the client of a case: the ten triggers below share it.
CREATE VIEW payers_to_add_up AS SELECT cases.id AS case_id FROM cases;
CREATE TRIGGER payers_are_added_up INSTEAD OF INSERT ON payers_to_add_up
BEGIN
    INSERT INTO balances (client_id, payers_cents)
    SELECT cases.client_id, coalesce((
        SELECT sum(open_of_payers.cents) FROM open_of_payers
        WHERE open_of_payers.client_id = cases.client_id), 0)
    FROM cases WHERE cases.id = NEW.case_id
    ON CONFLICT (client_id) DO UPDATE SET payers_cents = excluded.payers_cents;
END;
CREATE TRIGGER a_new_visit_may_be_of_payers
AFTER INSERT ON visits
BEGIN
    INSERT INTO payers_to_add_up (case_id) VALUES (NEW.case_id);
END;
CREATE TRIGGER a_changed_visit_may_be_of_payers
AFTER UPDATE OF retired_at, status, charged_cents, date_of_service, case_id ON visits
BEGIN
    INSERT INTO payers_to_add_up (case_id) VALUES (NEW.case_id);
END;
CREATE TRIGGER a_new_share_may_be_of_payers
AFTER INSERT ON payment_shares
BEGIN
    INSERT INTO payers_to_add_up (case_id) SELECT visits.case_id FROM visits WHERE visits.id = NEW.visit_id;
END;
CREATE TRIGGER a_changed_share_may_be_of_payers
AFTER UPDATE OF retired_at, cents ON payment_shares
BEGIN
    INSERT INTO payers_to_add_up (case_id) SELECT visits.case_id FROM visits WHERE visits.id = NEW.visit_id;
END;
CREATE TRIGGER a_new_write_off_may_be_of_payers
AFTER INSERT ON write_offs
BEGIN
    INSERT INTO payers_to_add_up (case_id) SELECT visits.case_id FROM visits WHERE visits.id = NEW.visit_id;
END;
CREATE TRIGGER a_changed_write_off_may_be_of_payers
AFTER UPDATE OF retired_at, cents ON write_offs
BEGIN
    INSERT INTO payers_to_add_up (case_id) SELECT visits.case_id FROM visits WHERE visits.id = NEW.visit_id;
END;
-- Any case of the client will do: what is added up is all of them.
CREATE TRIGGER a_payment_is_another_payers
AFTER UPDATE OF payer_id ON payments WHEN OLD.payer_id IS NOT NEW.payer_id
BEGIN
    INSERT INTO payers_to_add_up (case_id) SELECT cases.id FROM cases WHERE cases.client_id = NEW.client_id LIMIT 1;
END;
CREATE TRIGGER a_new_policy_may_pay
AFTER INSERT ON policies
BEGIN
    INSERT INTO payers_to_add_up (case_id) VALUES (NEW.case_id);
END;
CREATE TRIGGER a_changed_policy_may_pay
AFTER UPDATE OF retired_at, place, plan_type, effective_on, ends_on ON policies
BEGIN
    INSERT INTO payers_to_add_up (case_id) VALUES (NEW.case_id);
END;
CREATE TRIGGER a_changed_case_may_be_of_payers
AFTER UPDATE OF retired_at, kind ON cases
BEGIN
    INSERT INTO payers_to_add_up (case_id) VALUES (NEW.id);
END;
INSERT INTO balances (client_id, payers_cents)
SELECT client_id, sum(cents) FROM open_of_payers WHERE true GROUP BY client_id
ON CONFLICT (client_id) DO UPDATE SET payers_cents = excluded.payers_cents;

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
    coalesce((SELECT balances.payers_cents FROM balances WHERE balances.client_id = clients.id), 0) AS payers_cents
FROM clients;
