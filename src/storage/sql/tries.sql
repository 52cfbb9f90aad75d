-- Locks the row of the key, makes it when it is not there, and tells what it holds.
INSERT INTO sign_in_tries (key, count, last_at)
VALUES ($1, 0, 0)
ON CONFLICT (key) DO UPDATE SET count = sign_in_tries.count
RETURNING count, last_at
