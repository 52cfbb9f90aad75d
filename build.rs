//! The web app is embedded from `web/dist`, which is not there before it was built: an empty
//! folder lets the server be compiled without it.

fn main() {
    println!("cargo::rerun-if-changed=web/dist");
    if let Err(error) = std::fs::create_dir_all("web/dist") {
        println!("cargo::warning=cannot create web/dist: {error}");
    }
}
