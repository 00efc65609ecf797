-- Which scheduler's file a line came from: what a newer file of the same one no longer has is offered for removal.
-- A hash of its headings, or of the calendar's own name; "" for what was read before it was kept.
ALTER TABLE schedule_entries ADD COLUMN source TEXT NOT NULL DEFAULT '' CHECK (length(source) IN (0, 64));
CREATE INDEX schedule_entries_by_source ON schedule_entries (source, visit_id) WHERE retired_at IS NULL AND source <> '';
