//! The three panels: quotes as cards, figures and entities as rows, all through one virtual list.

use super::menus::menu_button;
use super::page_underline;
use super::theme::{self, Colours};
use super::words;
use crate::desk::listing::is_doubt;
use crate::desk::{Action, Arrangement, Desk, Order, Part, Sheet, Shown};
use crate::edit::Command;
use crate::model::{Id, Kind, Review, Tail};
use egui::text::LayoutJob;
use egui::{
    Align2, Pos2, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit, vec2,
};

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
    /// Draws the panels that are not hidden, one below the other, by their shares of the height; the line between
    /// two of them can be dragged.
    pub fn show(&mut self, ui: &mut Ui, desk: &Desk, shares: &mut [f32; 3], actions: &mut Vec<Action>) {
        let shown: Vec<usize> = (0..3).filter(|&n| desk.shows(PANELS[n].1)).collect();
        let total: f32 = shown.iter().map(|&n| shares[n]).sum();
        let height = ui.available_height();
        let shares_now = *shares;
        for (place, &n) in shown.iter().enumerate() {
            let (kind, _, name) = PANELS[n];
            let size = Vec2::new(ui.available_width(), height * shares_now[n] / total);
            ui.allocate_ui(size, |ui| {
                ui.set_min_size(size);
                ui.push_id(name, |ui| panel(ui, &mut self.lists[n], desk, kind, name, actions));
            });
            if let Some(&below) = shown.get(place + 1) {
                let moved = split_line(ui, name) * total / height.max(1.0);
                // Neither of the two shrinks below a head and two rows.
                let least = (total * 90.0 / height.max(1.0)).min(shares_now[n]).min(shares_now[below]);
                let moved = moved.clamp(least - shares_now[n], shares_now[below] - least);
                (shares[n], shares[below]) = (shares[n] + moved, shares[below] - moved);
            }
        }
    }
}

/// The line below a panel; how far it was dragged in this frame.
fn split_line(ui: &mut Ui, name: &str) -> f32 {
    let bottom = ui.min_rect().max.y;
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
            let is_chosen = chosen == Some(id);
            match kind {
                Kind::Quote => quote_card(ui, sheet, id, rect, is_chosen, &response),
                Kind::Figure => figure_row(ui, sheet, id, rect, is_chosen, &response),
                Kind::Entity => entity_row(ui, sheet, kept, id, rect, is_chosen, &response, actions),
                Kind::Mention | Kind::Excluded | Kind::Metadata => {}
            }
            if response.clicked() {
                actions.push(Action::Reveal(id));
            }
        }
    });
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

