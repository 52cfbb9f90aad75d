//! Who asks: the client's network, for the rate limit and for the log. Never its full address.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use axum::http::HeaderMap;
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

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(address))
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
