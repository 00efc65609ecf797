-- What a person may do: one of five roles. Which role may do what is the program's (staff/rules.py).
DROP VIEW staff_rows;
ALTER TABLE staff ADD COLUMN role TEXT NOT NULL DEFAULT 'therapist'
    CHECK (role IN ('owner', 'therapist', 'front_desk', 'biller', 'read_only'));
UPDATE staff SET role = 'owner' WHERE is_owner = 1;
ALTER TABLE staff DROP COLUMN is_owner;

-- A clinic without an owner could never have one again: no command may leave it so, nor the undo of another.
CREATE TRIGGER an_owner_stays BEFORE UPDATE OF role, retired_at ON staff
WHEN OLD.role = 'owner' AND OLD.retired_at IS NULL AND (NEW.role <> 'owner' OR NEW.retired_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM staff WHERE role = 'owner' AND retired_at IS NULL AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'at least one owner stays');
END;

CREATE VIEW staff_rows AS
SELECT staff.id, staff.version, staff.name, staff.role, staff.slot, staff.therapist_id
FROM staff
WHERE staff.retired_at IS NULL;

-- Whoever was disabled stays on the list: nobody is deleted, and what they did stays under their name.
CREATE VIEW people_rows AS
SELECT staff.id, staff.version, staff.name, staff.role, staff.slot, staff.therapist_id, staff.retired_at,
    staff.retired_at IS NOT NULL AS is_disabled
FROM staff;
