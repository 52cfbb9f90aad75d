UPDATE sign_in_tries SET count = count - 1 WHERE key = $1 AND count > 0
