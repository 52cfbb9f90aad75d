SELECT width_px, height_px, jpeg FROM photos WHERE report = $1
