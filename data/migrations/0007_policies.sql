-- The insurance of a case, in the order in which it pays. A policy belongs to one case.
CREATE TABLE policies (
    id              INTEGER PRIMARY KEY,
    version         INTEGER NOT NULL,
    retired_at      TEXT,
    case_id         INTEGER NOT NULL REFERENCES cases (id),
    place           INTEGER NOT NULL,          -- the lowest pays first
    payer_id        INTEGER NOT NULL REFERENCES payers (id),
    plan_type       TEXT NOT NULL DEFAULT '' CHECK (length(plan_type) <= 40),
    plan_name       TEXT NOT NULL DEFAULT '' CHECK (length(plan_name) <= 200),
    member_id       TEXT NOT NULL DEFAULT '' CHECK (length(member_id) <= 60),
    group_number    TEXT NOT NULL DEFAULT '' CHECK (length(group_number) <= 50),
    relationship    TEXT NOT NULL DEFAULT 'self' CHECK (relationship IN ('self', 'spouse', 'child', 'other')),
    -- The subscriber where it is not the client.
    subscriber_given_name  TEXT NOT NULL DEFAULT '' CHECK (length(subscriber_given_name) <= 100),
    subscriber_family_name TEXT NOT NULL DEFAULT '' CHECK (length(subscriber_family_name) <= 100),
    subscriber_birth_date  TEXT NOT NULL DEFAULT '' CHECK (length(subscriber_birth_date) IN (0, 10)),
    effective_on    TEXT NOT NULL DEFAULT '' CHECK (length(effective_on) IN (0, 10)),
    ends_on         TEXT NOT NULL DEFAULT '' CHECK (length(ends_on) IN (0, 10)),
    note            TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 10000),
    search_text     TEXT NOT NULL DEFAULT ''
) STRICT;
-- With the last column, as in cases.
CREATE INDEX policies_in_order ON policies (case_id, place, id, payer_id) WHERE retired_at IS NULL;
CREATE INDEX policies_of_payer ON policies (payer_id) WHERE retired_at IS NULL;
CREATE VIEW policy_rows AS
SELECT policies.id, policies.version, policies.case_id, policies.place, policies.payer_id,
    -- 1 pays first; places have gaps where a policy was taken away.
    (SELECT count(*) FROM policies AS earlier
        WHERE earlier.case_id = policies.case_id AND earlier.retired_at IS NULL
            AND (earlier.place, earlier.id) <= (policies.place, policies.id)) AS rank,
    payers.name AS payer_name, policies.plan_type, policies.member_id, policies.relationship,
    policies.effective_on, policies.ends_on
FROM policies
JOIN payers ON payers.id = policies.payer_id
WHERE policies.retired_at IS NULL;

CREATE VIEW payer_rows AS
SELECT payers.id, payers.version, payers.retired_at, payers.name, payers.payer_number, payers.sort_name,
    coalesce((
        SELECT departments.phone FROM departments
        WHERE departments.payer_id = payers.id AND departments.retired_at IS NULL AND departments.phone <> ''
        ORDER BY departments.kind <> 'provider', departments.id LIMIT 1), '') AS phone,
    (SELECT count(*) FROM policies
        WHERE policies.payer_id = payers.id AND policies.retired_at IS NULL) AS policies
FROM payers;

-- The list of clients: with the payer of the newest open case.
CREATE VIEW client_rows AS
SELECT clients.id, clients.version, clients.retired_at, clients.given_name, clients.middle_name,
    clients.family_name, clients.preferred_name, clients.birth_date, clients.phone, clients.sort_name,
    coalesce((
        SELECT payers.name
        FROM cases
        JOIN policies ON policies.case_id = cases.id AND policies.retired_at IS NULL
        JOIN payers ON payers.id = policies.payer_id
        WHERE cases.client_id = clients.id AND cases.retired_at IS NULL AND cases.closed_on = ''
        ORDER BY cases.id DESC, policies.place, policies.id
        LIMIT 1), '') AS payer_name
FROM clients;
