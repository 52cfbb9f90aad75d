//! A private PostgreSQL server for the tests: started when the first test asks, once a process,
//! and stopped with its data removed when the process ends, however it ends.
//!
//! It listens on a Unix socket in its own folder only, so it needs no free port and meets no
//! other server. A shell beside it waits for the end of its standard input, which the test
//! process holds open: that end comes after a normal exit, a panic, an abort and a SIGKILL
//! alike, and then the shell stops the server and removes the folder.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

/// The URL of a new, empty database of the private server.
pub(crate) async fn new_database() -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let cluster = tokio::task::spawn_blocking(cluster).await.expect("PostgreSQL starts");
    let name = format!("test_{}", MADE.fetch_add(1, Ordering::Relaxed));
    let mut admin = connect_patiently(cluster).await;
    // The name is ours, so there is nothing to escape.
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut admin)
        .await
        .expect("a database is made");
    cluster.url(&name)
}

/// The running server.
struct Cluster {
    folder: PathBuf,
    /// Its standard input is the lifeline; it is never closed by us.
    _keeper: Child,
}

impl Cluster {
    fn url(&self, database: &str) -> String {
        format!("postgres://yizhan@localhost/{database}?host={}", self.folder.display())
    }
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(start)
}

fn start() -> Cluster {
    let programs = programs();
    let folder = tempfile::Builder::new()
        .prefix("yizhan-pg-")
        .tempdir_in("/tmp")
        .expect("a folder for PostgreSQL")
        .keep();
    let server_user = ServerUser::choose();
    server_user.give(&folder);
    let keeper = server_user
        .command("sh")
        .args(["-c", KEEPER, "keeper"])
        .arg(&programs)
        .arg(&folder)
        .stdin(Stdio::piped())
        .process_group(0)
        .spawn()
        .expect("sh starts");
    Cluster { folder, _keeper: keeper }
}

/// `$1` the folder of the programs, `$2` the folder of the server. Nothing here must survive a
/// power cut, so nothing waits for the disk.
const KEEPER: &str = r#"
"$1/initdb" --auth=trust --username=yizhan --no-sync --encoding=UTF8 --locale=C \
    --pgdata "$2/data" >"$2/log" 2>&1 </dev/null
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=200 >>"$2/log" 2>&1 &
server=$!
read -r never_comes
kill -TERM "$server"
wait "$server"
rm -rf "$2"
"#;

async fn connect_patiently(cluster: &Cluster) -> PgConnection {
    let url = cluster.url("postgres");
    let mut last = None;
    for _ in 0..300 {
        match PgConnection::connect(&url).await {
            Ok(connection) => return connection,
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let log = fs::read_to_string(cluster.folder.join("log")).unwrap_or_default();
    panic!("PostgreSQL does not answer at {url}: {last:?}\n{log}");
}

/// The folder with `initdb` and `postgres`: the newest below /usr/lib/postgresql, or the PATH.
fn programs() -> PathBuf {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let places =
        versions.into_iter().rev().map(|(_, bin)| bin).chain(std::env::split_paths(&on_path));
    places
        .into_iter()
        .find(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
        .expect(
            "the tests need PostgreSQL's server programs initdb and postgres: install the Debian \
             package postgresql (or put their folder on the PATH)",
        )
}

/// PostgreSQL refuses to run as root, so root runs it as somebody else.
enum ServerUser {
    Ourselves,
    Other { uid: u32, gid: u32 },
}

impl ServerUser {
    fn choose() -> Self {
        let we_are_root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        if !we_are_root {
            return Self::Ourselves;
        }
        let id = |flag: &str, user: &str| {
            let said = Command::new("id").args([flag, user]).stderr(Stdio::null()).output().ok()?;
            String::from_utf8(said.stdout).ok()?.trim().parse::<u32>().ok()
        };
        ["postgres", "nobody"]
            .iter()
            .find_map(|user| Some(Self::Other { uid: id("-u", user)?, gid: id("-g", user)? }))
            .expect("a user postgres or nobody to run PostgreSQL as, since root may not")
    }

    fn give(&self, folder: &Path) {
        if let Self::Other { uid, gid } = self {
            chown(folder, Some(*uid), Some(*gid)).expect("the folder is handed over");
        }
    }

    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = match self {
            Self::Ourselves => Command::new(program),
            Self::Other { uid, gid } => {
                let mut command = Command::new("setpriv");
                command
                    .arg(format!("--reuid={uid}"))
                    .arg(format!("--regid={gid}"))
                    .arg("--clear-groups")
                    .arg(program);
                command
            }
        };
        command.current_dir("/");
        command
    }
}
