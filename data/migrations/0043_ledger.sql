-- What is paid before it is used: packages, memberships and gift cards. What each still holds follows from the payments
-- that bought it, those that were drawn from it, and what was forfeited: never typed, never kept twice.
CREATE TABLE prepaids (
    id              INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    retired_at      TEXT,
    kind            TEXT NOT NULL CHECK (kind IN ('package', 'membership', 'gift_card')),
    -- Who bought it; of a gift card whoever is no client is kept by name.
    client_id       INTEGER REFERENCES clients (id),
    bought_by       TEXT NOT NULL DEFAULT '' CHECK (length(bought_by) <= 200),
    name            TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- The only service it is for, where it is for one.
    service_id      INTEGER REFERENCES services (id),
    -- How many visits it holds; without, it holds a value.
    visits          INTEGER CHECK (visits BETWEEN 1 AND 999),
    -- Of a gift card its face value.
    price_cents     INTEGER NOT NULL CHECK (price_cents BETWEEN 1 AND 100000000),
    -- What stands on a gift card.
    number          TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 40),
    sold_on         TEXT NOT NULL CHECK (length(sold_on) = 10),
    starts_on       TEXT NOT NULL CHECK (length(starts_on) = 10),
    -- The last day of service it pays for, where it has one.
    expires_on      TEXT NOT NULL DEFAULT '' CHECK (length(expires_on) IN (0, 10)),
    -- The period of a membership that this one continues.
    follows_id      INTEGER REFERENCES prepaids (id),
    ended_on        TEXT NOT NULL DEFAULT '' CHECK (length(ended_on) IN (0, 10)),
    ended_kind      TEXT NOT NULL DEFAULT '' CHECK (ended_kind IN ('', 'expired', 'refunded', 'closed')),
    forfeited_cents INTEGER NOT NULL DEFAULT 0 CHECK (forfeited_cents BETWEEN 0 AND 100000000),
    ended_why       TEXT NOT NULL DEFAULT '' CHECK (length(ended_why) <= 500),
    note            TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    CHECK (client_id IS NOT NULL OR kind = 'gift_card' AND bought_by <> ''),
    CHECK (kind <> 'gift_card' OR number <> '' AND visits IS NULL AND service_id IS NULL),
    CHECK (kind = 'gift_card' OR number = ''),
    CHECK (follows_id IS NULL OR kind = 'membership'),
    CHECK (expires_on = '' OR expires_on >= starts_on),
    CHECK ((ended_kind = '') = (ended_on = '')),
    CHECK (forfeited_cents = 0 OR ended_kind IN ('expired', 'closed'))
) STRICT;
CREATE INDEX prepaids_by_end ON prepaids (expires_on, id) WHERE retired_at IS NULL;
CREATE INDEX prepaids_of_client ON prepaids (client_id, sold_on, id) WHERE retired_at IS NULL;
CREATE INDEX prepaids_in_order ON prepaids (sold_on, id) WHERE retired_at IS NULL;
CREATE INDEX gift_cards_by_number ON prepaids (number) WHERE kind = 'gift_card' AND retired_at IS NULL;
CREATE UNIQUE INDEX one_live_gift_card_a_number ON prepaids (number)
    WHERE kind = 'gift_card' AND ended_kind = '' AND retired_at IS NULL;
CREATE UNIQUE INDEX one_period_follows_another ON prepaids (follows_id) WHERE retired_at IS NULL;

-- Payments get their new parts, and refunds as rows of their own, below zero. Their shares are put aside meanwhile:
-- foreign keys are on.
DROP VIEW client_rows;
DROP VIEW account_rows;
DROP VIEW payment_rows;
DROP TRIGGER a_visit_that_is_paid_stays;
CREATE TABLE payments_before AS SELECT * FROM payments;
CREATE TABLE payment_shares_before AS SELECT * FROM payment_shares;
DROP TABLE payment_shares;
DROP TABLE payments;

