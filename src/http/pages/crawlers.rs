//! What search engines ask: what they may read, and the addresses of all stations.

use crate::http::error::HttpError;
use crate::http::public_url::PublicUrl;
use crate::http::reply::Reply;
use crate::http::site::Call;
use crate::index::Snapshot;

use super::station::path;

/// Addresses in one file: what sitemaps.org allows.
const ADDRESSES_A_FILE: usize = 50_000;

const XML: &str = "application/xml; charset=utf-8";
const XML_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const NAMESPACE: &str = r#"xmlns="http://www.sitemaps.org/schemas/sitemap/0.9""#;

/// `/robots.txt`: pages may be read, the API's answers need not be.
pub(in crate::http) fn robots(call: &Call<'_>) -> Result<Reply, HttpError> {
    let mut text =
        "User-agent: *\nDisallow: /api/\nDisallow: /metrics\nDisallow: /staff\n".to_owned();
    if let Some(url) = call.public_url() {
        text.push_str(&format!("\nSitemap: {}\n", url.of("/sitemap.xml")));
    }
    Ok(Reply::text(text))
}

/// `/sitemap.xml`: the addresses of all stations, or of the files that hold them.
pub(in crate::http) fn sitemap(call: &Call<'_>) -> Result<Reply, HttpError> {
    let url = call.public_url().ok_or(HttpError::NoSuchPath)?;
    let files = call.snapshot().listed().div_ceil(ADDRESSES_A_FILE);
    if files <= 1 {
        return part_of(call, 0);
    }
    let entries = (0..files)
        .map(|file| format!("<sitemap><loc>{}</loc></sitemap>\n", url.of(&part_path(file))));
    let entries: String = entries.collect();
    Ok(xml(format!("{XML_HEAD}\n<sitemapindex {NAMESPACE}>\n{entries}</sitemapindex>\n")))
}

/// `/sitemaps/{file}`: one of several files.
pub(in crate::http) fn part(call: &Call<'_>) -> Result<Reply, HttpError> {
    let number = call.last_segment().strip_suffix(".xml").and_then(|number| number.parse().ok());
    part_of(call, number.ok_or(HttpError::NoSuchPath)?)
}

fn part_of(call: &Call<'_>, file: usize) -> Result<Reply, HttpError> {
    let url = call.public_url().ok_or(HttpError::NoSuchPath)?;
    let addresses = addresses(&call.snapshot(), &url, file);
    if addresses.is_empty() && file > 0 {
        return Err(HttpError::NoSuchPath);
    }
    let home = if file == 0 { entry(&url.of("/")) } else { String::new() };
    Ok(xml(format!("{XML_HEAD}\n<urlset {NAMESPACE}>\n{home}{addresses}</urlset>\n")))
}

/// The entries of one file. Codes are letters, digits and hyphens, so that nothing needs
/// escaping.
fn addresses(snapshot: &Snapshot, url: &PublicUrl, file: usize) -> String {
    let listed = snapshot.rows().filter(|(_, row)| row.is_listed());
    let of_file = listed.skip(file.saturating_mul(ADDRESSES_A_FILE)).take(ADDRESSES_A_FILE);
    of_file.map(|(id, _)| entry(&url.of(&path(snapshot.code(id))))).collect()
}

fn entry(address: &str) -> String {
    format!("<url><loc>{address}</loc></url>\n")
}

fn part_path(file: usize) -> String {
    format!("/sitemaps/{file}.xml")
}

fn xml(text: String) -> Reply {
    Reply::text(text).of_type(XML)
}
