-- A benefit statement is found by its claim number, whatever marks stand between its letters and digits: the query says
-- the same expression.
CREATE INDEX benefit_statements_by_claim
    ON benefit_statements (
        upper(replace(replace(replace(replace(replace(claim_number, ' ', ''), '-', ''), '.', ''), '/', ''), '#', '')),
        id)
    WHERE retired_at IS NULL AND claim_number <> '';
