UPDATE import_rows SET facts = '' WHERE import = $1 AND facts <> ''
