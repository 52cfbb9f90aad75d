-- Writing the row, even unchanged, is the one way to lock it that both databases know.
UPDATE ledger_state SET revision = revision WHERE only_row = 1 RETURNING revision
