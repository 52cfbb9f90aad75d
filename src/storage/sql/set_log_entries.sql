UPDATE people_state SET entries = $1 WHERE only_row = 1
