"""Letters from the record, in the clinic’s letterhead: written, changed, fixed, and kept as they went out."""
