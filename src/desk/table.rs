//! The one table of actions: menus, palette, shortcuts and the sheet of keys are read from it.

use super::Desk;
use super::action::{Action, Edge, Field, Part};
use crate::edit::MetadataField;
use crate::model::{EntityKind, Kind, Review};

/// The menu an action stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Menu {
    /// Opening, saving, leaving.
    File,
    /// Changing records.
    Edit,
    /// What is shown.
    View,
    /// Checking records.
    Review,
    /// Finding one's way.
    Help,
}

impl Menu {
    /// All of them, in the order of the menu bar.
    pub const ALL: [Menu; 5] = [Menu::File, Menu::Edit, Menu::View, Menu::Review, Menu::Help];

    /// Its name in the menu bar.
    pub fn name(self) -> &'static str {
        match self {
            Menu::File => "File",
            Menu::Edit => "Edit",
            Menu::View => "View",
            Menu::Review => "Review",
            Menu::Help => "Help",
        }
    }
}

/// Whether an action can be done now, or the reason why not, a sentence.
pub type Enabled = Result<(), &'static str>;

/// One named action.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its name for ever, for tests and settings.
    pub id: &'static str,
    /// Its name in menus and the palette.
    pub title: &'static str,
    /// What it does, one sentence.
    pub tooltip: &'static str,
    /// Its menu.
    pub menu: Menu,
    /// Its shortcuts, the one to show first: "Ctrl+Shift+S"; a family has one for each member.
    pub keys: &'static [&'static str],
    /// The action for the shortcut with this index.
    pub action: fn(usize) -> Action,
    /// Whether it can be done now.
    pub enabled: fn(&Desk) -> Enabled,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Entry").field("id", &self.id).finish_non_exhaustive()
    }
}

const NO_ARTICLE: &str = "Open an article first.";

fn always(_desk: &Desk) -> Enabled {
    Ok(())
}

fn with_article(desk: &Desk) -> Enabled {
    desk.sheet().map(drop).ok_or(NO_ARTICLE)
}

fn unsaved(desk: &Desk) -> Enabled {
    let sheet = desk.sheet().ok_or(NO_ARTICLE)?;
    if sheet.is_unsaved() || sheet.saved().is_none() { Ok(()) } else { Err("Everything is saved.") }
}

fn undoable(desk: &Desk) -> Enabled {
    let sheet = desk.sheet().ok_or(NO_ARTICLE)?;
    sheet.history().undo_label().map(drop).ok_or("Nothing was changed yet.")
}

fn redoable(desk: &Desk) -> Enabled {
    let sheet = desk.sheet().ok_or(NO_ARTICLE)?;
    sheet.history().redo_label().map(drop).ok_or("Nothing was undone.")
}

fn chosen(desk: &Desk) -> Enabled {
    let sheet = desk.sheet().ok_or(NO_ARTICLE)?;
    sheet.chosen.map(drop).ok_or("Click a quote, figure or entity first.")
}

fn chosen_with_edges(desk: &Desk) -> Enabled {
    chosen(desk)?;
    match desk.sheet().and_then(|sheet| sheet.chosen).map(|id| id.kind) {
        Some(Kind::Quote | Kind::Figure | Kind::Mention | Kind::Excluded) => Ok(()),
        _ => Err("Choose one of its mentions: an entity as a whole has no edges."),
    }
}

fn selected(desk: &Desk) -> Enabled {
    let sheet = desk.sheet().ok_or(NO_ARTICLE)?;
    sheet.selection.map(drop).ok_or("Select words in the article first.")
}

fn chosen_or_selected(desk: &Desk) -> Enabled {
    chosen(desk).or_else(|_why| selected(desk)).map_err(|_why| "Choose a record or select words first.")
}

fn ticked(desk: &Desk) -> Enabled {
    let sheet = desk.sheet().ok_or(NO_ARTICLE)?;
    if sheet.ticked.is_empty() { Err("Tick mentions in the inspector of an entity first.") } else { Ok(()) }
}

fn entity_chosen(desk: &Desk) -> Enabled {
    chosen(desk)?;
    match desk.chosen_entity() {
        Some(_) => Ok(()),
        None => Err("Choose an entity first."),
    }
}

fn several_articles(desk: &Desk) -> Enabled {
    if desk.queue().len() > 1 { Ok(()) } else { Err("There is only one article in the queue.") }
}

fn pickable(desk: &Desk) -> Enabled {
    chosen(desk)
}

macro_rules! entry {
    ($id:literal, $title:literal, $menu:ident, [$($key:literal),*], $enabled:expr, $action:expr, $tooltip:literal) => {
        Entry { id: $id, title: $title, tooltip: $tooltip, menu: Menu::$menu, keys: &[$($key),*],
                action: $action, enabled: $enabled }
    };
}

