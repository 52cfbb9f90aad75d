DELETE FROM photos WHERE report = $1
