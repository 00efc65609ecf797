-- A visit whose payments were given back to the last cent may go: nothing of it is anybody’s any more. From then on what
-- was paid for it and what went back stay as they are.
DROP TRIGGER a_visit_that_is_paid_stays;
CREATE TRIGGER a_visit_that_is_paid_stays BEFORE UPDATE OF retired_at, status, charged_cents ON visits
WHEN NEW.retired_at IS NOT NULL AND (
        coalesce((SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.id AND retired_at IS NULL), 0) <> 0
        OR EXISTS (SELECT 1 FROM write_offs WHERE visit_id = NEW.id AND retired_at IS NULL))
    OR NEW.status <> 'given' AND EXISTS (SELECT 1 FROM write_offs WHERE visit_id = NEW.id AND retired_at IS NULL)
    OR NEW.charged_cents < OLD.charged_cents AND NEW.charged_cents
        < coalesce((SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.id AND retired_at IS NULL), 0)
        + coalesce((SELECT sum(cents) FROM write_offs WHERE visit_id = NEW.id AND retired_at IS NULL), 0)
BEGIN
    SELECT RAISE(ABORT, 'a visit that was paid stays');
END;
CREATE TRIGGER a_share_of_a_visit_that_is_gone_stays AFTER UPDATE OF retired_at, cents ON payment_shares
WHEN EXISTS (SELECT 1 FROM visits WHERE id = NEW.visit_id AND retired_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'the visit is gone') WHERE
        coalesce((SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.visit_id AND retired_at IS NULL), 0) <> 0;
END;

-- A package, membership or gift card pays visits from its first day to its last, and what holds visits only those that
-- were given. The commands say so at their fields; these keep somebody else's undo from doing it.
CREATE VIEW uses_outside AS
SELECT payments.drawn_id AS prepaid_id, payment_shares.visit_id, payment_shares.id AS share_id
FROM payments
JOIN payment_shares ON payment_shares.payment_id = payments.id AND payment_shares.retired_at IS NULL
JOIN prepaids ON prepaids.id = payments.drawn_id
JOIN visits ON visits.id = payment_shares.visit_id
WHERE payments.retired_at IS NULL AND payments.drawn_id IS NOT NULL AND (
    visits.date_of_service < prepaids.starts_on
    OR prepaids.expires_on <> '' AND visits.date_of_service > prepaids.expires_on
    OR prepaids.ended_on <> '' AND visits.status = 'given' AND visits.date_of_service > prepaids.ended_on
    OR prepaids.visits IS NOT NULL AND visits.status <> 'given');
CREATE TRIGGER a_prepaid_lasts_as_long_as_its_uses AFTER UPDATE OF expires_on, ended_on ON prepaids
WHEN NEW.retired_at IS NULL AND (NEW.expires_on <> OLD.expires_on OR NEW.ended_on <> OLD.ended_on)
BEGIN
    SELECT RAISE(ABORT, 'a visit that it pays is later') FROM uses_outside WHERE prepaid_id = NEW.id;
END;
CREATE TRIGGER a_visit_stays_within_what_pays_it AFTER UPDATE OF date_of_service, status ON visits
WHEN NEW.retired_at IS NULL AND (NEW.date_of_service <> OLD.date_of_service OR NEW.status <> OLD.status)
BEGIN
    SELECT RAISE(ABORT, 'what pays this visit does not pay it then') FROM uses_outside WHERE visit_id = NEW.id;
END;
CREATE TRIGGER a_use_that_is_put_back_is_within_its_days AFTER UPDATE OF retired_at ON payment_shares
WHEN OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'what pays this visit does not pay it then') FROM uses_outside WHERE share_id = NEW.id;
END;
