//! Whether a write comes from a page of our own. A page of somebody else must not make its
//! visitors' browsers write for it.

use axum::http::{HeaderMap, Uri, header};

/// Whether a browser says that another origin's page sends this. Programs that are no browsers
/// say nothing, and may write.
pub(super) fn is_foreign(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    // Only browsers can set it, and it sees through every proxy.
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    // Older browsers say at least from where: it must be the host that they asked, or the one
    // that we are known by when a proxy has put its own in its place.
    let Some(origin) = text(header::ORIGIN.as_str()) else { return false };
    let Some(from) = authority(origin) else { return true };
    let asked = text(header::HOST.as_str()).map(str::to_ascii_lowercase);
    asked.as_ref() != Some(&from) && public_url.and_then(authority).as_ref() != Some(&from)
}

/// `host` or `host:port` of a URL, in lower case.
fn authority(url: &str) -> Option<String> {
    let url: Uri = url.parse().ok()?;
    url.scheme()?;
    Some(url.authority()?.as_str().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_may_come_from_our_own_page_or_from_a_program_only() {
        let public = Some("https://yizhan.example/app");
        for (headers, public_url, foreign) in [
            (&[][..], None, false),
            (&[("sec-fetch-site", "same-origin"), ("origin", "https://a.example")], None, false),
            (&[("sec-fetch-site", "none")], None, false),
            (&[("sec-fetch-site", "same-site")], None, true),
            (&[("sec-fetch-site", "cross-site")], None, true),
            (&[("host", "a.example"), ("origin", "https://A.example")], None, false),
            (&[("host", "a.example:8080"), ("origin", "http://a.example:8080")], None, false),
            (&[("host", "a.example"), ("origin", "https://a.example:444")], None, true),
            (&[("host", "a.example"), ("origin", "https://evil.example")], None, true),
            (&[("host", "a.example"), ("origin", "null")], None, true),
            (&[("host", "a.example"), ("origin", "a.example")], None, true),
            (&[("origin", "https://a.example")], None, true),
            (&[("host", "10.0.0.7:80"), ("origin", "https://yizhan.example")], public, false),
            (&[("host", "10.0.0.7:80"), ("origin", "https://evil.example")], public, true),
        ] {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(*name, value.parse().unwrap());
            }
            assert_eq!(is_foreign(&map, public_url), foreign, "{headers:?}");
        }
    }
}
