-- Writing the row, even unchanged, is the one way to lock it that both databases know.
UPDATE people_state SET entries = entries WHERE only_row = 1 RETURNING entries
