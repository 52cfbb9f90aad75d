SELECT entries FROM people_state WHERE only_row = 1
