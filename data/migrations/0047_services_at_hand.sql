-- What was given at a visit, and for how much, stands in the index by which it is found: a report that goes through all
-- visits of a year reads no more than that. It takes the place of the one of 0012.
CREATE INDEX services_at_hand ON visit_services (visit_id, place, id, service_id, fee_cents) WHERE retired_at IS NULL;
DROP INDEX visit_services_in_order;
