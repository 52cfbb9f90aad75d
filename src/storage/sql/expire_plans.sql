-- Plans made before $1 that nobody has applied.
UPDATE imports SET state = 'expired' WHERE state <> 'applied' AND created_at < $1
