//! The `argmap` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    argmap_cli::main()
}
