//! Questions: the platform's file dialogs (off this thread), an in-app one where the platform has none, and what to do
//! with unsaved work.

use crate::desk::{Action, Desk, Question};
use crate::io::import;
use egui::{Context, Modal, TextEdit, Ui};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

/// What the dialogs keep between frames.
#[derive(Default, Debug)]
pub struct Dialogs {
    asked: Option<Question>,
    reply: Option<Receiver<Option<Vec<PathBuf>>>>,
    typed: Option<String>,
    listing: Option<(PathBuf, Vec<PathBuf>)>,
}

impl Dialogs {
    /// Asks what the desk wants to know and pushes the answer.
    pub fn show(&mut self, ctx: &Context, desk: &Desk, actions: &mut Vec<Action>) {
        let Some(question) = desk.question() else {
            *self = Self::default();
            return;
        };
        if self.asked.as_ref() != Some(question) {
            *self = Self { asked: Some(question.clone()), ..Self::default() };
            self.begin(ctx, question, desk);
        }
        match question {
            Question::Open | Question::OpenFolder | Question::SaveAs(_) => self.file(ctx, question, actions),
            Question::UnsavedOnClose => unsaved_on_close(ctx, desk, actions),
            Question::UnsavedOnQuit(titles) => unsaved_on_quit(ctx, titles, actions),
            Question::ChangedOnDisk(path) => changed_on_disk(ctx, path, actions),
        }
    }

    fn begin(&mut self, ctx: &Context, question: &Question, desk: &Desk) {
        match question {
            Question::Open | Question::OpenFolder | Question::SaveAs(_) if has_platform_dialog() => {
                let (sender, receiver) = channel();
                self.reply = Some(receiver);
                let (question, ctx) = (question.clone(), ctx.clone());
                let folder = desk.settings().recent.first().and_then(|path| path.parent()).map(Path::to_owned);
                std::thread::spawn(move || {
                    // A window that has gone away needs no answer.
                    drop(sender.send(ask_platform(&question, folder)));
                    ctx.request_repaint();
                });
            }
            Question::Open | Question::OpenFolder => {
                let recent = desk.settings().recent.first().and_then(|path| path.parent());
                let folder = recent.map(Path::to_owned).or_else(dirs::home_dir).unwrap_or_default();
                self.typed = Some(format!("{}/", folder.display()));
            }
            Question::SaveAs(path) => self.typed = Some(path.display().to_string()),
            Question::UnsavedOnClose | Question::UnsavedOnQuit(_) | Question::ChangedOnDisk(_) => {}
        }
    }

    fn file(&mut self, ctx: &Context, question: &Question, actions: &mut Vec<Action>) {
        if let Some(reply) = &self.reply {
            match reply.try_recv() {
                Ok(Some(paths)) => actions.push(answer(question, paths)),
                Ok(None) => actions.push(Action::Dismiss),
                Err(std::sync::mpsc::TryRecvError::Empty) => {}
                Err(std::sync::mpsc::TryRecvError::Disconnected) => actions.push(Action::Dismiss),
            }
            return;
        }
        let title = match question {
            Question::Open => "Open a file",
            Question::OpenFolder => "Open a folder",
            _ => "Save the result as",
        };
        let modal = Modal::new(egui::Id::unique("path dialog")).show(ctx, |ui| {
            ui.set_width(560.0);
            ui.heading(title);
            ui.weak("This desktop has no file dialog. Type or choose a path.");
            self.path_field(ui, question, actions);
        });
        if modal.should_close() {
            actions.push(Action::Dismiss);
        }
    }

    fn path_field(&mut self, ui: &mut Ui, question: &Question, actions: &mut Vec<Action>) {
        let Some(typed) = &mut self.typed else { return };
        let label = ui.label("Path");
        let response = ui.add(TextEdit::singleline(typed).desired_width(f32::INFINITY)).labelled_by(label.id);
        if !response.has_focus() && !response.lost_focus() {
            response.request_focus();
        }
        if opens(question) {
            let folder = folder_of(typed);
            if self.listing.as_ref().map(|(listed, _)| listed) != Some(&folder) {
                self.listing = Some((folder.clone(), entries_of(&folder)));
            }
            let entries = self.listing.as_ref().map(|(_, entries)| entries.clone()).unwrap_or_default();
            egui::ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
                for path in entries.iter().take(400) {
                    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    if path.is_dir() {
                        if ui.button(format!("{name}/")).clicked() {
                            *typed = format!("{}/", path.display());
                        }
                    } else if ui.button(name).clicked() {
                        actions.push(Action::Open(vec![path.clone()]));
                    }
                }
            });
        }
        let entered = ui.input(|input| input.key_pressed(egui::Key::Enter));
        ui.horizontal(|ui| {
            let verb = match question {
                Question::OpenFolder => "Open this folder",
                _ if opens(question) => "Open",
                _ => "Save",
            };
            if ui.button(verb).clicked() || entered {
                actions.push(answer(question, vec![PathBuf::from(typed.trim())]));
            }
            if ui.button("Cancel").clicked() {
                actions.push(Action::Dismiss);
            }
        });
    }
}

fn answer(question: &Question, mut paths: Vec<PathBuf>) -> Action {
    match question {
        Question::SaveAs(_) => paths.pop().map_or(Action::Dismiss, Action::SaveTo),
        Question::Open
        | Question::OpenFolder
        | Question::UnsavedOnClose
        | Question::UnsavedOnQuit(_)
        | Question::ChangedOnDisk(_) => Action::Open(paths),
    }
}

