//! The program `yizhan`.

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::give_memory_back();
    yizhan::cli::main()
}

/// Tells glibc to give memory back to the system when it is free. By itself it raises its
/// thresholds with the largest block that it has seen, and keeps what lies between others for
/// ever: a program that builds a snapshot beside the old one and compresses documents ahead then
/// holds three times the memory that it uses. Other systems' allocators need no such word.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc {
    use std::iter::{once, repeat};
    use std::thread;
    use std::time::Duration;

    /// Blocks of this many bytes are given back at once.
    const LARGE: libc::c_int = 128 * 1024;
    /// When the rest is given back for the first time: what the start needed is free then.
    const STARTED: Duration = Duration::from_secs(2);
    /// How often afterwards. It takes a millisecond, with a large ledger a few.
    const EVERY: Duration = Duration::from_secs(15);

    /// To be called first, before there are other threads.
    pub(super) fn give_memory_back() {
        #[expect(unsafe_code, reason = "the only way to set it from inside the program")]
        // SAFETY: `mallopt` changes two numbers of the allocator; no other thread runs yet.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
            libc::mallopt(libc::M_TRIM_THRESHOLD, LARGE);
        }
        // Should there be no thread for it, there is only less memory for others.
        let _ = thread::Builder::new().name("give-back".to_owned()).spawn(|| {
            for wait in once(STARTED).chain(repeat(EVERY)) {
                thread::sleep(wait);
                #[expect(unsafe_code, reason = "there is no other way to ask for it")]
                // SAFETY: it takes the allocator's own locks, and touches free memory only.
                unsafe {
                    libc::malloc_trim(0);
                }
            }
        });
    }
}
