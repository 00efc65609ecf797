-- A payment can be what a plan paid by one of its benefit statements: each statement is taken once, and what it says
-- was paid stays as long as the payment stands on it.
ALTER TABLE payments ADD COLUMN statement_id INTEGER REFERENCES benefit_statements (id)
    CHECK (statement_id IS NULL OR payer_id IS NOT NULL AND refunds_id IS NULL AND drawn_id IS NULL);
CREATE UNIQUE INDEX one_payment_a_statement ON payments (statement_id)
    WHERE statement_id IS NOT NULL AND retired_at IS NULL;

DROP VIEW payment_rows;
CREATE VIEW payment_rows AS
SELECT payments.id, payments.version, payments.client_id, payments.paid_on, payments.method, payments.reference,
    payments.service_cents, payments.tip_cents, payments.tax_cents, payments.product_cents, payments.other_cents,
    payments.note, payments.credit_cents, payments.sold_cents, payments.sold_id, payments.drawn_id,
    payments.discounted_cents, payments.refunds_id, payments.payer_id, payments.paid_ahead, payments.statement_id
FROM payments
WHERE payments.retired_at IS NULL;

-- The commands say so at their fields; these keep somebody else's undo from doing it.
CREATE TRIGGER a_statement_that_was_taken_stays BEFORE UPDATE OF retired_at, paid_to, paid_cents ON benefit_statements
WHEN (NEW.retired_at IS NOT NULL OR NEW.paid_to <> OLD.paid_to OR NEW.paid_cents <> OLD.paid_cents)
    AND EXISTS (SELECT 1 FROM payments WHERE statement_id = NEW.id AND retired_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a statement that was taken as a payment stays');
END;
CREATE TRIGGER a_line_that_was_taken_stays BEFORE UPDATE OF retired_at, paid_cents ON benefit_lines
WHEN (NEW.retired_at IS NOT NULL AND OLD.paid_cents > 0 OR NEW.paid_cents <> OLD.paid_cents)
    AND EXISTS (SELECT 1 FROM payments WHERE statement_id = NEW.statement_id AND retired_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a statement that was taken as a payment stays');
END;
CREATE TRIGGER a_new_payment_keeps_to_its_statement AFTER INSERT ON payments WHEN NEW.statement_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'nothing was paid to the clinic by this') FROM benefit_statements
    WHERE id = NEW.statement_id AND (retired_at IS NOT NULL OR paid_to <> 'clinic');
END;
CREATE TRIGGER a_payment_that_comes_back_keeps_to_its_statement AFTER UPDATE OF retired_at ON payments
WHEN NEW.statement_id IS NOT NULL AND NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'nothing was paid to the clinic by this') FROM benefit_statements
    WHERE id = NEW.statement_id AND (retired_at IS NOT NULL OR paid_to <> 'clinic');
END;
