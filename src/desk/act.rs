//! What each action does. `act` only dispatches, one line an arm; what is more stands in a function of its own.

use super::action::{Action, Arrangement, Edge, Field};
use super::listing::is_doubt;
use super::{Desk, Division, Part, Question, Sheet, draft, figures};
use crate::edit::{Choice, Command};
use crate::io::settings::Theme;
use crate::model::{EntityKind, FigureKind, Id, Kind, Review, Tail};
use crate::text::Span;
use crate::text::words::{Direction, step};

impl Desk {
    /// Does one action. What cannot be done is said in the notice.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::AskOpen => self.question = Some(Question::Open),
            Action::AskOpenFolder => self.question = Some(Question::OpenFolder),
            Action::Open(paths) => self.open(paths),
            Action::OpenSample => self.open_sample(),
            Action::Reread(options) => self.reread(options),
            Action::Save => self.save(),
            Action::AskSaveAs => self.ask_save_as(),
            Action::SaveTo(path) => self.save_to(path),
            Action::Overwrite => self.overwrite(),
            Action::Close => self.close(),
            Action::CloseWithoutSaving => self.drop_shown(),
            Action::Quit => self.ask_quit(),
            Action::SaveAllAndQuit => self.save_all_and_quit(),
            Action::QuitWithoutSaving => self.quit = true,
            Action::Dismiss => {}
            Action::Show(place) => self.show(place),
            Action::Step(by) => self.step(by),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::GoTo(steps) => self.with_sheet(|sheet| sheet.go_to(steps)),
            Action::Do(command) => drop(self.perform(command)),
            Action::Choose(id) => self.choose(id, false),
            Action::Reveal(id) => self.choose(Some(id), true),
            Action::Walk(by) => self.walk(by),
            Action::NextDoubt => self.next_doubt(),
            Action::Select(span) => self.with_sheet(|sheet| sheet.selection = span),
            Action::AddQuote => self.add_quote(),
            Action::AddFigure => self.add_figure(),
            Action::AddEntity(kind) => self.add_entity(kind),
            Action::Exclude => self.exclude(),
            Action::Judge(review) => self.judge(review),
            Action::Strike => self.strike(),
            Action::Remove => self.remove(),
            Action::StrikeSameText => self.strike_same_text(),
            Action::AcceptShown(kind) => self.accept_shown(kind),
            Action::MoveEdge(edge, words) => self.move_edge(edge, words),
            Action::Pick(index) => self.pick(index),
            Action::Retype(typed) => self.retype(&typed),
            Action::SetParticular(field, typed) => self.set_particular(field, &typed),
            Action::Tick(id) => self.with_sheet(|sheet| tick(sheet, id)),
            Action::Split => self.split(),
            Action::Arrange(kind, arrangement) => self.arrange(kind, arrangement),
            Action::Focus(field) => self.focus(field),
            Action::TogglePalette => self.view.palette = !self.view.palette,
            Action::ToggleKeys => self.view.keys = !self.view.keys,
            Action::ToggleHistory => self.view.history = !self.view.history,
            Action::ToggleFind => self.view.find = !self.view.find,
            Action::TogglePanel(part) => self.toggle_panel(part),
            Action::Divide(division) => self.divide(division),
            Action::ToggleTheme => self.toggle_theme(),
            Action::Zoom(by) => self.zoom(by),
            Action::Copy => self.copy(),
        }
        self.sync_journal();
    }

    /// Does one action that answers the question that waits.
    pub fn answer(&mut self, action: Action) {
        self.question = None;
        self.act(action);
    }

    fn with_sheet(&mut self, work: impl FnOnce(&mut Sheet)) {
        if let Some(sheet) = self.sheet_mut() {
            work(sheet);
        }
    }

    fn sync_journal(&mut self) {
        if let Some(file) = self.sheet().filter(|sheet| sheet.is_unsaved()).and_then(Sheet::journal_handle) {
            self.jobs.sync(file);
        }
    }

    /// Does what a person means; `true` when it was done.
    pub(super) fn perform(&mut self, command: Command) -> bool {
        let Some(sheet) = self.sheet_mut() else { return false };
        match sheet.perform(&command) {
            Ok(None) => {
                self.notice = None;
                true
            }
            Ok(Some(complaint)) => {
                self.complain(complaint);
                true
            }
            Err(refusal) => {
                self.complain(refusal.to_string());
                false
            }
        }
    }

    fn overwrite(&mut self) {
        if let Some(path) = self.sheet().and_then(|sheet| sheet.result_path.clone()) {
            self.save_to(path);
        }
    }

    fn step(&mut self, by: isize) {
        let length = self.queue().len();
        if length > 0 {
            let place = (self.shown() as isize + by).rem_euclid(length as isize);
            self.show(place as usize);
        }
    }

    fn undo(&mut self) {
        if let Some(label) = self.sheet_mut().and_then(Sheet::undo) {
            self.say(format!("Undone: {label}"));
        }
    }

    fn redo(&mut self) {
        if let Some(label) = self.sheet_mut().and_then(Sheet::redo) {
            self.say(format!("Done again: {label}"));
        }
    }

    fn choose(&mut self, id: Option<Id>, reveal: bool) {
        self.with_sheet(|sheet| {
            let id = id.filter(|&id| sheet.doc().record(id).is_some());
            if sheet.chosen != id {
                sheet.ticked.clear();
            }
            sheet.chosen = id;
            sheet.selection = None;
            if reveal {
                sheet.reveal = id;
            }
        });
    }

    /// The panel the chosen record stands in and its place there.
    fn panel_of_chosen(&self) -> Option<(Kind, Vec<Id>, Option<usize>)> {
        let sheet = self.sheet()?;
        let (kind, id) = match sheet.chosen {
            Some(id) if id.kind == Kind::Mention => (Kind::Entity, self.chosen_entity()),
            Some(id) => (id.kind, Some(id)),
            None => (Kind::Quote, None),
        };
        let list = self.view.listing(kind).list(sheet, kind);
        let place = list.iter().position(|listed| Some(*listed) == id);
        Some((kind, list, place))
    }

    fn walk(&mut self, by: isize) {
        let Some((_, list, place)) = self.panel_of_chosen() else { return };
        if list.is_empty() {
            return;
        }
        let last = list.len() as isize - 1;
        let next = match place {
            Some(place) => (place as isize + by).clamp(0, last),
            None => 0,
        };
        self.choose(list.get(next as usize).copied(), true);
    }

    fn next_doubt(&mut self) {
        let Some(sheet) = self.sheet() else { return };
        let doc = sheet.doc();
        let after = sheet.chosen.and_then(|id| doc.span_of(id)).map_or(0, |span| span.start() + 1);
        let mut doubts: Vec<(usize, Id)> = doc
            .quotes()
            .map(|(id, quote)| (id, &quote.tail))
            .chain(doc.figures().map(|(id, figure)| (id, &figure.tail)))
            .chain(doc.entities().map(|(id, entity)| (id, &entity.tail)))
            .filter(|(_, tail)| is_doubt(tail))
            .filter_map(|(id, _)| Some((doc.span_of(id)?.start(), id)))
            .collect();
        doubts.sort();
        let next = doubts.iter().find(|(start, _)| *start >= after).or(doubts.first()).map(|(_, id)| *id);
        match next {
            Some(id) => self.choose(Some(id), true),
            None => self.say("No doubt is left."),
        }
    }

    fn selection(&self) -> Option<Span> {
        self.sheet()?.selection
    }

    /// Adds what the command adds and chooses it.
    fn add(&mut self, kind: Kind, command: Command) {
        let fresh = self.sheet().map(|sheet| sheet.doc().fresh_id(kind, 0));
        if self.perform(command) {
            self.choose(fresh, false);
        }
    }

    fn add_quote(&mut self) {
        let Some(span) = self.selection() else { return };
        let quote = self.sheet().and_then(|sheet| draft::quote(sheet, span));
        match quote {
            Some(quote) => self.add(Kind::Quote, Command::AddQuote { quote: Box::new(quote) }),
            None => self.complain("There are no words in the selection."),
        }
    }

    fn add_figure(&mut self) {
        let Some(span) = self.selection() else { return };
        let figure = self.sheet().and_then(|sheet| figures::draft(sheet.doc(), span));
        match figure {
            Some(figure) => self.add(Kind::Figure, Command::AddFigure { figure: Box::new(figure) }),
            None => self.complain("There are no words in the selection."),
        }
    }

    fn add_entity(&mut self, kind: EntityKind) {
        let Some(span) = self.selection() else { return };
        if self.perform(Command::AddEntity { span, kind }) {
            let added = self.sheet().and_then(|sheet| {
                sheet.doc().mentions().find(|(_, mention)| mention.span.overlaps(span)).map(|(_, m)| m.entity)
            });
            self.choose(added, false);
        }
    }

    fn exclude(&mut self) {
        let Some(sheet) = self.sheet() else { return };
        let chosen = sheet.chosen.and_then(|id| sheet.doc().span_of(id));
        if let Some(span) = sheet.selection.or(chosen) {
            self.perform(Command::Exclude { span, why: "left out by hand".to_owned() });
            self.with_sheet(|sheet| sheet.selection = None);
        }
    }

    /// What a verdict is about: a mention's is its entity's.
    fn judged(&self) -> Option<Id> {
        let id = self.sheet()?.chosen?;
        if id.kind == Kind::Mention { self.chosen_entity() } else { Some(id) }
    }

    fn judge(&mut self, review: Review) {
        let Some(id) = self.judged() else { return };
        let next = self.after(id);
        if self.perform(Command::Review { ids: vec![id], review }) && review != Review::Unseen {
            self.choose(next, true);
        }
    }

    /// The record to go to when this one has its verdict: the next unreviewed one of its panel.
    fn after(&self, id: Id) -> Option<Id> {
        let (_, list, place) = self.panel_of_chosen()?;
        let doc = self.sheet()?.doc();
        let is_open =
            |other: &&Id| **other != id && doc.tail_of(**other).is_some_and(|tail| tail.review == Review::Unseen);
        let place = place.unwrap_or(0);
        let rest = list.get(place..).unwrap_or_default();
        rest.iter().find(is_open).or_else(|| list.iter().find(is_open)).copied().or(Some(id))
    }

    fn strike(&mut self) {
        let Some(id) = self.sheet().and_then(|sheet| sheet.chosen) else { return };
        let by_person = self.sheet().and_then(|s| s.doc().tail_of(id)).is_some_and(|tail| tail.made_by == Tail::PERSON);
        if id.kind == Kind::Mention || id.kind == Kind::Excluded || by_person {
            self.remove();
        } else {
            self.judge(Review::Rejected);
        }
    }

    fn remove(&mut self) {
        let Some(id) = self.sheet().and_then(|sheet| sheet.chosen) else { return };
        let next = self.after(id).filter(|next| *next != id);
        let command = match id.kind {
            Kind::Excluded => Command::Restore { id },
            Kind::Quote | Kind::Figure | Kind::Entity | Kind::Mention | Kind::Metadata => {
                Command::Delete { ids: vec![id] }
            }
        };
        if self.perform(command) {
            self.choose(next, true);
        }
    }

    fn strike_same_text(&mut self) {
        let Some(id) = self.sheet().and_then(|sheet| sheet.chosen) else { return };
        let next = self.after(id).filter(|next| *next != id);
        if self.perform(Command::DeleteSameText { id }) {
            self.choose(next, true);
        }
    }

    fn accept_shown(&mut self, kind: Kind) {
        let Some(sheet) = self.sheet() else { return };
        let doc = sheet.doc();
        let is_open = |id: &Id| doc.tail_of(*id).is_some_and(|tail| tail.review == Review::Unseen);
        let ids: Vec<Id> = self.view.listing(kind).list(sheet, kind).into_iter().filter(is_open).collect();
        if ids.is_empty() {
            self.say("Everything shown is reviewed already.");
        } else {
            self.perform(Command::Review { ids, review: Review::Accepted });
        }
    }

    fn move_edge(&mut self, edge: Edge, words: isize) {
        let Some(sheet) = self.sheet() else { return };
        let Some((id, span)) = sheet.chosen.and_then(|id| Some((id, sheet.doc().span_of(id)?))) else { return };
        let text = sheet.doc().text();
        let direction = if words < 0 { Direction::Left } else { Direction::Right };
        let moved = match edge {
            Edge::Start => text.span(step(text, span.start(), direction), span.end()),
            Edge::End => text.span(span.start(), step(text, span.end(), direction)),
        };
        match moved.and_then(|moved| text.trim(moved)) {
            Some(span) => drop(self.perform(Command::MoveBoundary { id, span })),
            None => self.complain("Nothing would be left of it."),
        }
    }

    fn pick(&mut self, index: usize) {
        let Some(sheet) = self.sheet() else { return };
        let Some(id) = self.judged() else { return };
        let doc = sheet.doc();
        let command = match id.kind {
            Kind::Quote => doc.quote(id).and_then(|quote| {
                let candidate = draft::choices(doc, quote).into_iter().nth(index)?;
                Some(Command::SetSpeaker { quotes: vec![id], choice: Choice::Speaker(Box::new(candidate.speaker)) })
            }),
            Kind::Entity => EntityKind::ALL.get(index).map(|&kind| Command::Retype { id, kind }),
            Kind::Figure => doc.figure(id).and_then(|figure| {
                let reading = figure.readings.get(index)?.clone();
                let figure = crate::model::Figure { date: Some(reading), ..figure.clone() };
                Some(Command::ReviseFigure { id, figure: Box::new(figure), what: "date" })
            }),
            Kind::Mention | Kind::Excluded | Kind::Metadata => None,
        };
        match command {
            Some(command) => drop(self.perform(command)),
            None => self.say(format!("There is no choice {} here.", index + 1)),
        }
    }

    fn retype(&mut self, typed: &str) {
        let Some(id) = self.judged() else { return };
        let Some(sheet) = self.sheet() else { return };
        let command = match id.kind {
            Kind::Quote => {
                let choice = if typed.trim().is_empty() { Choice::Nobody } else { Choice::Named(typed.to_owned()) };
                Command::SetSpeaker { quotes: vec![id], choice }
            }
            Kind::Entity => Command::Rename { id, name: typed.to_owned() },
            Kind::Figure => {
                let Some(old) = sheet.doc().figure(id) else { return };
                match figures::retyped(sheet.doc(), old, typed) {
                    Ok(figure) => {
                        let what = if figure.kind == FigureKind::Date { "date" } else { "value" };
                        Command::ReviseFigure { id, figure: Box::new(figure), what }
                    }
                    Err(why) => return self.complain(why),
                }
            }
            Kind::Mention | Kind::Excluded | Kind::Metadata => return,
        };
        self.perform(command);
    }

    fn split(&mut self) {
        let Some(sheet) = self.sheet() else { return };
        let mentions: Vec<Id> = sheet.ticked.iter().copied().collect();
        let fresh = sheet.doc().fresh_id(Kind::Entity, 0);
        if self.perform(Command::Split { mentions, entity: None }) {
            self.choose(Some(fresh), false);
        }
    }

    fn arrange(&mut self, kind: Kind, arrangement: Arrangement) {
        let listing = self.view.listing_mut(kind);
        match arrangement {
            Arrangement::Order(order) => listing.order = order,
            Arrangement::Shown(shown) => listing.shown = shown,
            Arrangement::Filter(words) => listing.filter = words,
        }
    }

    fn focus(&mut self, field: Field) {
        if !matches!(field, Field::Particular(_)) {
            self.settings.division.hidden.remove(&Part::Inspector);
        }
        self.view.focus = Some(field);
    }

    fn toggle_panel(&mut self, part: Part) {
        let hidden = &mut self.settings.division.hidden;
        if !hidden.remove(&part) {
            hidden.insert(part);
        }
        self.keep_settings();
    }

    fn divide(&mut self, division: Division) {
        self.settings.division = division;
        self.keep_settings();
    }

    fn toggle_theme(&mut self) {
        self.settings.theme = if self.view.is_dark { Theme::Light } else { Theme::Dark };
        self.keep_settings();
    }

    fn zoom(&mut self, by: i8) {
        self.settings.zoom_steps = if by == 0 { 0 } else { (self.settings.zoom_steps + by).clamp(-5, 15) };
        self.keep_settings();
    }

    fn copy(&mut self) {
        let Some(sheet) = self.sheet() else { return };
        let doc = sheet.doc();
        let words = match (sheet.selection, sheet.chosen) {
            (Some(span), _) => doc.text().slice(span).to_owned(),
            (None, Some(id)) => {
                let words = doc.span_of(id).map(|span| doc.text().slice(span)).unwrap_or_default();
                match doc.quote(id).and_then(|quote| quote.speaker.as_ref()) {
                    Some(speaker) => format!("{words} {} said ({})", speaker.name, sheet.name),
                    None => words.to_owned(),
                }
            }
            (None, None) => return,
        };
        self.say(format!("Copied: {words}"));
        self.view.copied = Some(words);
    }
}

fn tick(sheet: &mut Sheet, id: Id) {
    if !sheet.ticked.remove(&id) {
        sheet.ticked.insert(id);
    }
}
