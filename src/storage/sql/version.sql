SELECT facts FROM station_changes WHERE code = $1 AND version = $2
