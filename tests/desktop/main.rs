//! The real binary as a person meets it. The window's own run joins here once the window stands.

use std::process::Command;

#[test]
fn without_a_display_the_window_says_what_to_use() {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the program runs");
    assert!(!output.status.success());
    assert!(!output.stderr.is_empty(), "a sentence on standard error");
}
