mod datum;
mod opening_hours;
