-- What was paid, when and how, split as it came in: only the part for services ever reaches a superbill.
CREATE TABLE payments (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    retired_at    TEXT,
    client_id     INTEGER NOT NULL REFERENCES clients (id),
    -- Of a package or a gift card the day it was bought.
    paid_on       TEXT NOT NULL CHECK (length(paid_on) = 10),
    method        TEXT NOT NULL
        CHECK (method IN ('card', 'cash', 'check', 'hsa', 'transfer', 'package', 'gift_card', 'other')),
    -- The number of a check, the last digits of a card.
    reference     TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 40),
    service_cents INTEGER NOT NULL DEFAULT 0 CHECK (service_cents BETWEEN 0 AND 100000000),
    tip_cents     INTEGER NOT NULL DEFAULT 0 CHECK (tip_cents BETWEEN 0 AND 100000000),
    tax_cents     INTEGER NOT NULL DEFAULT 0 CHECK (tax_cents BETWEEN 0 AND 100000000),
    product_cents INTEGER NOT NULL DEFAULT 0 CHECK (product_cents BETWEEN 0 AND 100000000),
    other_cents   INTEGER NOT NULL DEFAULT 0 CHECK (other_cents BETWEEN 0 AND 100000000),
    note          TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000)
) STRICT;
CREATE INDEX payments_in_order ON payments (client_id, paid_on, id) WHERE retired_at IS NULL;

-- Which visits the service part of a payment is for. Its shares add up to it.
CREATE TABLE payment_shares (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    payment_id INTEGER NOT NULL REFERENCES payments (id),
    visit_id   INTEGER NOT NULL REFERENCES visits (id),
    cents      INTEGER NOT NULL CHECK (cents BETWEEN 0 AND 100000000)
) STRICT;
CREATE UNIQUE INDEX shares_of_payment ON payment_shares (payment_id, visit_id) WHERE retired_at IS NULL;
CREATE INDEX shares_of_visit ON payment_shares (visit_id, cents) WHERE retired_at IS NULL;

-- No more is paid for a visit than it was charged, and a visit that was paid stays. The commands say so at their fields;
-- these keep somebody else's undo from doing it.
CREATE TRIGGER a_visit_that_is_paid_stays BEFORE UPDATE OF retired_at, charged_cents ON visits
WHEN NEW.retired_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM payment_shares WHERE visit_id = NEW.id AND retired_at IS NULL)
    OR NEW.charged_cents < OLD.charged_cents
    AND NEW.charged_cents < (SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.id AND retired_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a visit that was paid stays');
END;
CREATE TRIGGER a_new_share_is_not_above_the_charge AFTER INSERT ON payment_shares WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'more than the visit was charged') FROM visits WHERE id = NEW.visit_id AND (
        retired_at IS NOT NULL OR charged_cents
            < (SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.visit_id AND retired_at IS NULL));
END;
CREATE TRIGGER a_changed_share_is_not_above_the_charge AFTER UPDATE OF retired_at, cents ON payment_shares
WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'more than the visit was charged') FROM visits WHERE id = NEW.visit_id AND (
        retired_at IS NOT NULL OR charged_cents
            < (SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.visit_id AND retired_at IS NULL));
END;

-- What a client was charged for visits given and has paid for visits: kept by triggers, so that lists need not join a
-- million visits, and so that no write can forget it.
CREATE TABLE balances (
    client_id     INTEGER PRIMARY KEY REFERENCES clients (id),
    charged_cents INTEGER NOT NULL DEFAULT 0,
    paid_cents    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TRIGGER a_new_visit_is_charged AFTER INSERT ON visits
WHEN NEW.status = 'given' AND NEW.retired_at IS NULL AND NEW.charged_cents <> 0
BEGIN
    INSERT INTO balances (client_id, charged_cents)
    SELECT client_id, NEW.charged_cents FROM cases WHERE id = NEW.case_id
    ON CONFLICT (client_id) DO UPDATE SET charged_cents = charged_cents + excluded.charged_cents;
END;
CREATE TRIGGER a_changed_visit_is_charged AFTER UPDATE OF status, retired_at, charged_cents ON visits
BEGIN
    INSERT INTO balances (client_id, charged_cents)
    SELECT client_id,
        iif(NEW.status = 'given' AND NEW.retired_at IS NULL, NEW.charged_cents, 0)
        - iif(OLD.status = 'given' AND OLD.retired_at IS NULL, OLD.charged_cents, 0)
    FROM cases WHERE id = NEW.case_id
    ON CONFLICT (client_id) DO UPDATE SET charged_cents = charged_cents + excluded.charged_cents;
END;
CREATE TRIGGER a_new_share_is_paid AFTER INSERT ON payment_shares WHEN NEW.retired_at IS NULL
BEGIN
    INSERT INTO balances (client_id, paid_cents)
    SELECT cases.client_id, NEW.cents FROM visits JOIN cases ON cases.id = visits.case_id WHERE visits.id = NEW.visit_id
    ON CONFLICT (client_id) DO UPDATE SET paid_cents = paid_cents + excluded.paid_cents;
END;
CREATE TRIGGER a_changed_share_is_paid AFTER UPDATE OF retired_at, cents ON payment_shares
BEGIN
    INSERT INTO balances (client_id, paid_cents)
    SELECT cases.client_id,
        iif(NEW.retired_at IS NULL, NEW.cents, 0) - iif(OLD.retired_at IS NULL, OLD.cents, 0)
    FROM visits JOIN cases ON cases.id = visits.case_id WHERE visits.id = NEW.visit_id
    ON CONFLICT (client_id) DO UPDATE SET paid_cents = paid_cents + excluded.paid_cents;
END;

CREATE VIEW payment_rows AS
SELECT payments.id, payments.version, payments.client_id, payments.paid_on, payments.method, payments.reference,
    payments.service_cents, payments.tip_cents, payments.tax_cents, payments.product_cents, payments.other_cents,
    payments.note
FROM payments
WHERE payments.retired_at IS NULL;

-- A visit with what was paid for it. A visit has a handful of shares: they are added up as it is shown.
CREATE VIEW account_rows AS
SELECT visit_rows.*,
    coalesce((
        SELECT sum(payment_shares.cents) FROM payment_shares
        WHERE payment_shares.visit_id = visit_rows.id AND payment_shares.retired_at IS NULL), 0) AS paid_cents
FROM visit_rows;

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
        SELECT balances.charged_cents - balances.paid_cents FROM balances
        WHERE balances.client_id = clients.id), 0) AS balance_cents
FROM clients;
