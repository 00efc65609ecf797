-- A payer's prior authorization of a case: asked for, granted or denied. Several of one letter share their number.
CREATE TABLE authorizations (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    retired_at  TEXT,
    case_id     INTEGER NOT NULL REFERENCES cases (id),
    policy_id   INTEGER REFERENCES policies (id),
    status      TEXT NOT NULL CHECK (status IN ('requested', 'granted', 'denied')),
    -- As long as a claim form has room for.
    number      TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 29),
    -- Codes of procedures with spaces between; without one it is for any.
    codes       TEXT NOT NULL DEFAULT '' CHECK (length(codes) <= 120),
    counts      TEXT NOT NULL DEFAULT 'visits' CHECK (counts IN ('visits', 'units')),
    -- NULL where no number limits it.
    granted     INTEGER CHECK (granted BETWEEN 1 AND 999),
    -- Elsewhere, or before the visits on record here.
    used_before INTEGER NOT NULL DEFAULT 0 CHECK (used_before BETWEEN 0 AND 999),
    starts_on   TEXT NOT NULL DEFAULT '' CHECK (length(starts_on) IN (0, 10)),
    -- The last day that counts.
    ends_on     TEXT NOT NULL DEFAULT '' CHECK (length(ends_on) IN (0, 10)),
    asked_on    TEXT NOT NULL DEFAULT '' CHECK (length(asked_on) IN (0, 10)),
    decided_on  TEXT NOT NULL DEFAULT '' CHECK (length(decided_on) IN (0, 10)),
    contact     TEXT NOT NULL DEFAULT '' CHECK (length(contact) <= 200),
    note        TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000)
) STRICT;
CREATE INDEX authorizations_of_case ON authorizations (case_id, ends_on, id) WHERE retired_at IS NULL;
CREATE INDEX authorizations_granted ON authorizations (ends_on, id, case_id)
    WHERE retired_at IS NULL AND status = 'granted';

-- `until` is never empty, so that lists can be read on by it: what does not end comes after all that does, what was
-- denied stands at the day of the answer.
CREATE VIEW authorization_rows AS
SELECT authorizations.id, authorizations.version, authorizations.case_id, coalesce(payers.name, '') AS payer_name,
    authorizations.status, authorizations.number, authorizations.codes, authorizations.counts, authorizations.granted,
    authorizations.used_before, authorizations.starts_on, authorizations.ends_on, authorizations.asked_on,
    authorizations.decided_on,
    CASE
        WHEN authorizations.ends_on <> '' THEN authorizations.ends_on
        WHEN authorizations.status = 'denied' THEN max(authorizations.asked_on, authorizations.decided_on, '0001-01-01')
        ELSE '9999-12-31' END AS until
FROM authorizations
LEFT JOIN policies ON policies.id = authorizations.policy_id
LEFT JOIN payers ON payers.id = policies.payer_id
WHERE authorizations.retired_at IS NULL;

-- Those of all clients, of the cases that go on.
CREATE VIEW authorization_report AS
SELECT authorization_rows.*, cases.client_id, cases.reason, clients.given_name, clients.family_name,
    clients.preferred_name
FROM authorization_rows
JOIN cases ON cases.id = authorization_rows.case_id
JOIN clients ON clients.id = cases.client_id
WHERE cases.closed_on = '' AND cases.retired_at IS NULL AND clients.retired_at IS NULL;