/// Text that ends in … when it does not fit.
fn clipped(
    ui: &Ui,
    words: &str,
    font: egui::FontId,
    colour: egui::Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    // Long records are cut before layout: no card shows more than this.
    let words: String = words.chars().take(400).collect();
    let mut job = LayoutJob::simple(words, font, colour, width.max(10.0));
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn tick(ui: &Ui, tail: &Tail, at: Pos2) {
    let colours = Colours::of(ui.ctx());
    let (sign, colour) = match tail.review {
        Review::Accepted => ("✓", colours.reviewed),
        Review::Rejected => ("×", colours.soft_ink),
        Review::Doubtful => ("?", colours.doubt),
        Review::Unseen => return,
    };
    ui.painter().text(at, Align2::RIGHT_CENTER, sign, theme::semibold(theme::UI_POINTS), colour);
}

/// The doubt in one short phrase.
fn doubt_words(tail: &Tail) -> Option<String> {
    if !is_doubt(tail) {
        return None;
    }
    Some(tail.doubt.clone().unwrap_or_else(|| "doubtful".to_owned()))
}

fn quote_card(ui: &Ui, sheet: &Sheet, id: Id, rect: Rect, is_chosen: bool, response: &Response) {
    let doc = sheet.doc();
    let Some(quote) = doc.quote(id) else { return };
    let colours = Colours::of(ui.ctx());
    let painter = ui.painter();
    let words = doc.text().slice(quote.span).replace('\n', " ");
    let fill = if response.hovered() { colours.ground } else { colours.card };
    painter.rect_filled(rect, theme::RADIUS, fill);
    let stroke = if is_chosen { Stroke::new(2.0, colours.quote_rule) } else { Stroke::new(1.0, colours.line) };
    painter.rect_stroke(rect, theme::RADIUS, stroke, StrokeKind::Inside);
    let ink = if quote.tail.review == Review::Rejected { colours.soft_ink } else { colours.ink };
    let galley = clipped(ui, &words, theme::serif(13.0), ink, rect.width() - 44.0, 2);
    painter.galley(rect.min + vec2(12.0, 9.0), galley, ink);
    let name = quote.speaker.as_ref().map_or("who?", |speaker| speaker.name.as_str());
    let chip = clipped(ui, name, theme::medium(theme::SMALL_POINTS), colours.ink, rect.width() * 0.6, 1);
    let chip_rect = Rect::from_min_size(Pos2::new(rect.min.x + 11.0, rect.max.y - 27.0), chip.size() + vec2(16.0, 4.0));
    painter.rect_filled(chip_rect, 9.0, colours.button);
    painter.galley(chip_rect.min + vec2(8.0, 2.0), chip, colours.ink);
    let beside = chip_rect.max.x + 8.0;
    let (note, colour) = match doubt_words(&quote.tail) {
        Some(doubt) => (doubt, colours.doubt),
        None => (words::form(quote.form).to_owned(), colours.soft_ink),
    };
    let note = clipped(ui, &note, theme::sans(theme::SMALL_POINTS), colour, rect.max.x - beside - 8.0, 1);
    painter.galley(Pos2::new(beside, chip_rect.min.y + 2.0), note, colour);
    tick(ui, &quote.tail, Pos2::new(rect.max.x - 12.0, rect.min.y + 16.0));
    response
        .widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, is_chosen, format!("{name}: {words}")));
}

fn row_ground(ui: &Ui, rect: Rect, is_chosen: bool, response: &Response) {
    let colours = Colours::of(ui.ctx());
    let rect = rect.expand2(vec2(4.0, -1.0));
    if is_chosen {
        ui.painter().rect_filled(rect, theme::RADIUS, colours.chosen);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS, colours.ground);
    }
}

fn figure_row(ui: &Ui, sheet: &Sheet, id: Id, rect: Rect, is_chosen: bool, response: &Response) {
    let doc = sheet.doc();
    let Some(figure) = doc.figure(id) else { return };
    let colours = Colours::of(ui.ctx());
    row_ground(ui, rect, is_chosen, response);
    let painter = ui.painter();
    let middle = rect.center().y;
    let ink = if figure.tail.review == Review::Rejected || figure.minor { colours.soft_ink } else { colours.ink };
    let value = words::value(doc, figure);
    let first = clipped(ui, &value, theme::semibold(theme::UI_POINTS), ink, rect.width() * 0.34, 1);
    painter.galley(Pos2::new(rect.min.x, middle - first.size().y / 2.0), first, ink);
    let right = rect.max.x - 16.0;
    let source = match (doubt_words(&figure.tail), figure.quote.and_then(|id| doc.quote(id))) {
        (Some(doubt), _) => (doubt, colours.doubt),
        (None, Some(quote)) => {
            (quote.speaker.as_ref().map_or("quoted".to_owned(), |speaker| speaker.name.clone()), colours.soft_ink)
        }
        (None, None) => (String::new(), colours.soft_ink),
    };
    let last = clipped(ui, &source.0, theme::sans(theme::SMALL_POINTS), source.1, rect.width() * 0.28, 1);
    let last_width = last.size().x;
    painter.galley(Pos2::new(right - last_width, middle - last.size().y / 2.0), last, source.1);
    let left = rect.min.x + rect.width() * 0.36;
    let what = words::what(doc, figure);
    let second =
        clipped(ui, &what, theme::sans(theme::UI_POINTS), colours.soft_ink, right - last_width - left - 8.0, 1);
    painter.galley(Pos2::new(left, middle - second.size().y / 2.0), second, colours.soft_ink);
    tick(ui, &figure.tail, Pos2::new(rect.max.x, middle));
    response
        .widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, is_chosen, format!("{value} {what}")));
}