-- What was paid, when and how, split as it came in: only the part for services ever reaches a bill.
CREATE TABLE payments (
    id               INTEGER PRIMARY KEY,
    version          INTEGER NOT NULL,
    retired_at       TEXT,
    -- None for a gift card that was sold to nobody on record.
    client_id        INTEGER REFERENCES clients (id),
    -- Of a package, a membership or a gift card the day it was bought; of a refund the day it was given.
    paid_on          TEXT NOT NULL CHECK (length(paid_on) = 10),
    method           TEXT NOT NULL CHECK (method IN
        ('card', 'cash', 'check', 'hsa', 'transfer', 'package', 'membership', 'gift_card', 'other')),
    -- The number of a check, the last digits of a card.
    reference        TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 40),
    service_cents    INTEGER NOT NULL DEFAULT 0 CHECK (service_cents BETWEEN -100000000 AND 100000000),
    tip_cents        INTEGER NOT NULL DEFAULT 0 CHECK (tip_cents BETWEEN -100000000 AND 100000000),
    tax_cents        INTEGER NOT NULL DEFAULT 0 CHECK (tax_cents BETWEEN -100000000 AND 100000000),
    product_cents    INTEGER NOT NULL DEFAULT 0 CHECK (product_cents BETWEEN -100000000 AND 100000000),
    other_cents      INTEGER NOT NULL DEFAULT 0 CHECK (other_cents BETWEEN -100000000 AND 100000000),
    note             TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- Kept on account for later visits.
    credit_cents     INTEGER NOT NULL DEFAULT 0 CHECK (credit_cents BETWEEN -100000000 AND 100000000),
    -- For a package, a membership or a gift card: which one it bought.
    sold_cents       INTEGER NOT NULL DEFAULT 0 CHECK (sold_cents BETWEEN -100000000 AND 100000000),
    sold_id          INTEGER REFERENCES prepaids (id),
    -- No money came in: it was drawn from this one.
    drawn_id         INTEGER REFERENCES prepaids (id),
    -- By how much that raised the discount of its visit.
    discounted_cents INTEGER NOT NULL DEFAULT 0 CHECK (discounted_cents BETWEEN 0 AND 100000000),
    -- The payment that this one gives back, in part or in full.
    refunds_id       INTEGER REFERENCES payments (id),
    -- The plan that paid; the client where it is none.
    payer_id         INTEGER REFERENCES payers (id),
    -- Somebody said that it was rightly paid before the visit.
    paid_ahead       INTEGER NOT NULL DEFAULT 0 CHECK (paid_ahead IN (0, 1)),
    CHECK (CASE WHEN refunds_id IS NULL
        THEN min(service_cents, tip_cents, tax_cents, product_cents, other_cents, credit_cents, sold_cents) >= 0
        ELSE max(service_cents, tip_cents, tax_cents, product_cents, other_cents, credit_cents, sold_cents) <= 0 END),
    CHECK (sold_cents = 0 OR sold_id IS NOT NULL),
    CHECK (client_id IS NOT NULL OR sold_id IS NOT NULL AND service_cents = 0 AND credit_cents = 0),
    CHECK (drawn_id IS NULL OR method IN ('package', 'membership', 'gift_card') AND credit_cents = 0
        AND sold_id IS NULL AND refunds_id IS NULL AND payer_id IS NULL),
    CHECK (discounted_cents = 0 OR drawn_id IS NOT NULL),
    CHECK (payer_id IS NULL OR tip_cents = 0 AND credit_cents = 0 AND sold_id IS NULL)
) STRICT;

-- Which visits the service part of a payment is for. Its shares add up to it.
CREATE TABLE payment_shares (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    payment_id INTEGER NOT NULL REFERENCES payments (id),
    visit_id   INTEGER NOT NULL REFERENCES visits (id),
    -- Below zero of a refund.
    cents      INTEGER NOT NULL CHECK (cents BETWEEN -100000000 AND 100000000)
) STRICT;

INSERT INTO payments (id, version, retired_at, client_id, paid_on, method, reference, service_cents, tip_cents,
    tax_cents, product_cents, other_cents, note)
SELECT id, version, retired_at, client_id, paid_on, method, reference, service_cents, tip_cents, tax_cents,
    product_cents, other_cents, note
FROM payments_before;
INSERT INTO payment_shares (id, version, retired_at, payment_id, visit_id, cents)
SELECT id, version, retired_at, payment_id, visit_id, cents FROM payment_shares_before;
DROP TABLE payment_shares_before;
DROP TABLE payments_before;

