//! Who asks: the client's network, for the rate limit and for the log. Never its full address.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use thiserror::Error;

/// A network in CIDR notation, e.g. `10.0.0.0/8`; a single address stands for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    prefix_bits: u8,
}

/// Why a text is no network.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is no network: write an address or CIDR, e.g. 10.0.0.0/8 or fd00::/8")]
pub struct InvalidNetwork(pub String);

impl Network {
    /// Whether an address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.base, canonical(address)) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix_bits)).unwrap_or(0);
                u32::from(base) & mask == u32::from(address) & mask
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix_bits)).unwrap_or(0);
                u128::from(base) & mask == u128::from(address) & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidNetwork(text.to_owned());
        let (base, bits) = match text.split_once('/') {
            Some((base, bits)) => (base, Some(bits)),
            None => (text, None),
        };
        let base: IpAddr = base.trim().parse().map_err(|_| invalid())?;
        let widest = if base.is_ipv4() { 32 } else { 128 };
        let prefix_bits = match bits {
            None => widest,
            Some(bits) => bits.trim().parse().ok().filter(|b| *b <= widest).ok_or_else(invalid)?,
        };
        Ok(Self { base, prefix_bits })
    }
}

/// Whom to believe about where a request comes from.
#[derive(Debug, Clone, Default)]
pub struct ClientRules {
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// How clients reach us from outside. A page of this host may write even when a proxy has
    /// put another name for it into `Host`.
    pub public_url: Option<String>,
}

/// A client as far as we want to know it: an IPv4 address or the /64 of an IPv6 address. Its
/// text shows less still: /24 and /48.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl ClientRules {
    /// The client behind a connection.
    ///
    /// Every proxy appends the address that it was called from, so that the right-most entry
    /// that is no proxy of ours is the last one that somebody we trust has seen. What stands
    /// to the left of it may be invented.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        let peer = canonical(peer);
        if !self.trusts(peer) {
            return Client::of(peer);
        }
        let mut last = peer;
        for value in headers.get_all("x-forwarded-for").iter().rev() {
            for entry in value.to_str().unwrap_or("").rsplit(',') {
                let Some(address) = forwarded(entry.trim()) else { return Client::of(last) };
                last = canonical(address);
                if !self.trusts(last) {
                    return Client::of(last);
                }
            }
        }
        Client::of(last)
    }

    /// Leaves, of what a request says of the address by which the client knows us, only what a
    /// proxy of ours says, in one form: `Host`, [`SCHEME`] and [`PREFIX`]. And nothing of the
    /// client.
    ///
    /// Of several entries the last one is taken, which our own proxy has written.
    pub(super) fn settle_address(&self, peer: IpAddr, headers: &mut HeaderMap) {
        let told = if self.trusts(canonical(peer)) { Told::by(headers) } else { Told::default() };
        let known = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port"];
        for name in known.into_iter().chain([SCHEME.as_str(), PREFIX.as_str()]) {
            headers.remove(name);
        }
        let mut put = |name: HeaderName, value: Option<String>| {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
                headers.insert(name, value);
            }
        };
        put(header::HOST, told.host);
        put(SCHEME, told.scheme);
        put(PREFIX, told.prefix);
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(address))
    }
}

/// `http` or `https`, behind the front door.
pub(super) const SCHEME: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// The path under which a proxy has put us, behind the front door.
pub(super) const PREFIX: HeaderName = HeaderName::from_static("x-forwarded-prefix");

/// What a proxy tells of the address by which the client knows us.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    host: Option<String>,
    scheme: Option<String>,
    prefix: Option<String>,
}

impl Told {
    /// `Forwarded` (RFC 7239) first, then what proxies wrote before it.
    fn by(headers: &HeaderMap) -> Self {
        let last = |name: &str| {
            let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
            Some(value.rsplit(',').next()?.trim().to_owned())
        };
        let forwarded = last("forwarded").unwrap_or_default();
        let of_forwarded = |key: &str| {
            forwarded.split(';').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                let value = value.trim().trim_matches('"').to_owned();
                name.trim().eq_ignore_ascii_case(key).then_some(value)
            })
        };
        let scheme = of_forwarded("proto").or_else(|| last(SCHEME.as_str()));
        let is_path = |prefix: &String| {
            let is_fine = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
            prefix.starts_with('/') && prefix.len() <= 200 && prefix.bytes().all(is_fine)
        };
        let prefix = last(PREFIX.as_str()).map(|prefix| prefix.trim_end_matches('/').to_owned());
        Self {
            host: of_forwarded("host").or_else(|| last("x-forwarded-host")),
            scheme: scheme.map(|scheme| scheme.to_ascii_lowercase()),
            prefix: prefix.filter(is_path).filter(|prefix| !prefix.contains("//")),
        }
    }
}

