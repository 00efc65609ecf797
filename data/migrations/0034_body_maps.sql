-- What was found where on a day, drawn on the figure by somebody of the clinic.
CREATE TABLE body_maps (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    retired_at    TEXT,
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    drawn_on      TEXT NOT NULL CHECK (length(drawn_on) = 10),
    drawn_by      INTEGER NOT NULL REFERENCES staff (id),
    -- How often its marks changed: a change of them alone is a change of the map too, so that nobody overwrites it
    -- unseen.
    marks_changed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX body_maps_in_order ON body_maps (case_id, drawn_on, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_body_map_is_never_deleted BEFORE DELETE ON body_maps
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

CREATE TABLE body_marks (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    retired_at TEXT,
    map_id     INTEGER NOT NULL REFERENCES body_maps (id),
    place      INTEGER NOT NULL CHECK (place BETWEEN 1 AND 60),
    kind       TEXT NOT NULL CHECK (kind IN ('pain', 'numb', 'spasm', 'trigger', 'scar', 'swelling', 'avoid')),
    view       TEXT NOT NULL CHECK (view IN ('front', 'back', 'left', 'right')),
    -- A thousandth of the figure's height, from the left edge of the view and from the crown.
    x          INTEGER NOT NULL CHECK (x BETWEEN 0 AND 1000),
    y          INTEGER NOT NULL CHECK (y BETWEEN 0 AND 1000),
    -- Where that was when it was drawn: the figure may be drawn anew. The client's own left and right.
    region     TEXT NOT NULL CHECK (length(region) BETWEEN 1 AND 40),
    side       TEXT NOT NULL CHECK (side IN ('', 'left', 'right')),
    muscle     TEXT NOT NULL DEFAULT '' CHECK (length(muscle) <= 40),
    intensity  INTEGER CHECK (intensity BETWEEN 0 AND 10),
    note       TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 200)
) STRICT;
CREATE INDEX body_marks_in_order ON body_marks (map_id, place, id) WHERE retired_at IS NULL;
CREATE TRIGGER a_body_mark_is_never_deleted BEFORE DELETE ON body_marks
BEGIN
    SELECT RAISE(ABORT, 'nothing clinical is deleted');
END;

CREATE VIEW body_map_rows AS
SELECT body_maps.id, body_maps.version, body_maps.case_id, body_maps.drawn_on, staff.name AS drawn_by
FROM body_maps
JOIN staff ON staff.id = body_maps.drawn_by
WHERE body_maps.retired_at IS NULL;
