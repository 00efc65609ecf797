-- What the clinic agreed with a payer: one therapist, one network or all plans, and a fee for each code. Two therapists
-- of one clinic may differ.
CREATE TABLE contracts (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL,
    retired_at   TEXT,
    payer_id     INTEGER NOT NULL REFERENCES payers (id),
    therapist_id INTEGER NOT NULL REFERENCES therapists (id),
    -- Empty for all plans of the payer.
    network      TEXT NOT NULL DEFAULT '' CHECK (length(network) <= 100),
    -- By it one network is the same, however it is typed.
    network_key  TEXT NOT NULL DEFAULT '',
    from_on      TEXT NOT NULL CHECK (length(from_on) = 10),
    -- The last day that counts; empty while it still runs.
    to_on        TEXT NOT NULL DEFAULT '' CHECK (length(to_on) IN (0, 10)),
    -- Whether its fees count also for visits that the plan does not pay; empty where that is not known.
    binds_unpaid TEXT NOT NULL DEFAULT '' CHECK (binds_unpaid IN ('', 'yes', 'no')),
    note         TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    -- The rows of contract_fees in their order: a change of them alone is a change of the contract too, so that nobody
    -- overwrites it unseen.
    fees         TEXT NOT NULL DEFAULT '' CHECK (length(fees) <= 1000)
) STRICT;
CREATE INDEX contracts_in_order ON contracts (payer_id, therapist_id, from_on, id) WHERE retired_at IS NULL;
CREATE INDEX contracts_of_therapist ON contracts (therapist_id) WHERE retired_at IS NULL;

-- On each day at most one counts, also where one that was removed is brought back.
CREATE TRIGGER contracts_begin_apart BEFORE INSERT ON contracts
WHEN NEW.retired_at IS NULL AND EXISTS (
    SELECT 1 FROM contracts AS other
    WHERE other.payer_id = NEW.payer_id AND other.therapist_id = NEW.therapist_id
        AND other.network_key = NEW.network_key AND other.retired_at IS NULL
        AND (NEW.to_on = '' OR other.from_on <= NEW.to_on) AND (other.to_on = '' OR NEW.from_on <= other.to_on))
BEGIN
    SELECT RAISE(ABORT, 'contracts of one therapist and network never share a day');
END;
CREATE TRIGGER contracts_stay_apart BEFORE UPDATE ON contracts
WHEN NEW.retired_at IS NULL AND EXISTS (
    SELECT 1 FROM contracts AS other
    WHERE other.payer_id = NEW.payer_id AND other.therapist_id = NEW.therapist_id
        AND other.network_key = NEW.network_key AND other.retired_at IS NULL AND other.id <> NEW.id
        AND (NEW.to_on = '' OR other.from_on <= NEW.to_on) AND (other.to_on = '' OR NEW.from_on <= other.to_on))
BEGIN
    SELECT RAISE(ABORT, 'contracts of one therapist and network never share a day');
END;

-- What a contract allows for a code: for each unit, or for the visit whatever its units.
CREATE TABLE contract_fees (
    id             INTEGER PRIMARY KEY,
    version        INTEGER NOT NULL,
    retired_at     TEXT,
    contract_id    INTEGER NOT NULL REFERENCES contracts (id),
    place          INTEGER NOT NULL,
    procedure_code TEXT NOT NULL CHECK (length(procedure_code) = 5),
    allowed_cents  INTEGER NOT NULL CHECK (allowed_cents BETWEEN 1 AND 100000000),
    per            TEXT NOT NULL CHECK (per IN ('unit', 'visit'))
) STRICT;
CREATE INDEX contract_fees_in_order ON contract_fees (contract_id, place, id) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX contract_fees_by_code ON contract_fees (contract_id, procedure_code) WHERE retired_at IS NULL;

CREATE VIEW contract_rows AS
SELECT contracts.id, contracts.version, contracts.payer_id, contracts.therapist_id,
    therapists.given_name, therapists.family_name, therapists.designation, therapists.sort_name,
    contracts.network, contracts.network_key, contracts.from_on, contracts.to_on, contracts.binds_unpaid,
    contracts.note,
    (SELECT count(*) FROM contract_fees
        WHERE contract_fees.contract_id = contracts.id AND contract_fees.retired_at IS NULL) AS fees
FROM contracts
JOIN therapists ON therapists.id = contracts.therapist_id
WHERE contracts.retired_at IS NULL;
