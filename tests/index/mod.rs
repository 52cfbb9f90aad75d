mod nearest;
mod search;
mod shipped;