CREATE INDEX payments_in_order ON payments (client_id, paid_on, id) WHERE retired_at IS NULL;
CREATE INDEX payments_for_prepaid ON payments (sold_id, sold_cents) WHERE sold_id IS NOT NULL AND retired_at IS NULL;
CREATE INDEX payments_from_prepaid ON payments (drawn_id) WHERE drawn_id IS NOT NULL AND retired_at IS NULL;
CREATE INDEX refunds_of_payment ON payments (refunds_id) WHERE refunds_id IS NOT NULL AND retired_at IS NULL;
CREATE INDEX payments_kept_on_account ON payments (client_id, paid_on, id) WHERE credit_cents <> 0 AND retired_at IS NULL;
CREATE UNIQUE INDEX shares_of_payment ON payment_shares (payment_id, visit_id) WHERE retired_at IS NULL;
CREATE INDEX shares_of_visit ON payment_shares (visit_id, cents) WHERE retired_at IS NULL;

-- What of a visit's charge nobody is asked for any more, and why.
CREATE TABLE write_offs (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    retired_at     TEXT,
    visit_id       INTEGER NOT NULL REFERENCES visits (id),
    cents          INTEGER NOT NULL CHECK (cents BETWEEN 1 AND 100000000),
    written_off_on TEXT NOT NULL CHECK (length(written_off_on) = 10),
    kind           TEXT NOT NULL CHECK (kind IN ('courtesy', 'contract', 'bad_debt', 'other')),
    why            TEXT NOT NULL DEFAULT '' CHECK (length(why) <= 500)
) STRICT;
CREATE INDEX write_offs_of_visit ON write_offs (visit_id, cents) WHERE retired_at IS NULL;

-- What was charged is paid and written off at most once, never below nothing, and a visit on which either stands stays.
-- The commands say so at their fields; these keep somebody else's undo from doing it.
CREATE TRIGGER a_visit_that_is_paid_stays BEFORE UPDATE OF retired_at, status, charged_cents ON visits
WHEN NEW.retired_at IS NOT NULL AND (
        EXISTS (SELECT 1 FROM payment_shares WHERE visit_id = NEW.id AND retired_at IS NULL)
        OR EXISTS (SELECT 1 FROM write_offs WHERE visit_id = NEW.id AND retired_at IS NULL))
    OR NEW.status <> 'given' AND EXISTS (SELECT 1 FROM write_offs WHERE visit_id = NEW.id AND retired_at IS NULL)
    OR NEW.charged_cents < OLD.charged_cents AND NEW.charged_cents
        < coalesce((SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.id AND retired_at IS NULL), 0)
        + coalesce((SELECT sum(cents) FROM write_offs WHERE visit_id = NEW.id AND retired_at IS NULL), 0)
BEGIN
    SELECT RAISE(ABORT, 'a visit that was paid stays');
END;
CREATE TRIGGER a_new_share_is_not_above_the_charge AFTER INSERT ON payment_shares WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'more than the visit was charged') FROM visits WHERE id = NEW.visit_id AND (
        retired_at IS NOT NULL OR charged_cents
            < (SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.visit_id AND retired_at IS NULL)
            + coalesce((SELECT sum(cents) FROM write_offs WHERE visit_id = NEW.visit_id AND retired_at IS NULL), 0));
END;
CREATE TRIGGER a_changed_share_is_not_above_the_charge AFTER UPDATE OF retired_at, cents ON payment_shares
BEGIN
    SELECT RAISE(ABORT, 'more than the visit was charged') FROM visits WHERE id = NEW.visit_id AND (
        retired_at IS NOT NULL AND NEW.retired_at IS NULL OR charged_cents
            < coalesce((SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.visit_id AND retired_at IS NULL), 0)
            + coalesce((SELECT sum(cents) FROM write_offs WHERE visit_id = NEW.visit_id AND retired_at IS NULL), 0));
END;
CREATE TRIGGER a_new_write_off_is_not_above_what_is_open AFTER INSERT ON write_offs WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'more than is open') FROM visits WHERE id = NEW.visit_id AND (
        retired_at IS NOT NULL OR status <> 'given' OR charged_cents
            < coalesce((SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.visit_id AND retired_at IS NULL), 0)
            + (SELECT sum(cents) FROM write_offs WHERE visit_id = NEW.visit_id AND retired_at IS NULL));