impl Client {
    /// All that is known of it, for counting; it is neither shown nor kept as it is.
    pub(super) fn key(self) -> String {
        self.0.to_string()
    }

    fn of(address: IpAddr) -> Self {
        Self(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) >> 64 << 64)),
        })
    }
}

impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(v4) => {
                write!(f, "{}/24", Ipv4Addr::from(u32::from(v4) & 0xffff_ff00))
            }
            IpAddr::V6(v6) => write!(f, "{}/48", Ipv6Addr::from(u128::from(v6) >> 80 << 80)),
        }
    }
}

/// IPv4 inside IPv6 is IPv4.
fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// An entry of `X-Forwarded-For`: an address, perhaps with a port.
fn forwarded(entry: &str) -> Option<IpAddr> {
    let bare = entry.trim_start_matches('[').split(']').next()?;
    bare.parse().ok().or_else(|| {
        let (address, port) = entry.rsplit_once(':')?;
        port.parse::<u16>().ok()?;
        address.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &[&str], peer: &str, forwarded: &[&str]) -> String {
        let trusted_proxies = trusted.iter().map(|text| text.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        ClientRules { trusted_proxies, public_url: None }
            .client(peer.parse().unwrap(), &headers)
            .0
            .to_string()
    }

    #[test]
    fn the_right_most_address_that_is_no_proxy_of_ours_is_the_client() {
        let proxies = &["10.0.0.0/8", "fd00::1"];
        for (peer, forwarded, expected) in [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["6.6.6.6, 198.51.100.1, 10.2.3.4"], "198.51.100.1"),
            ("10.0.0.1", &["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
            ("::ffff:10.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("fd00::1", &["[2001:db8:1:2:3:4:5:6]:80"], "2001:db8:1:2::"),
            ("10.0.0.1", &["198.51.100.1, nonsense"], "10.0.0.1"),
            ("2001:db8:1:2:3:4:5:6", &[], "2001:db8:1:2::"),
        ] {
            assert_eq!(client(proxies, peer, forwarded), expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_proxy_of_ours_tells_our_outer_address_and_nobody_else_does() {
        /// Who asks, with which headers, and the host, scheme and prefix that are believed.
        type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], [&'a str; 3]);
        let cases: &[Case<'_>] = &[
            ("203.0.113.9", &[("x-forwarded-host", "evil.example")], ["inner", "", ""]),
            ("203.0.113.9", &[("forwarded", "host=evil.example;proto=https")], ["inner", "", ""]),
            (
                "10.0.0.1",
                &[("x-forwarded-host", "a.example"), ("x-forwarded-proto", "https")],
                ["a.example", "https", ""],
            ),
            (
                "10.0.0.1",
                &[(
                    "forwarded",
                    "for=6.6.6.6;host=evil.example, proto=https;host=\"a.example:8443\"",
                )],
                ["a.example:8443", "https", ""],
            ),
            ("10.0.0.1", &[("x-forwarded-prefix", "/geo/")], ["inner", "", "/geo"]),
            ("10.0.0.1", &[("x-forwarded-prefix", "//evil.example")], ["inner", "", ""]),
            ("10.0.0.1", &[("x-forwarded-prefix", "/a\"b")], ["inner", "", ""]),
        ];
        let trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
        let rules = ClientRules { trusted_proxies, public_url: None };
        for (peer, given, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert("host", "inner".parse().unwrap());
            headers.insert("x-forwarded-for", "198.51.100.1".parse().unwrap());
            for (name, value) in *given {
                headers.insert(*name, value.parse().unwrap());
            }
            rules.settle_address(peer.parse().unwrap(), &mut headers);
            let of = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
            let found = [of("host"), of("x-forwarded-proto"), of("x-forwarded-prefix")];
            assert_eq!(found, *expected, "{peer} {given:?}");
            assert!(!headers.contains_key("forwarded") && !headers.contains_key("x-forwarded-for"));
        }
    }

    #[test]
    fn the_log_shows_a_client_only_by_its_network() {
        let of = |text: &str| Client::of(text.parse().unwrap()).to_string();
        assert_eq!(of("203.0.113.99"), "203.0.113.0/24");
        assert_eq!(of("2001:db8:1:2:3::1"), "2001:db8:1::/48");
    }

    #[test]
    fn a_network_is_read_strictly() {
        for text in ["", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "x", "10.0.0.0/8/8"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("198.51.100.1".parse().unwrap()));
    }
}
