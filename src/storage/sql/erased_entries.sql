-- By erasure, oldest first: their identifiers rise with time.
SELECT erasure, log, entry, digest
FROM erased_entries
ORDER BY erasure, log, entry
