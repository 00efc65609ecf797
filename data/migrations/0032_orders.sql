-- What a prescription says besides its days and its number of visits, where somebody copied it.
-- How often, in numbers: so many visits in every so many weeks or months. Without it the words in `frequency` count,
-- where they are plain.
ALTER TABLE prescriptions ADD COLUMN rate_times INTEGER CHECK (rate_times BETWEEN 1 AND 31);
ALTER TABLE prescriptions ADD COLUMN rate_span INTEGER NOT NULL DEFAULT 1 CHECK (rate_span BETWEEN 1 AND 26);
ALTER TABLE prescriptions ADD COLUMN rate_unit TEXT NOT NULL DEFAULT 'week' CHECK (rate_unit IN ('week', 'month'));
-- ["Neck", "Low back"]; none is any.
ALTER TABLE prescriptions ADD COLUMN regions TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(regions) AND length(regions) <= 2000);
ALTER TABLE prescriptions ADD COLUMN signature TEXT NOT NULL DEFAULT ''
    CHECK (signature IN ('', 'signed', 'missing'));
ALTER TABLE prescriptions ADD COLUMN signed_on TEXT NOT NULL DEFAULT ''
    CHECK (signed_on = '' OR (length(signed_on) = 10 AND signature = 'signed'));
ALTER TABLE prescriptions ADD COLUMN visit_minutes INTEGER CHECK (visit_minutes BETWEEN 1 AND 1440);
ALTER TABLE prescriptions ADD COLUMN visit_units INTEGER CHECK (visit_units BETWEEN 1 AND 99);

DROP VIEW prescription_rows;
CREATE VIEW prescription_rows AS
SELECT prescriptions.id, prescriptions.version, prescriptions.case_id, prescriptions.prescriber_id,
    prescribers.given_name, prescribers.family_name, prescribers.credential, prescribers.npi,
    prescriptions.kind, prescriptions.ordered_on, prescriptions.starts_on, prescriptions.expires_on,
    prescriptions.visits_ordered, prescriptions.codes, prescriptions.frequency, prescriptions.rate_times,
    prescriptions.rate_span, prescriptions.rate_unit, prescriptions.regions, prescriptions.signature,
    prescriptions.signed_on, prescriptions.visit_minutes, prescriptions.visit_units
FROM prescriptions
JOIN prescribers ON prescribers.id = prescriptions.prescriber_id
WHERE prescriptions.retired_at IS NULL;
