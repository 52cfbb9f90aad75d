SELECT name, content FROM documents ORDER BY name
