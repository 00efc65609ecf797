-- A letter of medical necessity names the prescriber’s license. As it is written: the state and the number.
ALTER TABLE prescribers ADD COLUMN license TEXT NOT NULL DEFAULT '' CHECK (length(license) <= 60);
