//! The three panels: quotes as cards, figures and entities as rows, all through one virtual list.

use super::menus::menu_button;
use super::rows::{self, Row};
use super::theme::{self, Colours};
use crate::desk::{Action, Arrangement, Desk, Order, Part, Sheet, Shown};
use crate::edit::Command;
use crate::model::{Id, Kind};
use egui::{Rect, Response, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, accesskit, vec2};

/// The panels, their part of the window and their names.
const PANELS: [(Kind, Part, &str); 3] = [
    (Kind::Quote, Part::Quotes, "Quotes"),
    (Kind::Figure, Part::Figures, "Figures"),
    (Kind::Entity, Part::Entities, "Entities"),
];

/// What the panels keep between frames.
#[derive(Default, Debug)]
pub struct Panels {
    lists: [Kept; 3],
    /// Shares of the height while a border is dragged, until the desk remembers them.
    dragged: Option<[f32; 3]>,
}

/// A list as it was made, until something it depends on changes.
#[derive(Default, Debug)]
struct Kept {
    key: Option<(u64, u64, crate::desk::Listing)>,
    ids: Vec<Id>,
    counts: std::collections::BTreeMap<Id, (usize, usize)>,
    shown_chosen: Option<Id>,
    filter_open: bool,
}

impl Kept {
    fn update(&mut self, desk: &Desk, sheet: &Sheet, kind: Kind) {
        let number = desk.slot().map_or(0, |slot| slot.number);
        let listing = desk.view.listing(kind);
        let key = (number, sheet.revision, listing.clone());
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.ids = listing.list(sheet, kind);
        self.counts.clear();
        if kind == Kind::Entity {
            for (_, mention) in sheet.doc().mentions() {
                self.counts.entry(mention.entity).or_default().0 += 1;
            }
            for (_, quote) in sheet.doc().quotes() {
                if let Some(entity) = quote.speaker.as_ref().and_then(|speaker| speaker.entity) {
                    self.counts.entry(entity).or_default().1 += 1;
                }
            }
        }
        self.key = Some(key);
    }
}

impl Panels {
    /// What quotes, figures and entities take of the height they share.
    pub fn shares(&self, desk: &Desk) -> [f32; 3] {
        self.dragged.unwrap_or(desk.settings().division.shares)
    }

    /// Draws the panels that are not hidden, one below the other, by their shares of the height; the line between
    /// two of them can be dragged.
    pub fn show(&mut self, ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
        let shown: Vec<usize> = (0..3).filter(|&n| desk.shows(PANELS[n].1)).collect();
        let shares = self.shares(desk);
        let total: f32 = shown.iter().map(|&n| shares[n]).sum();
        let height = ui.available_height();
        for (place, &n) in shown.iter().enumerate() {
            let (kind, _, name) = PANELS[n];
            let size = Vec2::new(ui.available_width(), height * shares[n] / total);
            let drawn = ui.allocate_ui(size, |ui| {
                ui.set_min_size(size);
                ui.push_id(name, |ui| panel(ui, &mut self.lists[n], desk, kind, name, actions));
            });
            let bottom = drawn.response.rect.max.y;
            if let Some(&below) = shown.get(place + 1) {
                let moved = split_line(ui, name, bottom) * total / height.max(1.0);
                if moved != 0.0 {
                    // Neither of the two shrinks below a head and two rows.
                    let least = (total * 90.0 / height.max(1.0)).min(shares[n]).min(shares[below]);
                    let moved = moved.clamp(least - shares[n], shares[below] - least);
                    let mut dragged = shares;
                    (dragged[n], dragged[below]) = (shares[n] + moved, shares[below] - moved);
                    self.dragged = Some(dragged);
                }
            }
        }
    }
}

/// The line below a panel; how far it was dragged in this frame.
fn split_line(ui: &mut Ui, name: &str, bottom: f32) -> f32 {
    let rect = Rect::from_x_y_ranges(ui.max_rect().x_range(), bottom - 4.0..=bottom + 4.0);
    let response = ui.interact(rect, ui.scope_id().with(("split", name)), Sense::drag());
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(egui::CursorIcon::ResizeVertical);
        let colours = Colours::of(ui.ctx());
        ui.painter().hline(rect.x_range(), bottom - 1.0, Stroke::new(2.0, colours.accent));
    }
    response.widget_info(|| {
        WidgetInfo::labeled(accesskit::Role::Splitter, true, format!("Border between {name} and the panel below"))
    });
    response.drag_delta().y
}

fn panel(ui: &mut Ui, kept: &mut Kept, desk: &Desk, kind: Kind, name: &str, actions: &mut Vec<Action>) {
    let colours = Colours::of(ui.ctx());
    ui.add_space(6.0);
    head(ui, kept, desk, kind, name, actions);
    if kept.filter_open {
        filter_field(ui, desk, kind, actions);
    }
    if let Some(sheet) = desk.sheet() {
        kept.update(desk, sheet, kind);
        let (row, gap) = match kind {
            Kind::Quote => (80.0, 6.0),
            Kind::Figure | Kind::Entity | Kind::Mention | Kind::Excluded | Kind::Metadata => (25.0, 0.0),
        };
        list(ui, kept, sheet, kind, row, gap, actions);
    }
    let bottom = ui.max_rect().max.y - 1.0;
    ui.painter().hline(ui.max_rect().x_range(), bottom, Stroke::new(1.0, colours.line));
}