END;
CREATE TRIGGER a_changed_write_off_is_not_above_what_is_open AFTER UPDATE OF retired_at, cents ON write_offs
WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'more than is open') FROM visits WHERE id = NEW.visit_id AND (
        retired_at IS NOT NULL OR status <> 'given' OR charged_cents
            < coalesce((SELECT sum(cents) FROM payment_shares WHERE visit_id = NEW.visit_id AND retired_at IS NULL), 0)
            + (SELECT sum(cents) FROM write_offs WHERE visit_id = NEW.visit_id AND retired_at IS NULL));
END;

-- No more is given back than was paid: not in sum, not in a part, not of a visit. What was given back in part stays.
CREATE VIEW payments_less_refunds AS
SELECT roots.id, roots.paid_on,
    roots.service_cents + coalesce((SELECT sum(service_cents) FROM payments
        WHERE refunds_id = roots.id AND retired_at IS NULL), 0) AS service_cents,
    roots.tip_cents + coalesce((SELECT sum(tip_cents) FROM payments
        WHERE refunds_id = roots.id AND retired_at IS NULL), 0) AS tip_cents,
    roots.tax_cents + coalesce((SELECT sum(tax_cents) FROM payments
        WHERE refunds_id = roots.id AND retired_at IS NULL), 0) AS tax_cents,
    roots.product_cents + coalesce((SELECT sum(product_cents) FROM payments
        WHERE refunds_id = roots.id AND retired_at IS NULL), 0) AS product_cents,
    roots.other_cents + coalesce((SELECT sum(other_cents) FROM payments
        WHERE refunds_id = roots.id AND retired_at IS NULL), 0) AS other_cents,
    roots.credit_cents + coalesce((SELECT sum(credit_cents) FROM payments
        WHERE refunds_id = roots.id AND retired_at IS NULL), 0) AS credit_cents,
    roots.sold_cents + coalesce((SELECT sum(sold_cents) FROM payments
        WHERE refunds_id = roots.id AND retired_at IS NULL), 0) AS sold_cents,
    (SELECT min(paid_on) FROM payments WHERE refunds_id = roots.id AND retired_at IS NULL) AS refunded_on
FROM payments AS roots
WHERE roots.retired_at IS NULL;
CREATE TRIGGER a_new_refund_is_of_a_payment AFTER INSERT ON payments WHEN NEW.refunds_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a refund is of a payment') FROM payments WHERE id = NEW.refunds_id AND (
        retired_at IS NOT NULL OR refunds_id IS NOT NULL OR drawn_id IS NOT NULL
        OR (client_id, payer_id, sold_id) IS NOT (NEW.client_id, NEW.payer_id, NEW.sold_id));
    SELECT RAISE(ABORT, 'more than was paid') FROM payments_less_refunds WHERE id = NEW.refunds_id AND (
        min(service_cents, tip_cents, tax_cents, product_cents, other_cents, credit_cents, sold_cents) < 0
        OR refunded_on < paid_on);
