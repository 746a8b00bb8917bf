//! The real binary in a real window: Xvfb, a window manager, the platform dialog's own code path with a stand-in
//! `zenity`, mouse and keys by xdotool. Needs those programs; fails without (see `.ci/run`).

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

#[path = "../all/samples.rs"]
mod samples;

const ARTICLE: &str = "Council closes the old bridge\n\n\
    BRNO, 4 May 2026 – The council voted on Monday to close the Old Bridge for 14 months.\n\n\
    “It will not survive another winter,” Mayor Jana Horáková told reporters.\n\n\
    Petr Malý, who owns a bakery nearby, said that he had lost more than 300 customers this week.\n\n\
    “We were never asked,” he said.";

#[test]
fn without_a_display_the_window_says_what_to_use() {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the program runs");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(words.contains("copydesk extract") && words.contains("copydesk picture"), "{words}");
}

/// A screen with a window manager; both end with it.
struct Screen {
    display: String,
    children: Vec<Child>,
    folder: tempfile::TempDir,
}

impl Drop for Screen {
    fn drop(&mut self) {
        for child in self.children.iter_mut().rev() {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

impl Screen {
    fn new() -> Self {
        static SCREENS: AtomicU32 = AtomicU32::new(0);
        let number = 90 + std::process::id() % 400 + 400 * SCREENS.fetch_add(1, Ordering::Relaxed);
        let display = format!(":{number}");
        let xvfb = Command::new("Xvfb")
            .args([&display, "-screen", "0", "1440x900x24", "-nolisten", "tcp"])
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut screen = Self { display, children: vec![xvfb], folder: tempfile::tempdir().expect("a folder") };
        screen.wait_for("the screen", |screen| screen.xdotool(&["getdisplaygeometry"]).is_some());
        let manager = screen.command("openbox").stderr(Stdio::null()).spawn().expect("openbox is installed");
        screen.children.push(manager);
        std::thread::sleep(Duration::from_millis(500));
        screen
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let own_path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap_or_default());
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("PATH", own_path)
            .env("HOME", self.folder.path())
            .env("COPYDESK_DATA_DIR", self.path("data"))
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("LC_ALL", "C.UTF-8")
            .env("LIBGL_ALWAYS_SOFTWARE", "1");
        command
    }

    /// A stand-in for the platform's dialog: prints the path that a person would choose.
    fn dialog_answers(&self, path: &Path) {
        let folder = self.path("bin");
        std::fs::create_dir_all(&folder).expect("a folder");
        let script = folder.join("zenity");
        std::fs::write(&script, format!("#!/bin/sh\necho '{}'\n", path.display())).expect("written");
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("executable");
    }

    fn xdotool(&self, arguments: &[&str]) -> Option<String> {
        let output = self.command("xdotool").args(arguments).output().expect("xdotool is installed");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn act(&self, arguments: &[&str]) {
        self.xdotool(arguments).unwrap_or_else(|| panic!("xdotool {arguments:?}"));
        std::thread::sleep(Duration::from_millis(500));
    }

    fn click(&self, x: u32, y: u32) {
        self.act(&["mousemove", &x.to_string(), &y.to_string()]);
        self.act(&["click", "1"]);
    }

    #[track_caller]
    fn wait_for(&self, what: &str, mut is_there: impl FnMut(&Self) -> bool) {
        let begun = Instant::now();
        while !is_there(self) {
            if begun.elapsed() > Duration::from_secs(30) {
                self.picture("failed");
                panic!("{what} did not come");
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    fn picture(&self, name: &str) {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        drop(self.command("import").args(["-window", "root"]).arg(path).status());
    }

    /// Whether the program's window has these words in its title.
    fn has_window(&self, title: &str) -> bool {
        let names = self.xdotool(&["search", "--onlyvisible", "--class", "copydesk", "getwindowname"]);
        names.is_some_and(|names| names.contains(title))
    }
}

#[test]
fn an_article_is_opened_corrected_and_saved_in_a_real_window() {
    let mut screen = Screen::new();
    let article = screen.path("bridge.txt");
    std::fs::write(&article, ARTICLE).expect("written");
    screen.dialog_answers(&article);
    let program = screen.command(env!("CARGO_BIN_EXE_copydesk")).spawn().expect("the program starts");
    screen.children.push(program);
    screen.wait_for("the sample", |screen| screen.has_window("sample"));
    screen.act(&[
        "search",
        "--onlyvisible",
        "--class",
        "copydesk",
        "windowsize",
        "1440",
        "870",
        "windowmove",
        "0",
        "0",
    ]);
    screen.click(700, 500);

    screen.act(&["key", "ctrl+o"]);
    screen.wait_for("the article", |screen| screen.has_window("bridge – 0 of"));
    std::thread::sleep(Duration::from_millis(800));
    screen.picture("opened");

    // The second card in text order is not known here: take the first one shown, accept it, give the next another speaker.
    screen.click(1230, 110);
    screen.act(&["key", "Return"]);
    screen.wait_for("a review", |screen| screen.has_window("bridge – 1 of"));
    screen.act(&["key", "2"]);
    screen.picture("corrected");
    screen.act(&["key", "ctrl+s"]);
    let saved = screen.path("bridge.copydesk.json");
    screen.wait_for("the saved result", |_| saved.is_file());
    std::thread::sleep(Duration::from_millis(500));
    let result: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&saved).expect("readable")).expect("a result is JSON");
    let quotes = result["quotes"].as_array().expect("quotes");
    assert!(quotes.len() >= 3, "{quotes:#?}");
    assert!(quotes.iter().filter(|quote| quote["review"] == "accepted").count() >= 1);
    assert!(quotes.iter().any(|quote| quote["edited"] == true), "a speaker was changed");
    assert_eq!(result["text"], ARTICLE);

    screen.act(&["key", "ctrl+z"]);
    screen.wait_for("unsaved work in the title", |screen| screen.has_window("● bridge"));
    screen.act(&["key", "ctrl+q"]);
    std::thread::sleep(Duration::from_millis(500));
    assert!(screen.has_window("bridge"), "closing with unsaved work asks first");
    screen.picture("asked");
}

#[test]
fn every_format_opens_through_the_dialog() {
    let mut screen = Screen::new();
    let program = screen.command(env!("CARGO_BIN_EXE_copydesk")).spawn().expect("the program starts");
    screen.children.push(program);
    screen.wait_for("the sample", |screen| screen.has_window("sample"));
    for (name, bytes) in samples::every_format() {
        let path = screen.path(name);
        std::fs::write(&path, bytes).expect("written");
        screen.dialog_answers(&path);
        screen.act(&["key", "ctrl+o"]);
        let stem = path.file_stem().expect("a name").to_string_lossy();
        screen.wait_for(name, |screen| screen.has_window(&format!("{stem} – 0 of 4")));
        screen.picture(&format!("opened-{stem}"));
    }
}