fn head(ui: &mut Ui, kept: &mut Kept, desk: &Desk, kind: Kind, name: &str, actions: &mut Vec<Action>) {
    let colours = Colours::of(ui.ctx());
    let (done, all) = desk.sheet().map_or((0, 0), |sheet| sheet.progress(kind));
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        ui.heading(name);
        ui.weak(format!("{done} of {all}"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(6.0);
            let listing = desk.view.listing(kind);
            let title = match listing.shown {
                Shown::All => listing.order.name().to_owned(),
                shown => format!("{}, {}", shown.name(), listing.order.name()),
            };
            menu_button(ui, title, theme::SMALL_POINTS, |ui| {
                arrange_menu(ui, kept, desk, kind, actions);
            });
            let (bar, response) = ui.allocate_exact_size(vec2(ui.available_width().max(20.0), 4.0), Sense::hover());
            response.widget_info(|| {
                WidgetInfo::labeled(
                    accesskit::Role::ProgressIndicator,
                    true,
                    format!("{name}: {done} of {all} reviewed"),
                )
            });
            ui.painter().rect_filled(bar, 2.0, colours.line);
            if all > 0 {
                let part = Rect::from_min_size(bar.min, vec2(bar.width() * done as f32 / all as f32, 4.0));
                ui.painter().rect_filled(part, 2.0, colours.reviewed);
            }
        });
    });
}

fn arrange_menu(ui: &mut Ui, kept: &mut Kept, desk: &Desk, kind: Kind, actions: &mut Vec<Action>) {
    let listing = desk.view.listing(kind);
    for order in Order::ALL.into_iter().filter(|order| kind == Kind::Entity || *order != Order::Mentions) {
        if ui.selectable_label(listing.order == order, order.name()).clicked() {
            actions.push(Action::Arrange(kind, Arrangement::Order(order)));
        }
    }
    ui.separator();
    for shown in Shown::ALL {
        if ui.selectable_label(listing.shown == shown, shown.name()).clicked() {
            actions.push(Action::Arrange(kind, Arrangement::Shown(shown)));
        }
    }
    ui.separator();
    if ui.selectable_label(kept.filter_open, "filter by words…").clicked() {
        kept.filter_open = !kept.filter_open;
        if !kept.filter_open {
            actions.push(Action::Arrange(kind, Arrangement::Filter(String::new())));
        }
    }
    if ui.button("Accept all shown").clicked() {
        actions.push(Action::AcceptShown(kind));
    }
}

fn filter_field(ui: &mut Ui, desk: &Desk, kind: Kind, actions: &mut Vec<Action>) {
    let mut filter = desk.view.listing(kind).filter.clone();
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        let label = ui.weak("Only with");
        let field = egui::TextEdit::singleline(&mut filter).hint_text("words or speaker").desired_width(180.0);
        if ui.add(field).labelled_by(label.id).changed() {
            actions.push(Action::Arrange(kind, Arrangement::Filter(filter.clone())));
        }
    });
}

fn list(ui: &mut Ui, kept: &mut Kept, sheet: &Sheet, kind: Kind, row: f32, gap: f32, actions: &mut Vec<Action>) {
    let chosen = match sheet.chosen {
        Some(id) if id.kind == Kind::Mention => sheet.doc().mention(id).map(|mention| mention.entity),
        other => other,
    };
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("list");
    if chosen != kept.shown_chosen {
        kept.shown_chosen = chosen;
        if let Some(place) = kept.ids.iter().position(|id| Some(*id) == chosen) {
            let top = place as f32 * (row + gap);
            area = area.vertical_scroll_offset((top - ui.available_height() * 0.3).max(0.0));
        }
    }
    if kept.ids.is_empty() && sheet.is_read {
        ui.horizontal(|ui| {
            ui.add_space(10.0);
            ui.weak(empty_words(kind));
        });
        return;
    }
    ui.spacing_mut().item_spacing.y = gap;
    area.show_rows(ui, row, kept.ids.len(), |ui, range| {
        for &id in kept.ids.get(range).unwrap_or_default() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), row), Sense::click_and_drag());
            let rect = rect.shrink2(vec2(10.0, 0.0));
            let row = Row { sheet, id, rect, is_chosen: chosen == Some(id), response: &response };
            match kind {
                Kind::Quote => rows::quote_card(ui, &row),
                Kind::Figure => rows::figure_row(ui, &row),
                Kind::Entity => {
                    let incoming = dragged_onto(id, &response, actions);
                    let counts = |id: &Id| kept.counts.get(id).copied().unwrap_or_default();
                    rows::entity_row(ui, &row, counts(&id), incoming.map(|from| counts(&from).1));
                }
                Kind::Mention | Kind::Excluded | Kind::Metadata => {}
            }
            if response.clicked() {
                actions.push(Action::Reveal(id));
            }
        }
    });
}

/// The entity whose row hovers over this one; dropped there, the two are merged.
fn dragged_onto(id: Id, response: &Response, actions: &mut Vec<Action>) -> Option<Id> {
    response.dnd_set_drag_payload(id);
    if let Some(from) = response.dnd_release_payload::<Id>().filter(|from| **from != id) {
        actions.push(Action::Do(Command::Merge { into: id, from: vec![*from] }));
    }
    response.dnd_hover_payload::<Id>().map(|from| *from).filter(|from| *from != id)
}

fn empty_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Quote => "No quotes here. Select words and press Q to add one.",
        Kind::Figure => "No figures here. Select words and press F to add one.",
        Kind::Entity | Kind::Mention | Kind::Excluded | Kind::Metadata => {
            "No entities here. Select a name and press E to add one."
        }
    }
}
