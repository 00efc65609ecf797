-- What a visit asks of the payer, of the service and of the clinic before it is typed.

-- How the payer counts the units of timed services: 'cms' pools the minutes of all codes, 'midpoint' counts each code
-- alone. Empty: not known yet. No rule is taken for granted, because a wrong one bills a unit too many.
ALTER TABLE payers ADD COLUMN unit_rule TEXT NOT NULL DEFAULT '' CHECK (unit_rule IN ('', 'cms', 'midpoint'));
-- The most units the payer pays for one day; NULL is not known, which is not the same as no limit.
ALTER TABLE payers ADD COLUMN units_a_day INTEGER CHECK (units_a_day BETWEEN 1 AND 99);
-- Whether it wants start, end and body region with every service, and not only minutes.
ALTER TABLE payers ADD COLUMN asks_times INTEGER NOT NULL DEFAULT 0 CHECK (asks_times IN (0, 1));

-- Filled into a visit when the service is chosen. Minutes that give no units would only mislead there.
ALTER TABLE services ADD COLUMN usual_minutes INTEGER
    CHECK (usual_minutes BETWEEN 1 AND 600 AND (usual_minutes IS NULL OR is_timed = 1));
DROP VIEW service_rows;
CREATE VIEW service_rows AS
SELECT id, version, name, procedure_code, is_timed, priced_by, price_cents, usual_minutes, sort_name
FROM services
WHERE retired_at IS NULL;

-- A clinic that writes its visit notes on paper is asked for none here.
ALTER TABLE practice ADD COLUMN notes_on_paper INTEGER NOT NULL DEFAULT 0 CHECK (notes_on_paper IN (0, 1));
