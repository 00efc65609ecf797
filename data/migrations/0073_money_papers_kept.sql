-- The receipts of money and the statements of account that left the clinic, each as it was then: what the account says
-- later is another paper. One that leaves again without a change is the same one.
CREATE TABLE money_papers (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT CHECK (retired_at IS NULL),
    kind       TEXT NOT NULL CHECK (kind IN ('payment_receipt', 'sale_receipt', 'account_statement')),
    -- NULL for a gift card of nobody on record.
    client_id  INTEGER REFERENCES clients (id),
    -- A payment or a prepaid, and no reference: what was taken by mistake is taken back although its receipt left.
    payment_id INTEGER,
    prepaid_id INTEGER,
    -- The days that a statement tells of, both with it.
    first_day  TEXT NOT NULL DEFAULT '' CHECK (length(first_day) IN (0, 10)),
    last_day   TEXT NOT NULL DEFAULT '' CHECK (length(last_day) IN (0, 10)),
    -- When it left the clinic first.
    handed_on  TEXT NOT NULL CHECK (length(handed_on) = 10),
    handed_at  TEXT NOT NULL,                           -- UTC, ISO 8601
    handed_by  INTEGER NOT NULL REFERENCES staff (id),
    digest     TEXT NOT NULL REFERENCES contents (digest),
    CHECK ((kind = 'payment_receipt') = (payment_id IS NOT NULL)),
    CHECK ((kind = 'sale_receipt') = (prepaid_id IS NOT NULL)),
    CHECK ((kind = 'account_statement') = (first_day <> '') AND (first_day = '') = (last_day = '')),
    CHECK (kind = 'sale_receipt' OR client_id IS NOT NULL)
) STRICT;
CREATE INDEX money_papers_of_client ON money_papers (client_id, kind, id);
CREATE INDEX money_papers_of_payment ON money_papers (payment_id, id) WHERE payment_id IS NOT NULL;
CREATE INDEX money_papers_of_prepaid ON money_papers (prepaid_id, id) WHERE prepaid_id IS NOT NULL;
CREATE TRIGGER a_paper_that_left_stays_as_it_was BEFORE UPDATE ON money_papers
BEGIN
    SELECT RAISE(ABORT, 'a paper that left is never changed');
END;
CREATE TRIGGER a_paper_that_left_is_never_deleted BEFORE DELETE ON money_papers
BEGIN
    SELECT RAISE(ABORT, 'a paper that left is never deleted');
END;
