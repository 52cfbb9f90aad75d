//! The program `yizhan`.

use std::process::ExitCode;

fn main() -> ExitCode {
    give_memory_back();
    yizhan::cli::main()
}

/// Tells glibc to give large blocks back to the system as soon as they are free.
///
/// By itself it raises its thresholds with the largest block that it has seen, and a program
/// that builds a snapshot beside the old one and compresses documents ahead then keeps three
/// times the memory that it uses. Other systems' allocators need no such word.
fn give_memory_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "the only way to set it from inside the program")]
    // SAFETY: `mallopt` changes two numbers of the allocator; no other thread runs yet.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 128 * 1024);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 128 * 1024);
    }
}
