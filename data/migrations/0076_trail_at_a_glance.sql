-- Of each entry of the trail what a list of it is asked for by, in the order of the trail itself. An entry is long, for
-- it has a row before and after; a filter that fits few, or none, would read and decrypt all of them. The number leads,
-- so that a page is found in its order without sorting, whichever of the filters are set, and a new entry goes to the
-- end.
CREATE INDEX audit_at_a_glance ON audit (id, label, verb, table_name, actor, at);
