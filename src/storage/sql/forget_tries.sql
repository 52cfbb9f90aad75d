DELETE FROM sign_in_tries WHERE last_at <= $1
