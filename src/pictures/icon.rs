//! The signs on pictures: those that the web app shows for amenities, and the mark.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use maud::{Markup, html};

/// Paths for a stroke of even width on a field of 24 by 24, by the names of the icons.
static AMENITIES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    // The web app reads the same file; a test reads it too, so that nothing is there to fail.
    serde_json::from_str(include_str!("../../web/src/ui/icons/amenities.json")).unwrap_or_default()
});

/// A hanging clock.
pub(super) const CLOCK: &str = "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2";
/// A pin.
pub(super) const PLACE: &str = "M12 21c-4-4.3-6.5-7.6-6.5-10.8a6.5 6.5 0 0 1 13 0C18.5 13.4 16 16.7 12 21zM12 7.8a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 0 0 0-4.6z";
/// What has an icon that is not known here.
const OTHER: &str = "M5 12.5 10 17.5 19.5 7";

/// Where a sign stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Its edge.
    pub(super) size: f32,
}

/// The icon of an amenity.
pub(super) fn amenity(icon: &str, at: At, colour: &str) -> Markup {
    stroke(AMENITIES.get(icon).map_or(OTHER, String::as_str), at, colour)
}

/// A sign as a stroke.
pub(super) fn stroke(path: &str, at: At, colour: &str) -> Markup {
    let place = format!("translate({} {}) scale({})", at.x, at.y, at.size / 24.0);
    html! {
        path d=(path) transform=(place) fill="none" stroke=(colour) stroke-width="1.8"
            stroke-linecap="round" stroke-linejoin="round" {}
    }
}

/// The mark's pin, on a field of 512 by 512: its point is at 256, 464.
const PIN: &str = "M256 464C226 414 104 334 104 216a152 152 0 0 1 304 0C408 334 286 414 256 464Z";

/// The mark (`web/icons/mark.svg`) without its ground: a pin whose inside is an open door.
pub(super) fn mark(at: At, pin: &str, door: &str) -> Markup {
    let place = format!("translate({} {}) scale({})", at.x, at.y, at.size / 512.0);
    html! {
        g transform=(place) {
            path fill=(pin) d=(PIN) {}
            path fill=(door) d="M188 300V208a68 68 0 0 1 136 0v92Z" {}
            path fill=(pin) fill-opacity="0.75" d="M188 208a68 68 0 0 1 68-68v192l-68-32Z" {}
            circle cx="238" cy="240" r="9" fill=(door) {}
        }
    }
}

/// A rim around the mark's pin, to be drawn below it.
pub(super) fn mark_rim(at: At, colour: &str) -> Markup {
    let place = format!("translate({} {}) scale({})", at.x, at.y, at.size / 512.0);
    html! {
        path d=(PIN) transform=(place) fill=(colour) stroke=(colour) stroke-width="36"
            stroke-linejoin="round" {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icons_are_read_and_one_of_them_is_for_all_others() {
        assert!(AMENITIES.contains_key("other"), "{} icons", AMENITIES.len());
        let paths = |path: &String| path.starts_with('M') && !path.contains('"');
        assert!(AMENITIES.values().all(paths));
    }
}