END;
CREATE TRIGGER a_changed_payment_is_not_below_its_refunds AFTER UPDATE ON payments
WHEN EXISTS (SELECT 1 FROM payments WHERE refunds_id = coalesce(NEW.refunds_id, NEW.id) AND retired_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a payment that was given back stays') FROM payments
    WHERE id = coalesce(NEW.refunds_id, NEW.id) AND retired_at IS NOT NULL;
    SELECT RAISE(ABORT, 'more than was paid') FROM payments_less_refunds
    WHERE id = coalesce(NEW.refunds_id, NEW.id) AND (
        min(service_cents, tip_cents, tax_cents, product_cents, other_cents, credit_cents, sold_cents) < 0
        OR refunded_on < paid_on);
END;
CREATE TRIGGER a_new_share_is_not_below_its_refunds AFTER INSERT ON payment_shares WHEN NEW.cents < 0
BEGIN
    SELECT RAISE(ABORT, 'more than was paid for the visit')
    FROM (SELECT coalesce(refunds_id, id) AS root FROM payments WHERE id = NEW.payment_id)
    WHERE (
        SELECT sum(payment_shares.cents) FROM payments
        JOIN payment_shares ON payment_shares.payment_id = payments.id AND payment_shares.visit_id = NEW.visit_id
            AND payment_shares.retired_at IS NULL
        WHERE payments.retired_at IS NULL AND (payments.id = root OR payments.refunds_id = root)) < 0;
END;
CREATE TRIGGER a_changed_share_is_not_below_its_refunds AFTER UPDATE OF retired_at, cents ON payment_shares
BEGIN
    SELECT RAISE(ABORT, 'more than was paid for the visit')
    FROM (SELECT coalesce(refunds_id, id) AS root FROM payments WHERE id = NEW.payment_id)
    WHERE (
        SELECT sum(payment_shares.cents) FROM payments
        JOIN payment_shares ON payment_shares.payment_id = payments.id AND payment_shares.visit_id = NEW.visit_id
            AND payment_shares.retired_at IS NULL
        WHERE payments.retired_at IS NULL AND (payments.id = root OR payments.refunds_id = root)) < 0;
END;

-- A package, membership or gift card with what was paid for it, given back, drawn from it, and what it still holds.
-- Paid = drawn + refunded + forfeited + left. A use of one that holds visits is one payment for one visit.
CREATE VIEW prepaid_rows AS
SELECT held.*, held.paid_cents - held.refunded_cents - held.drawn_cents - held.forfeited_cents AS left_cents
FROM (
    SELECT prepaids.*,
        coalesce((SELECT sum(payments.sold_cents) FROM payments WHERE payments.sold_id = prepaids.id
            AND payments.retired_at IS NULL AND payments.refunds_id IS NULL), 0) AS paid_cents,
        coalesce((SELECT -sum(payments.sold_cents) FROM payments WHERE payments.sold_id = prepaids.id
            AND payments.retired_at IS NULL AND payments.refunds_id IS NOT NULL), 0) AS refunded_cents,
        coalesce((
            SELECT sum(payments.service_cents + payments.tip_cents + payments.tax_cents + payments.product_cents
                + payments.other_cents)
            FROM payments WHERE payments.drawn_id = prepaids.id AND payments.retired_at IS NULL), 0) AS drawn_cents,
        (SELECT count(*) FROM payments WHERE payments.drawn_id = prepaids.id AND payments.retired_at IS NULL)
            AS uses
    FROM prepaids
    WHERE prepaids.retired_at IS NULL) AS held;

-- None is drawn beyond what was paid for it, nor for more visits than it holds; one that ended holds nothing any more.
CREATE TRIGGER a_new_payment_keeps_to_its_prepaid AFTER INSERT ON payments
WHEN NEW.sold_id IS NOT NULL OR NEW.drawn_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'this is gone') FROM prepaids WHERE id IN (NEW.sold_id, NEW.drawn_id) AND retired_at IS NOT NULL;
    SELECT RAISE(ABORT, 'not as it was sold') FROM prepaid_rows WHERE id IN (NEW.sold_id, NEW.drawn_id) AND (
        left_cents < 0 OR paid_cents > price_cents OR ended_kind <> '' AND left_cents <> 0
        OR visits IS NOT NULL AND uses > visits
        OR id = NEW.drawn_id AND (ended_kind <> '' OR kind <> NEW.method));
END;
CREATE TRIGGER a_changed_payment_keeps_to_its_prepaid AFTER UPDATE ON payments
WHEN NEW.sold_id IS NOT NULL OR NEW.drawn_id IS NOT NULL OR OLD.sold_id IS NOT NULL OR OLD.drawn_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'this is gone') FROM prepaids
    WHERE NEW.retired_at IS NULL AND id IN (NEW.sold_id, NEW.drawn_id) AND retired_at IS NOT NULL;
    SELECT RAISE(ABORT, 'not as it was sold') FROM prepaid_rows
    WHERE id IN (NEW.sold_id, NEW.drawn_id, OLD.sold_id, OLD.drawn_id) AND (
        left_cents < 0 OR paid_cents > price_cents OR ended_kind <> '' AND left_cents <> 0
        OR visits IS NOT NULL AND uses > visits
        OR id = NEW.drawn_id AND NEW.retired_at IS NULL AND kind <> NEW.method
        OR ended_kind <> '' AND NEW.retired_at IS NULL AND OLD.retired_at IS NOT NULL AND id = NEW.drawn_id);
