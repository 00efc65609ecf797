-- What a plan said in a call of which no rule makes anything, and who called.

ALTER TABLE benefit_calls ADD COLUMN called_by TEXT NOT NULL DEFAULT 'clinic' CHECK (called_by IN ('clinic', 'client'));
-- JSON: texts by the keys of the call sheet.
ALTER TABLE benefit_calls ADD COLUMN told TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(told));

DROP TRIGGER a_benefit_call_stays;
CREATE TRIGGER a_benefit_call_stays BEFORE UPDATE ON benefit_calls
WHEN (NEW.case_id, NEW.policy_id, NEW.contact_id, NEW.payer, NEW.department, NEW.phone, NEW.rep)
        IS NOT (OLD.case_id, OLD.policy_id, OLD.contact_id, OLD.payer, OLD.department, OLD.phone, OLD.rep)
    OR (NEW.reference, NEW.called_on, NEW.called_by, NEW.told)
        IS NOT (OLD.reference, OLD.called_on, OLD.called_by, OLD.told)
    OR (NEW.starts_at, NEW.ends_at, NEW.seconds, NEW.answers, NEW.read_back, NEW.note)
        IS NOT (OLD.starts_at, OLD.ends_at, OLD.seconds, OLD.answers, OLD.read_back, OLD.note)
BEGIN
    SELECT RAISE(ABORT, 'a benefit call is never changed');
END;

DROP VIEW benefit_call_rows;
CREATE VIEW benefit_call_rows AS
SELECT id, version, case_id, policy_id, contact_id, payer, department, phone, rep, reference, called_on, starts_at, ends_at,
    seconds, answers, read_back, note, called_by, told,
    EXISTS (SELECT 1 FROM json_each(answers) AS said WHERE said.value <> '"unknown"') AS says_something
FROM benefit_calls
WHERE retired_at IS NULL;