/// Whether the question asks what to open.
fn opens(question: &Question) -> bool {
    matches!(question, Question::Open | Question::OpenFolder)
}

fn folder_of(typed: &str) -> PathBuf {
    let path = Path::new(typed.trim());
    if typed.ends_with('/') || path.is_dir() { path.to_owned() } else { path.parent().unwrap_or(path).to_owned() }
}

/// What a folder holds, folders first.
fn entries_of(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| !is_hidden(path)).collect();
    paths.sort_by_key(|path| (!path.is_dir(), path.clone()));
    paths
}

/// Whether the platform can show a file dialog. On Linux rfd needs a portal on the session bus or `zenity`, and answers
/// like "cancelled" when there is neither: so look first. `COPYDESK_DIALOGS=inapp` asks for the in-app one.
fn has_platform_dialog() -> bool {
    if std::env::var("COPYDESK_DIALOGS").is_ok_and(|wish| wish == "inapp") {
        return false;
    }
    if !cfg!(target_os = "linux") {
        return true;
    }
    in_search_path("zenity") || portal_is_there()
}

fn in_search_path(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// A portal is there when a session bus is and the portal's service file is installed.
fn portal_is_there() -> bool {
    let bus =
        std::env::var("DBUS_SESSION_BUS_ADDRESS").is_ok_and(|bus| !bus.is_empty() && !bus.starts_with("disabled"));
    let service = "dbus-1/services/org.freedesktop.portal.Desktop.service";
    let shares = std::env::var("XDG_DATA_DIRS").unwrap_or_else(|_unset| "/usr/local/share:/usr/share".to_owned());
    bus && shares.split(':').any(|share| Path::new(share).join(service).is_file())
}

fn ask_platform(question: &Question, folder: Option<PathBuf>) -> Option<Vec<PathBuf>> {
    let dialog = rfd::FileDialog::new();
    match question {
        Question::Open => {
            let endings: Vec<&str> =
                import::IMPORTERS.iter().flat_map(|importer| importer.extensions).copied().chain(["json"]).collect();
            let dialog =
                dialog.set_title("Open articles").add_filter("Articles", &endings).add_filter("All files", &["*"]);
            let dialog = match folder {
                Some(folder) => dialog.set_directory(folder),
                None => dialog,
            };
            dialog.pick_files()
        }
        Question::OpenFolder => {
            let dialog = dialog.set_title("Open a folder of articles");
            let dialog = match folder {
                Some(folder) => dialog.set_directory(folder),
                None => dialog,
            };
            dialog.pick_folders()
        }
        Question::SaveAs(path) => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let dialog =
                dialog.set_title("Save the result").set_file_name(name).add_filter("Copydesk result", &["json"]);
            let dialog = match path.parent() {
                Some(parent) => dialog.set_directory(parent),
                None => dialog,
            };
            dialog.save_file().map(|path| vec![path])
        }
        Question::UnsavedOnClose | Question::UnsavedOnQuit(_) | Question::ChangedOnDisk(_) => None,
    }
}

fn ask(ctx: &Context, words: &str, detail: &str, choices: &[(&str, Action)], actions: &mut Vec<Action>) {
    let modal = Modal::new(egui::Id::unique("question")).show(ctx, |ui| {
        ui.set_width(440.0);
        ui.heading(words);
        ui.label(detail);
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            for (title, action) in choices {
                if ui.button(*title).clicked() {
                    actions.push(action.clone());
                }
            }
        });
    });
    if modal.should_close() {
        actions.push(Action::Dismiss);
    }
}

fn unsaved_on_close(ctx: &Context, desk: &Desk, actions: &mut Vec<Action>) {
    let name = desk.slot().map_or("The article", |slot| slot.title.as_str());
    let detail = "Without saving, your work stays in the journal and comes back when the article is opened again.";
    let choices =
        [("Save", Action::Save), ("Close without saving", Action::CloseWithoutSaving), ("Cancel", Action::Dismiss)];
    ask(ctx, &format!("“{name}” has unsaved work."), detail, &choices, actions);
}

fn unsaved_on_quit(ctx: &Context, titles: &[String], actions: &mut Vec<Action>) {
    let detail = format!(
        "{}. Without saving, your work stays in the journal and comes back when the article is opened again.",
        titles.join(", ")
    );
    let choices = [
        ("Save all and quit", Action::SaveAllAndQuit),
        ("Quit without saving", Action::QuitWithoutSaving),
        ("Cancel", Action::Dismiss),
    ];
    let words = match titles.len() {
        1 => "One article has unsaved work.".to_owned(),
        many => format!("{many} articles have unsaved work."),
    };
    ask(ctx, &words, &detail, &choices, actions);
}

fn changed_on_disk(ctx: &Context, path: &Path, actions: &mut Vec<Action>) {
    let detail = format!(
        "Somebody else, or another window, has saved {} since this article was opened.",
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    );
    let choices = [("Save as…", Action::AskSaveAs), ("Replace theirs", Action::Overwrite), ("Cancel", Action::Dismiss)];
    ask(ctx, "The saved result has changed on disk.", &detail, &choices, actions);
}
