//! The article itself, when no record is chosen: its particulars, the file, and other ways to read that.

use crate::desk::{Action, Sheet};
use crate::edit::MetadataField;
use crate::io::import::{Options, READINGS, encoding};
use crate::ui::menus::menu_button;
use crate::ui::particulars::Particulars;
use crate::ui::theme::{self, Colours};
use egui::{RichText, ScrollArea, Ui};

/// Every particular, in the order it is shown.
const FIELDS: [MetadataField; 6] = [
    MetadataField::Title,
    MetadataField::Byline,
    MetadataField::Dateline,
    MetadataField::Published,
    MetadataField::Outlet,
    MetadataField::Url,
];

pub(super) fn show(ui: &mut Ui, particulars: &mut Particulars, sheet: &Sheet, actions: &mut Vec<Action>) {
    ScrollArea::vertical().auto_shrink(false).id_salt("article").show(ui, |ui| {
        ui.add_space(8.0);
        ui.strong("The article");
        for field in FIELDS {
            ui.horizontal(|ui| particulars.field(ui, sheet, field, actions));
        }
        let metadata = sheet.doc().metadata();
        fact(ui, "Changed", metadata.modified.as_ref().map(|stated| stated.value.as_str()));
        fact(ui, "Agency", metadata.agency.as_ref().map(|stated| stated.value.as_str()));
        ui.add_space(8.0);
        file(ui, sheet, actions);
    });
}

fn fact(ui: &mut Ui, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        ui.horizontal_wrapped(|ui| {
            ui.weak(name);
            ui.label(value);
        });
    }
}

/// Where the article came from and how it was read; encoding and reading can be changed.
fn file(ui: &mut Ui, sheet: &Sheet, actions: &mut Vec<Action>) {
    let source = &sheet.doc().article().source;
    ui.strong("The file");
    fact(ui, "Path", source.path.as_deref());
    fact(ui, "Read as", source.importer.as_deref());
    fact(ui, "Encoding", source.encoding.as_deref());
    for warning in &sheet.doc().article().warnings {
        ui.label(RichText::new(warning).color(Colours::of(ui.ctx()).doubt));
    }
    if source.path.is_none() {
        return;
    }
    ui.horizontal(|ui| {
        if source.encoding.is_some() {
            menu_button(ui, "Another encoding", theme::UI_POINTS, |ui| {
                ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                    for (label, name) in encoding::CHOICES {
                        if ui.button(format!("{label} – {name}")).clicked() {
                            let encoding = Some((*label).to_owned());
                            actions.push(Action::Reread(Options { encoding, ..Options::default() }));
                        }
                    }
                });
            });
        }
        if source.format.as_deref() == Some("html") {
            menu_button(ui, "Another reading", theme::UI_POINTS, |ui| {
                for (reading, name) in READINGS {
                    if ui.button(*name).clicked() {
                        actions.push(Action::Reread(Options { reading: *reading, ..Options::default() }));
                    }
                }
            });
        }
    });
}
