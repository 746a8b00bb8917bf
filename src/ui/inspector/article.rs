//! The article itself, when no record is chosen: its particulars, the file, and other ways to read that.

use crate::desk::{Action, Sheet, offered};
use crate::edit::MetadataField;
use crate::io::import::{Options, READINGS, encoding};
use crate::ui::menus::menu_button;
use crate::ui::particulars::{Particulars, stated};
use crate::ui::theme::{self, Colours};
use egui::{RichText, ScrollArea, Ui};

/// Every particular, in the order it is shown.
const FIELDS: [MetadataField; 9] = [
    MetadataField::Title,
    MetadataField::Byline,
    MetadataField::Dateline,
    MetadataField::Published,
    MetadataField::Modified,
    MetadataField::Outlet,
    MetadataField::Agency,
    MetadataField::Url,
    MetadataField::Language,
];

pub(super) fn show(ui: &mut Ui, particulars: &mut Particulars, sheet: &Sheet, actions: &mut Vec<Action>) {
    ScrollArea::vertical().auto_shrink(false).id_salt("article").show(ui, |ui| {
        ui.add_space(8.0);
        offers(ui, sheet, actions);
        ui.strong("The article");
        for field in FIELDS {
            ui.horizontal(|ui| {
                particulars.field(ui, sheet, field, actions);
                if let Some(stated) = stated(sheet, field) {
                    let origin = RichText::new(format!("from {}", stated.origin)).weak().size(theme::SMALL_POINTS);
                    ui.add(egui::Label::new(origin).truncate());
                }
            });
        }
        ui.add_space(8.0);
        file(ui, sheet, actions);
    });
}

/// What can be done for the text, and the way back.
fn offers(ui: &mut Ui, sheet: &Sheet, actions: &mut Vec<Action>) {
    if sheet.doc().article().source.path.is_none() {
        return;
    }
    for &offer in &sheet.doc().article().offers {
        let (sentence, deed) = offered(offer);
        ui.label(sentence);
        if ui.button(deed).clicked() {
            let mut options = sheet.options.clone();
            options.accepted.push(offer);
            actions.push(Action::Reread(options));
        }
    }
    if !sheet.options.accepted.is_empty() && ui.button("As it is in the file").clicked() {
        actions.push(Action::Reread(Options { accepted: Vec::new(), ..sheet.options.clone() }));
    }
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
    fact(ui, "SHA-256", source.sha256.as_deref().and_then(|digest| digest.get(..16)));
    for warning in &sheet.doc().article().warnings {
        ui.label(RichText::new(warning).color(Colours::of(ui.ctx()).doubt));
    }
    if source.path.is_none() {
        return;
    }
    ui.horizontal(|ui| {
        // In the other kinds the encoding is part of the format.
        let is_text = source.format.as_deref().is_some_and(|kind| ["text", "markdown", "html", "json"].contains(&kind));
        if source.encoding.is_some() && is_text {
            menu_button(ui, "Another encoding", theme::UI_POINTS, |ui| {
                ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                    for (label, name) in encoding::CHOICES {
                        if ui.button(format!("{label} – {name}")).clicked() {
                            let encoding = Some((*label).to_owned());
                            actions.push(Action::Reread(Options { encoding, ..sheet.options.clone() }));
                        }
                    }
                });
            });
        }
        if source.format.as_deref() == Some("html") {
            menu_button(ui, "Another reading", theme::UI_POINTS, |ui| {
                for (reading, name) in READINGS {
                    if ui.button(*name).clicked() {
                        actions.push(Action::Reread(Options { reading: *reading, ..sheet.options.clone() }));
                    }
                }
            });
        }
    });
}
