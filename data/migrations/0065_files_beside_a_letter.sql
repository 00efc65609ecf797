-- Two more kinds of file: what the prescriber signed of the need, and a page of the plan or its criteria. A column of its
-- own, for a check cannot be changed; what reads the old one is made anew.
DROP VIEW attachment_rows;
DROP INDEX attachments_of_kind;
ALTER TABLE attachments ADD COLUMN filed_as TEXT NOT NULL DEFAULT 'other'
    CHECK (filed_as IN ('prescription', 'card', 'authorization', 'denial', 'benefit_statement', 'signed_form',
        'representative_form', 'medical_necessity', 'plan_page', 'letter', 'record', 'other'));
UPDATE attachments SET filed_as = kind;
ALTER TABLE attachments DROP COLUMN kind;
ALTER TABLE attachments RENAME COLUMN filed_as TO kind;
-- As before.
CREATE INDEX attachments_of_kind ON attachments (kind, id) WHERE retired_at IS NULL;
CREATE VIEW attachment_rows AS
SELECT attachments.id, attachments.version, attachments.client_id,
    CASE WHEN cases.retired_at IS NULL THEN attachments.case_id END AS case_id,
    CASE WHEN cases.retired_at IS NULL THEN coalesce(cases.reason, '') ELSE '' END AS case_reason,
    attachments.kind, attachments.day, attachments.title, attachments.note, attachments.about_kind,
    attachments.about_row, attachments.blob, attachments.pages, attachments.has_text, attachments.thumbnail,
    attachments.file_name, attachments.added_on, coalesce(nullif(attachments.day, ''), attachments.added_on) AS sorted_on
FROM attachments
LEFT JOIN cases ON cases.id = attachments.case_id
WHERE attachments.retired_at IS NULL;

-- The contact that a packet was logged with when it went out: what was to follow it is done once it is answered or void,
-- and moves where the day of its answer is put right. What went out before this was kept has none.
ALTER TABLE packets ADD COLUMN contact_id INTEGER REFERENCES contacts (id);
CREATE INDEX packets_with_contact ON packets (contact_id) WHERE contact_id IS NOT NULL;

-- A time has its first day before its last one, whichever of the two was typed last.
CREATE TRIGGER a_packet_begins_before_it_ends BEFORE INSERT ON packets
WHEN NEW.from_on <> '' AND NEW.until_on <> '' AND NEW.until_on < NEW.from_on
BEGIN
    SELECT RAISE(ABORT, 'a packet tells of a time that begins before it ends');
END;
CREATE TRIGGER a_packet_still_begins_before_it_ends BEFORE UPDATE OF from_on, until_on ON packets
WHEN NEW.from_on <> '' AND NEW.until_on <> '' AND NEW.until_on < NEW.from_on
BEGIN
    SELECT RAISE(ABORT, 'a packet tells of a time that begins before it ends');
END;
