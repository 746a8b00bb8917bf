//! Arguments to window or headless command.

fn main() -> std::process::ExitCode {
    copydesk::cli::run()
}
