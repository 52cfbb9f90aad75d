UPDATE reports SET decided_by = $2 WHERE decided_by = $1
