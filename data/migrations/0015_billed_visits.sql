-- A visit that is on a bill stays in its case: the bill is of that case. The command says so at its field; this keeps
-- somebody else's undo from doing it.
CREATE TRIGGER a_billed_visit_keeps_its_case BEFORE UPDATE OF case_id ON visits
WHEN NEW.case_id <> OLD.case_id AND (OLD.superbill <> 0 OR OLD.receipt <> 0)
BEGIN
    SELECT RAISE(ABORT, 'a visit that is on a bill stays in its case');
END;

-- A visit as listed, with the bills that it is on.
DROP VIEW account_rows;
DROP VIEW visit_rows;
CREATE VIEW visit_rows AS
SELECT visits.id, visits.version, visits.case_id, visits.therapist_id, visits.status, visits.date_of_service,
    visits.starts_at, visits.ends_at, visits.charged_cents, visits.superbill, visits.receipt,
    therapists.given_name, therapists.family_name, therapists.designation,
    coalesce((
        SELECT group_concat(visit_services.name || coalesce(' ' || visit_services.minutes, ''), ', '
            ORDER BY visit_services.place, visit_services.id)
        FROM visit_services
        WHERE visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL), '') AS services,
    coalesce((
        SELECT sum(visit_services.units) FROM visit_services
        WHERE visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL), 0) AS units,
    coalesce((
        SELECT CASE visit_notes.signed_at WHEN '' THEN 'written' ELSE 'signed' END FROM visit_notes
        WHERE visit_notes.visit_id = visits.id AND visit_notes.retired_at IS NULL), 'none') AS note
FROM visits
JOIN therapists ON therapists.id = visits.therapist_id
WHERE visits.retired_at IS NULL;
CREATE VIEW account_rows AS
SELECT visit_rows.*,
    coalesce((
        SELECT sum(payment_shares.cents) FROM payment_shares
        WHERE payment_shares.visit_id = visit_rows.id AND payment_shares.retired_at IS NULL), 0) AS paid_cents
FROM visit_rows;
