UPDATE account_log SET event = $2 WHERE number = $1