END;
CREATE TRIGGER a_prepaid_holds_what_was_paid AFTER UPDATE ON prepaids WHEN NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'not as it was sold') FROM prepaid_rows WHERE id = NEW.id AND (
        left_cents < 0 OR paid_cents > price_cents OR ended_kind <> '' AND left_cents <> 0
        OR visits IS NOT NULL AND uses > visits);
END;
CREATE TRIGGER a_prepaid_that_was_paid_stays BEFORE UPDATE OF retired_at ON prepaids
WHEN NEW.retired_at IS NOT NULL AND (
    EXISTS (SELECT 1 FROM payments WHERE sold_id = NEW.id AND retired_at IS NULL)
    OR EXISTS (SELECT 1 FROM payments WHERE drawn_id = NEW.id AND retired_at IS NULL))
BEGIN
    SELECT RAISE(ABORT, 'one that was paid for stays');
END;

-- A client's balance: what was charged less what was paid, written off, and is kept on account.
ALTER TABLE balances ADD COLUMN written_off_cents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE balances ADD COLUMN credit_cents INTEGER NOT NULL DEFAULT 0;

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
CREATE TRIGGER a_new_write_off_counts AFTER INSERT ON write_offs WHEN NEW.retired_at IS NULL
BEGIN
    INSERT INTO balances (client_id, written_off_cents)
    SELECT cases.client_id, NEW.cents FROM visits JOIN cases ON cases.id = visits.case_id WHERE visits.id = NEW.visit_id
    ON CONFLICT (client_id) DO UPDATE SET written_off_cents = written_off_cents + excluded.written_off_cents;
END;
CREATE TRIGGER a_changed_write_off_counts AFTER UPDATE OF retired_at, cents ON write_offs
BEGIN
    INSERT INTO balances (client_id, written_off_cents)
    SELECT cases.client_id,
        iif(NEW.retired_at IS NULL, NEW.cents, 0) - iif(OLD.retired_at IS NULL, OLD.cents, 0)
    FROM visits JOIN cases ON cases.id = visits.case_id WHERE visits.id = NEW.visit_id
    ON CONFLICT (client_id) DO UPDATE SET written_off_cents = written_off_cents + excluded.written_off_cents;
END;
CREATE TRIGGER a_new_credit_counts AFTER INSERT ON payments WHEN NEW.retired_at IS NULL AND NEW.credit_cents <> 0
BEGIN
    INSERT INTO balances (client_id, credit_cents) VALUES (NEW.client_id, NEW.credit_cents)
    ON CONFLICT (client_id) DO UPDATE SET credit_cents = credit_cents + excluded.credit_cents;
END;
CREATE TRIGGER a_changed_credit_counts AFTER UPDATE OF retired_at, credit_cents ON payments
WHEN NEW.credit_cents <> 0 OR OLD.credit_cents <> 0
BEGIN
    INSERT INTO balances (client_id, credit_cents)
    VALUES (NEW.client_id,
        iif(NEW.retired_at IS NULL, NEW.credit_cents, 0) - iif(OLD.retired_at IS NULL, OLD.credit_cents, 0))
    ON CONFLICT (client_id) DO UPDATE SET credit_cents = credit_cents + excluded.credit_cents;
END;

CREATE VIEW payment_rows AS
SELECT payments.id, payments.version, payments.client_id, payments.paid_on, payments.method, payments.reference,
    payments.service_cents, payments.tip_cents, payments.tax_cents, payments.product_cents, payments.other_cents,
    payments.note, payments.credit_cents, payments.sold_cents, payments.sold_id, payments.drawn_id,
    payments.discounted_cents, payments.refunds_id, payments.payer_id, payments.paid_ahead
FROM payments
WHERE payments.retired_at IS NULL;

-- A visit with what was paid for it and written off. A visit has a handful of each: they are added up as it is shown.
CREATE VIEW account_rows AS
SELECT visit_rows.*,
    coalesce((
        SELECT sum(payment_shares.cents) FROM payment_shares
        WHERE payment_shares.visit_id = visit_rows.id AND payment_shares.retired_at IS NULL), 0) AS paid_cents,
    coalesce((
        SELECT sum(write_offs.cents) FROM write_offs
        WHERE write_offs.visit_id = visit_rows.id AND write_offs.retired_at IS NULL), 0) AS written_off_cents
FROM visit_rows;

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
        FROM balances WHERE balances.client_id = clients.id), 0) AS balance_cents
FROM clients;