#[allow(clippy::too_many_arguments)] // one call
fn entity_row(
    ui: &Ui,
    sheet: &Sheet,
    kept: &Kept,
    id: Id,
    rect: Rect,
    is_chosen: bool,
    response: &Response,
    actions: &mut Vec<Action>,
) {
    let doc = sheet.doc();
    let Some(entity) = doc.entity(id) else { return };
    let colours = Colours::of(ui.ctx());
    row_ground(ui, rect, is_chosen, response);
    response.dnd_set_drag_payload(id);
    let incoming = response.dnd_hover_payload::<Id>().filter(|from| **from != id);
    if incoming.is_some() {
        ui.painter().rect_stroke(rect.expand(3.0), theme::RADIUS, Stroke::new(2.0, colours.accent), StrokeKind::Inside);
        let moved = incoming.as_ref().and_then(|from| kept.counts.get(from)).map_or(0, |(_, quotes)| *quotes);
        let into = match moved {
            0 => format!("merge into {}", entity.name),
            1 => format!("merge into {}, moves 1 quote", entity.name),
            many => format!("merge into {}, moves {many} quotes", entity.name),
        };
        let at = rect.left_top() - vec2(0.0, 2.0);
        ui.painter().text(at, Align2::LEFT_BOTTOM, into, theme::sans(theme::SMALL_POINTS), colours.accent);
    }
    if let Some(from) = response.dnd_release_payload::<Id>().filter(|from| **from != id) {
        actions.push(Action::Do(Command::Merge { into: id, from: vec![*from] }));
    }
    let painter = ui.painter();
    let middle = rect.center().y;
    let ink = if entity.tail.review == Review::Rejected { colours.soft_ink } else { colours.ink };
    let name = clipped(ui, &entity.name, theme::medium(theme::UI_POINTS), ink, rect.width() * 0.44, 1);
    let at = Pos2::new(rect.min.x, middle - name.size().y / 2.0);
    let line = Rect::from_min_size(at, name.size() + vec2(0.0, 4.0));
    painter.galley(at, name, ink);
    page_underline(painter, &line, entity.kind, colours.entity(entity.kind));
    let (mentions, quotes) = kept.counts.get(&id).copied().unwrap_or_default();
    let count = match quotes {
        0 => format!("{mentions}×"),
        1 => format!("{mentions}× · 1 quote"),
        _ => format!("{mentions}× · {quotes} quotes"),
    };
    let count = clipped(ui, &count, theme::sans(theme::SMALL_POINTS), colours.soft_ink, 110.0, 1);
    let count_width = count.size().x;
    let right = rect.max.x - 16.0;
    painter.galley(Pos2::new(right - count_width, middle - count.size().y / 2.0), count, colours.soft_ink);
    let left = rect.min.x + rect.width() * 0.47;
    let (kind, colour, points) = match doubt_words(&entity.tail) {
        Some(doubt) => (format!("{} · {doubt}", words::entity_kind(entity.kind)), colours.doubt, theme::SMALL_POINTS),
        None => (words::entity_kind(entity.kind).to_owned(), colours.soft_ink, theme::UI_POINTS),
    };
    let kind = clipped(ui, &kind, theme::sans(points), colour, right - count_width - left - 8.0, 1);
    painter.galley(Pos2::new(left, middle - kind.size().y / 2.0), kind, colour);
    tick(ui, &entity.tail, Pos2::new(rect.max.x, middle));
    response.widget_info(|| {
        WidgetInfo::selected(accesskit::Role::ListItem, true, is_chosen, format!("{} ({mentions})", entity.name))
    });
}
