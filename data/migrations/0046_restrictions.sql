-- What clients asked to be kept from a payer (45 CFR 164.522): of which days of service the visits are not told of.
CREATE TABLE restrictions (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    retired_at    TEXT,
    client_id     INTEGER NOT NULL REFERENCES clients (id),
    -- The payer that is not told; NULL is every payer.
    payer_id      INTEGER REFERENCES payers (id),
    -- Days of service, the first and the last one included; "" has no end.
    from_on       TEXT NOT NULL CHECK (length(from_on) = 10),
    until_on      TEXT NOT NULL DEFAULT '' CHECK (length(until_on) IN (0, 10) AND (until_on = '' OR until_on >= from_on)),
    asked_on      TEXT NOT NULL CHECK (length(asked_on) = 10),
    how           TEXT NOT NULL CHECK (how IN ('written', 'said')),
    note          TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- The client took it back: from then on nothing is kept by it any more, of earlier visits neither.
    taken_back_on TEXT NOT NULL DEFAULT ''
        CHECK (length(taken_back_on) IN (0, 10) AND (taken_back_on = '' OR taken_back_on >= asked_on))
) STRICT;
CREATE INDEX restrictions_of_client ON restrictions (client_id) WHERE retired_at IS NULL;
CREATE INDEX restrictions_of_payer ON restrictions (payer_id) WHERE payer_id IS NOT NULL;
CREATE TRIGGER a_restriction_is_never_deleted BEFORE DELETE ON restrictions
BEGIN
    SELECT RAISE(ABORT, 'what a client asked for stays on record');
END;
CREATE TRIGGER a_restriction_stays_with_its_client BEFORE UPDATE OF client_id ON restrictions
WHEN NEW.client_id <> OLD.client_id
BEGIN
    SELECT RAISE(ABORT, 'a restriction is of the client who asked for it');
END;
