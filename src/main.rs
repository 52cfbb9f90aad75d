//! The program `yizhan`.

use std::process::ExitCode;

fn main() -> ExitCode {
    yizhan::cli::main()
}
