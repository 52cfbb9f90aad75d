UPDATE checks SET actor = $2 WHERE actor = $1
