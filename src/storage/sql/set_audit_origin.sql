UPDATE audit_log SET origin = $2 WHERE revision = $1
