-- What comes next of a denial, and by when, follows from the plan, the bill, the network, the answers of the wizard, the
-- state, and the files of rules: it is reckoned when it is read and no longer kept, so that it cannot grow old.
DROP VIEW denial_rows;
DROP INDEX denials_open;
ALTER TABLE denials DROP COLUMN action;
ALTER TABLE denials DROP COLUMN due_on;
ALTER TABLE denials DROP COLUMN next_level;
CREATE INDEX denials_open ON denials (id) WHERE retired_at IS NULL AND closed_on = '';
CREATE VIEW denial_rows AS
SELECT denials.*, policies.payer_id, payers.name AS payer_name, policies.plan_type, policies.plan_name,
    policies.member_id, coalesce(bills.number, 0) AS bill_number, coalesce(bills.kind, '') AS bill_kind,
    coalesce(bills.voided_on, '') AS bill_voided_on, cases.reason
FROM denials
JOIN policies ON policies.id = denials.policy_id
JOIN payers ON payers.id = policies.payer_id
JOIN cases ON cases.id = denials.case_id
LEFT JOIN bills ON bills.id = denials.bill_id
WHERE denials.retired_at IS NULL;
-- The last day for a step that was typed as it was begun, from the notice or the last answer. Without one its day is
-- reckoned until it goes out; then it stays.
ALTER TABLE appeals ADD COLUMN deadline_on TEXT NOT NULL DEFAULT '' CHECK (length(deadline_on) IN (0, 10));
UPDATE appeals SET deadline_on = due_on WHERE retired_at IS NULL AND outcome = '' AND sent_on = '';
DROP INDEX appeals_to_send;
