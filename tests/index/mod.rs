mod nearest;
mod search;
