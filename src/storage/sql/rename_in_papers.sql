UPDATE papers SET author = $2 WHERE author = $1
