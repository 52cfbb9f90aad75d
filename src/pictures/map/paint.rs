//! The colours of maps: those of the page (`web/src/ui/tokens.css`, light), and what follows of them
//! for a ground that stays behind.

use crate::drawing::Colour;

/// `--ground`
pub(super) const GROUND: Colour = Colour([0xf4, 0xf6, 0xf5]);
/// `--surface`
pub(super) const SURFACE: Colour = Colour([0xff, 0xff, 0xff]);
/// `--accent`
pub(super) const ACCENT: Colour = Colour([0x0b, 0x6e, 0x4f]);
/// `--text-3`
pub(super) const TEXT_3: Colour = Colour([0x5b, 0x67, 0x61]);
/// `--shut`
pub(super) const SHUT: Colour = Colour([0x9a, 0x2a, 0x1d]);
/// `--accent-soft`, half of it.
pub(super) const GREEN: Colour = Colour([0xe2, 0xef, 0xe6]);
pub(super) const WATER: Colour = Colour([0xcd, 0xe1, 0xeb]);
/// `--sunken`
pub(super) const BUILDING: Colour = Colour([0xe9, 0xed, 0xeb]);
pub(super) const PATH: Colour = Colour([0xdd, 0xe4, 0xe0]);
pub(super) const RAIL: Colour = Colour([0xc3, 0xcc, 0xc7]);
/// `--surface`
pub(super) const ROAD: Colour = SURFACE;
/// `--line`
pub(super) const ROAD_BED: Colour = Colour([0xdf, 0xe5, 0xe2]);
pub(super) const MAIN_BED: Colour = Colour([0xcb, 0xd4, 0xcf]);
pub(super) const HIGHWAY: Colour = Colour([0xfb, 0xf3, 0xdf]);
pub(super) const HIGHWAY_BED: Colour = Colour([0xd8, 0xc8, 0x9c]);
