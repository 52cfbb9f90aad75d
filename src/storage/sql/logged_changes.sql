SELECT revision, code, version, facts FROM station_changes ORDER BY revision, code