/// All of them, in the order of the menus.
#[rustfmt::skip]
pub const ACTIONS: &[Entry] = &[
    entry!("open", "Open…", File, ["Ctrl+O"], always, |_| Action::AskOpen, "Open articles or saved results from files."),
    entry!("open-folder", "Open folder…", File, ["Ctrl+Shift+O"], always, |_| Action::AskOpenFolder, "Put every article of a folder in the queue."),
    entry!("open-sample", "Open the sample article", File, [], always, |_| Action::OpenSample, "Open the article that comes with Copydesk."),
    entry!("save", "Save", File, ["Ctrl+S"], unsaved, |_| Action::Save, "Save the curated result beside the article."),
    entry!("save-as", "Save as…", File, ["Ctrl+Shift+S"], with_article, |_| Action::AskSaveAs, "Save the curated result in another place."),
    entry!("next-article", "Next article", File, ["Ctrl+PageDown"], several_articles, |_| Action::Step(1), "Show the next article of the queue."),
    entry!("previous-article", "Previous article", File, ["Ctrl+PageUp"], several_articles, |_| Action::Step(-1), "Show the previous article of the queue."),
    entry!("close", "Close article", File, ["Ctrl+W"], with_article, |_| Action::Close, "Close the article; asks when there is unsaved work."),
    entry!("quit", "Quit", File, ["Ctrl+Q"], always, |_| Action::Quit, "Leave Copydesk; asks when there is unsaved work."),

    entry!("undo", "Undo", Edit, ["Ctrl+Z"], undoable, |_| Action::Undo, "Take the last change back."),
    entry!("redo", "Redo", Edit, ["Ctrl+Shift+Z", "Ctrl+Y"], redoable, |_| Action::Redo, "Do the last undone change again."),
    entry!("history", "History…", Edit, ["Ctrl+H"], with_article, |_| Action::ToggleHistory, "List every change; click one to go back to it."),
    entry!("add-quote", "Add quote", Edit, ["Q"], selected, |_| Action::AddQuote, "Make the selected words a quote; the speaker is guessed."),
    entry!("add-figure", "Add figure", Edit, ["F"], selected, |_| Action::AddFigure, "Make the selected words a figure; its value is read."),
    entry!("add-person", "Add person", Edit, ["E"], selected, |_| Action::AddEntity(EntityKind::Person), "Make the selected words the name of a person, everywhere in the article."),
    entry!("add-organisation", "Add organisation", Edit, ["Shift+O"], selected, |_| Action::AddEntity(EntityKind::Organisation), "Make the selected words the name of an organisation, everywhere in the article."),
    entry!("add-place", "Add place", Edit, ["Shift+P"], selected, |_| Action::AddEntity(EntityKind::Place), "Make the selected words the name of a place, everywhere in the article."),
    entry!("exclude", "Leave out", Edit, ["X"], chosen_or_selected, |_| Action::Exclude, "Mark the selected words as page furniture, not part of the article."),
    entry!("extend-end", "End one word on", Edit, ["Shift+ArrowRight"], chosen_with_edges, |_| Action::MoveEdge(Edge::End, 1), "Move the end of the chosen mark one word on."),
    entry!("shrink-end", "End one word back", Edit, ["Shift+ArrowLeft"], chosen_with_edges, |_| Action::MoveEdge(Edge::End, -1), "Move the end of the chosen mark one word back."),
    entry!("extend-start", "Start one word back", Edit, ["Alt+Shift+ArrowLeft"], chosen_with_edges, |_| Action::MoveEdge(Edge::Start, -1), "Move the start of the chosen mark one word back."),
    entry!("shrink-start", "Start one word on", Edit, ["Alt+Shift+ArrowRight"], chosen_with_edges, |_| Action::MoveEdge(Edge::Start, 1), "Move the start of the chosen mark one word on."),
    entry!("edit", "Edit speaker, value or name", Edit, ["F2", "/"], chosen, |_| Action::Focus(Field::Main), "Type a speaker, a value or a name for what is chosen."),
    entry!("merge", "Merge into…", Edit, ["M"], entity_chosen, |_| Action::Focus(Field::Merge), "Merge the chosen entity into another one; its quotes follow."),
    entry!("split", "Split off ticked mentions", Edit, ["S"], ticked, |_| Action::Split, "Make the ticked mentions an entity of their own; their quotes follow."),
    entry!("published", "Set publication date…", Edit, [], with_article, |_| Action::Focus(Field::Particular(MetadataField::Published)), "Type the day of publication; dates such as “Monday” follow."),
    entry!("note", "Write a note", Edit, ["N"], chosen, |_| Action::Focus(Field::Note), "Write a remark on what is chosen."),
    entry!("remove", "Remove for good", Edit, ["Ctrl+Delete"], chosen, |_| Action::Remove, "Remove what is chosen; undo brings it back."),
    entry!("copy", "Copy with attribution", Edit, ["Ctrl+C"], chosen_or_selected, |_| Action::Copy, "Copy the chosen quote with its speaker, or the selected words."),

    entry!("accept", "Accept", Review, ["Enter"], chosen, |_| Action::Judge(Review::Accepted), "Mark what is chosen as right and go on."),
    entry!("strike", "Reject", Review, ["Delete", "Backspace"], chosen, |_| Action::Strike, "Mark what is chosen as wrong and go on; what a person added is removed."),
    entry!("strike-same", "Remove all with the same text", Review, ["Shift+Delete"], chosen, |_| Action::StrikeSameText, "Remove every record of this kind with the same words; undo brings them back."),
    entry!("doubt", "Doubtful", Review, ["Questionmark"], chosen, |_| Action::Judge(Review::Doubtful), "Mark what is chosen as open to doubt and go on."),
    entry!("unmark", "Not reviewed", Review, ["U"], chosen, |_| Action::Judge(Review::Unseen), "Take the verdict on what is chosen back."),
    entry!("pick", "Take numbered choice", Review, ["1", "2", "3", "4", "5", "6", "7", "8", "9"], pickable, Action::Pick, "Take the speaker, kind or reading with this number in the inspector."),
    entry!("next", "Next in panel", Review, ["J", "ArrowDown"], with_article, |_| Action::Walk(1), "Choose the next record of the panel."),
    entry!("previous", "Previous in panel", Review, ["K", "ArrowUp"], with_article, |_| Action::Walk(-1), "Choose the previous record of the panel."),
    entry!("next-doubt", "Next doubt", Review, ["D"], with_article, |_| Action::NextDoubt, "Choose the next record that is open to doubt."),
    entry!("accept-quotes", "Accept shown quotes", Review, ["Ctrl+Shift+Q"], with_article, |_| Action::AcceptShown(Kind::Quote), "Mark every quote the panel shows as right; one undo takes it back."),
    entry!("accept-figures", "Accept shown figures", Review, ["Ctrl+Shift+F"], with_article, |_| Action::AcceptShown(Kind::Figure), "Mark every figure the panel shows as right; one undo takes it back."),
    entry!("accept-entities", "Accept shown entities", Review, ["Ctrl+Shift+E"], with_article, |_| Action::AcceptShown(Kind::Entity), "Mark every entity the panel shows as right; one undo takes it back."),

    entry!("find", "Find in article", View, ["Ctrl+F"], with_article, |_| Action::ToggleFind, "Find words in the article."),
    entry!("queue", "Queue", View, ["Ctrl+1"], always, |_| Action::TogglePanel(Part::Queue), "Show or hide the queue."),
    entry!("quotes", "Quotes", View, ["Ctrl+2"], always, |_| Action::TogglePanel(Part::Quotes), "Show or hide quotes, in the panel and on the page."),
    entry!("figures", "Figures", View, ["Ctrl+3"], always, |_| Action::TogglePanel(Part::Figures), "Show or hide figures, in the panel and on the page."),
    entry!("entities", "Entities", View, ["Ctrl+4"], always, |_| Action::TogglePanel(Part::Entities), "Show or hide entities, in the panel and on the page."),
    entry!("inspector", "Inspector", View, ["Ctrl+5"], always, |_| Action::TogglePanel(Part::Inspector), "Show or hide the inspector."),
    entry!("theme", "Light or dark", View, ["Ctrl+T"], always, |_| Action::ToggleTheme, "Change between light and dark."),
    entry!("larger", "Larger", View, ["Ctrl+Plus", "Ctrl+Equals"], always, |_| Action::Zoom(1), "Show everything larger."),
    entry!("smaller", "Smaller", View, ["Ctrl+Minus"], always, |_| Action::Zoom(-1), "Show everything smaller."),
    entry!("normal-size", "Normal size", View, ["Ctrl+0"], always, |_| Action::Zoom(0), "Show everything in its normal size."),

    entry!("palette", "Do anything…", Help, ["Ctrl+K"], always, |_| Action::TogglePalette, "Find an action by its name and do it."),
    entry!("keys", "Keys", Help, ["F1"], always, |_| Action::ToggleKeys, "Show every shortcut."),
];

/// The entry with this id.
pub fn entry(id: &str) -> Option<&'static Entry> {
    ACTIONS.iter().find(|entry| entry.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_has_title_tooltip_and_shortcuts_of_its_own() {
        let mut ids = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for entry in ACTIONS {
            assert!(ids.insert(entry.id), "{} twice", entry.id);
            assert!(!entry.title.is_empty() && entry.tooltip.ends_with('.'), "{}", entry.id);
            for key in entry.keys {
                assert!(keys.insert(*key), "{key} twice");
            }
        }
    }

    #[test]
    fn on_an_empty_desk_every_disabled_action_says_why() {
        let desk = Desk::default();
        for entry in ACTIONS {
            if let Err(why) = (entry.enabled)(&desk) {
                assert!(why.ends_with('.'), "{}: {why}", entry.id);
            }
        }
        assert!((entry("undo").expect("undo").enabled)(&desk).is_err());
    }
}
