SELECT revision FROM ledger_state WHERE only_row = 1
