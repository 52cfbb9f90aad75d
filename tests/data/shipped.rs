//! The data folder as it ships, and the data that may stand beside the project.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::harness::catalogue;
use yizhan::sample::{Sample, Sources, generate};

/// The seed of the committed sample.
pub(crate) const SEED: u64 = 2105;

/// The text of a file of the data folder.
pub(crate) fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The sample that the shipped lists give for [`SEED`], made once for all tests.
pub(crate) static SAMPLE: LazyLock<Sample> = LazyLock::new(|| sample(SEED));

/// The sample that the shipped lists give.
pub(crate) fn sample(seed: u64) -> Sample {
    generate(&Texts::read().sources(), seed).expect("a sample")
}

/// The texts of the lists.
struct Texts([String; 14]);

impl Texts {
    /// Those that ship.
    fn read() -> Self {
        Self([
            text("district.json"),
            text("areas.geojson"),
            text("units.csv"),
            text("places.csv"),
            text("sample/settings.json"),
            text("sample/offices.csv"),
            text("sample/hosts.csv"),
            text("sample/home_hosts.csv"),
            text("sample/hours.csv"),
            text("sample/amenities.csv"),
            text("sample/access.csv"),
            text("sample/words.csv"),
            text("sample/roads.csv"),
            text("sample/named.csv"),
        ])
    }

    /// As the generator takes them.
    fn sources(&self) -> Sources<'_> {
        let [
            district,
            areas,
            units,
            places,
            settings,
            offices,
            hosts,
            home_hosts,
            hours,
            amenities,
            access,
            words,
            roads,
            named,
        ] = self.0.each_ref().map(String::as_str);
        Sources {
            catalogue: catalogue(),
            district,
            areas,
            units,
            places,
            settings,
            offices,
            hosts,
            home_hosts,
            hours,
            amenities,
            access,
            words,
            roads,
            named,
        }
    }
}

/// A file of the real geography beside the project, never committed to it; see [`shared`].
pub(crate) fn beside(file: &str) -> Option<PathBuf> {
    shared(&format!("chaoyang/{file}"))
}

/// A file of the data beside the project, never committed to it. A test that needs it says so
/// when it is absent; in CI it must be there.
pub(crate) fn shared(file: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("YIZHAN_SHARED_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let path = shared.join(file);
    if path.is_file() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "CI must have {}", path.display());
    #[expect(clippy::print_stderr, reason = "who runs the tests must see what was not tested")]
    {
        eprintln!("skipped: {} is not there (set YIZHAN_SHARED_DATA)", path.display());
    }
    None
}
