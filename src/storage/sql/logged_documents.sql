SELECT revision, name, version, content FROM document_changes WHERE hashed = 1 ORDER BY revision, name
