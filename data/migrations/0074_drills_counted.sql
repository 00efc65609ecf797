-- What a person looks for in a restore that was tried, beside the counts of tables: NULL where it came to nothing, and
-- for those that were tried before this was counted.
ALTER TABLE drills ADD COLUMN clients_back INTEGER CHECK (clients_back >= 0);
ALTER TABLE drills ADD COLUMN visits_back INTEGER CHECK (visits_back >= 0);
ALTER TABLE drills ADD COLUMN bills_back INTEGER CHECK (bills_back >= 0);
-- What was charged for visits and paid for them in all, in cents.
ALTER TABLE drills ADD COLUMN charged_back INTEGER;
ALTER TABLE drills ADD COLUMN paid_back INTEGER;
-- How many columns of money add up to what the manifest says, of how many.
ALTER TABLE drills ADD COLUMN sums_equal INTEGER NOT NULL DEFAULT 0 CHECK (sums_equal >= 0);
ALTER TABLE drills ADD COLUMN sums_found INTEGER NOT NULL DEFAULT 0 CHECK (sums_found >= 0);
