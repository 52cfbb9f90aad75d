UPDATE sign_in_tries SET count = $2, last_at = $3 WHERE key = $1
