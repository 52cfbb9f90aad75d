//! Colours of the page (`web/src/ui/tokens.css`, light), and the union's red.

pub(super) const TEXT: &str = "#101a15";
pub(super) const TEXT_2: &str = "#44514b";
pub(super) const TEXT_3: &str = "#5b6761";
pub(super) const LINE: &str = "#d9e0dc";
pub(super) const PAPER: &str = "#ffffff";
pub(super) const GROUND: &str = "#f4f6f5";
pub(super) const RED: &str = "#c8161d";
pub(super) const RED_SOFT: &str = "#fdebe8";
/// Stands for the district's colour, which is data, in what is drawn with the program.
pub(super) const THEME: &str = "{theme}";
