//! The address of a service's tiles, as operators write it: `https://t{0-7}.HOST/{z}/{x}/{y}`.

use axum::http::Uri;

/// An address of tiles, for each of the hosts among which the service spreads its load.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TileAddress {
    /// The addresses, with `{z}`, `{x}` and `{y}` still in them.
    pub(super) spread: Vec<String>,
    /// `https://host[:port]` of each.
    pub(super) origins: Vec<String>,
}

impl TileAddress {
    /// Reads a template; `None` for one that no browser could ask.
    pub(super) fn read(template: &str) -> Option<Self> {
        let spread = spread(template)?;
        let origins = spread.iter().map(|address| origin(address)).collect::<Option<_>>()?;
        Some(Self { spread, origins })
    }
}

/// The addresses that a range in braces stands for; the template itself when it has none.
fn spread(template: &str) -> Option<Vec<String>> {
    // What Leaflet and many services write for three hosts.
    let template = template.replace("{s}", "{a-c}");
    let range = template.match_indices('{').find_map(|(open, _)| {
        let close = open + template[open..].find('}')?;
        let (first, last) = template[open + 1..close].split_once('-')?;
        Some((&template[..open], names(first, last)?, &template[close + 1..]))
    });
    match range {
        None => Some(vec![template]),
        // Nothing stands from 7 to 0.
        Some((_, names, _)) if names.is_empty() => None,
        Some((before, names, after)) => {
            Some(names.iter().map(|name| format!("{before}{name}{after}")).collect())
        }
    }
}

/// What stands from one name to another: numbers, or letters.
fn names(first: &str, last: &str) -> Option<Vec<String>> {
    if let (Ok(first), Ok(last)) = (first.parse::<u8>(), last.parse::<u8>()) {
        return Some((first..=last).map(|number| number.to_string()).collect());
    }
    match (first.as_bytes(), last.as_bytes()) {
        ([first @ b'a'..=b'z'], [last @ b'a'..=b'z']) => {
            Some((*first..=*last).map(|letter| char::from(letter).to_string()).collect())
        }
        _ => None,
    }
}

/// `https://host[:port]` of an address of tiles.
fn origin(address: &str) -> Option<String> {
    let has_places = ["{z}", "{x}", "{y}"].iter().all(|place| address.contains(place));
    let uri: Uri = address.replace(['{', '}'], "").parse().ok()?;
    let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme))?;
    let authority = uri.authority().filter(|_| has_places)?;
    // What stands in a policy must not be able to end it.
    let host = authority.host();
    let is_plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b));
    is_plain.then(|| match authority.port_u16() {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_in_braces_stands_for_hosts() {
        for (template, hosts) in [
            ("https://t{0-7}.example.cn/vec?T=v&x={x}&y={y}&l={z}&tk=KEY", 8),
            ("https://{s}.example.cn/{z}/{x}/{y}.png", 3),
            ("https://{a-d}.example.cn/{z}/{x}/{y}.png", 4),
            ("https://example.cn:8443/{z}/{x}/{y}.png", 1),
            ("http://[::1]:80/{z}/{x}/{y}", 1),
        ] {
            let address = TileAddress::read(template).expect(template);
            assert_eq!((address.spread.len(), address.origins.len()), (hosts, hosts), "{template}");
            assert!(address.spread.iter().all(|each| each.contains("{z}")), "{template}");
        }
        let address = TileAddress::read("https://t{0-7}.example.cn:81/{z}/{x}/{y}?tk=K").unwrap();
        assert_eq!(address.spread[7], "https://t7.example.cn:81/{z}/{x}/{y}?tk=K");
        assert_eq!(address.origins[7], "https://t7.example.cn:81");
    }

    #[test]
    fn what_no_browser_could_ask_is_refused() {
        for wrong in [
            "",
            "/tiles/{z}/{x}/{y}",
            "ftp://example.cn/{z}/{x}/{y}",
            "https://example.cn/{z}/{x}",
            "https://example.cn/",
            "https://t{7-0}.example.cn/{z}/{x}/{y}",
            "https://example.cn;script-src/{z}/{x}/{y}",
            "https://*.example.cn/{z}/{x}/{y}",
        ] {
            assert_eq!(TileAddress::read(wrong), None, "{wrong}");
        }
    }
}
