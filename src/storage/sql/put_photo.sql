INSERT INTO photos (report, width_px, height_px, jpeg) VALUES ($1, $2, $3, $4)
