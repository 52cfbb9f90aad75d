mod nearest;
mod on_the_way;
mod search;
mod shipped;
