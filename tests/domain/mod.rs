mod opening_hours;
