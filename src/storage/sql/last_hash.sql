SELECT hash FROM audit_log ORDER BY revision DESC LIMIT 1
