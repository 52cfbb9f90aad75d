//! The program `yizhan`.

use std::process::ExitCode;

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod memory;

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: memory::HugePages = memory::HugePages;

fn main() -> ExitCode {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    memory::give_back();
    yizhan::cli::main()
}
