-- What the commands refuse at their fields, the file keeps from somebody else's undo, and from a hand that is no command.
CREATE TRIGGER a_visit_is_never_deleted BEFORE DELETE ON visits
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
CREATE TRIGGER a_given_service_is_never_deleted BEFORE DELETE ON visit_services
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;
CREATE TRIGGER a_signed_visit_stays_signed BEFORE UPDATE OF signed_at ON visits
WHEN OLD.signed_at <> '' AND NEW.signed_at <> OLD.signed_at
BEGIN
    SELECT RAISE(ABORT, 'a signature stays');
END;
CREATE TRIGGER an_addendum_is_to_a_signed_note BEFORE INSERT ON addenda
WHEN NOT EXISTS (SELECT 1 FROM visit_notes WHERE id = NEW.note_id AND signed_at <> '')
BEGIN
    SELECT RAISE(ABORT, 'an addendum is to a signed note');
END;
-- One visit of a client by a therapist is on record once, as `_twin` of the commands has it: an undo brings none back
-- to where somebody recorded it again meanwhile.
CREATE TRIGGER a_visit_is_on_record_once BEFORE UPDATE OF retired_at, therapist_id, date_of_service, starts_at, ends_at
ON visits
WHEN NEW.retired_at IS NULL
    AND (NEW.retired_at, NEW.therapist_id, NEW.date_of_service, NEW.starts_at, NEW.ends_at)
        IS NOT (OLD.retired_at, OLD.therapist_id, OLD.date_of_service, OLD.starts_at, OLD.ends_at)
BEGIN
    SELECT RAISE(ABORT, 'this visit is on record already')
    FROM visits AS other
    JOIN cases AS theirs ON theirs.id = other.case_id
    JOIN cases AS own ON own.id = NEW.case_id AND own.client_id = theirs.client_id
    WHERE other.date_of_service = NEW.date_of_service AND other.therapist_id = NEW.therapist_id
        AND other.retired_at IS NULL AND other.id <> NEW.id
        AND ('' IN (NEW.starts_at, NEW.ends_at, other.starts_at, other.ends_at)
            OR (NEW.starts_at < other.ends_at AND other.starts_at < NEW.ends_at));
END;
