-- Which parts of a packet were proposed once, as a JSON list of their keys: what comes up later, as a letter that was
-- issued while the draft lay there, is offered; what somebody took out is not offered again.
ALTER TABLE packets ADD COLUMN known TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(known));
-- Nobody is offered a second time what was taken out of a draft before this was kept: all that is in it counts as known.
UPDATE packets SET known = (SELECT json_group_array(json_extract(value, '$.key')) FROM json_each(packets.parts))
WHERE number IS NULL AND retired_at IS NULL;
