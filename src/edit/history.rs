//! Every change in order, with a mark for how many of them are in force. Undo and redo move the mark; a new change
//! after an undo keeps the undone ones out of reach of redo but forgets nothing before.

use crate::model::{Change, Doc, Stale};

/// One step of the history.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// What was done.
    pub change: Change,
    /// Names the state after this step: no two steps ever done share it.
    serial: u64,
}

/// All steps and how many are in force.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    entries: Vec<Entry>,
    in_force: usize,
    last_serial: u64,
}

impl History {
    /// Applies the change and notes it; on a stale change nothing happens.
    pub fn perform(&mut self, doc: &mut Doc, change: Change) -> Result<(), Stale> {
        doc.apply(&change)?;
        self.entries.truncate(self.in_force);
        self.last_serial += 1;
        self.entries.push(Entry { change, serial: self.last_serial });
        self.in_force += 1;
        Ok(())
    }

    /// Takes the last step in force back; gives its name, or `None` when there is none.
    pub fn undo(&mut self, doc: &mut Doc) -> Option<String> {
        let change = &self.entries.get(self.in_force.checked_sub(1)?)?.change;
        doc.apply(&change.inverse()).ok()?;
        self.in_force -= 1;
        Some(change.label.clone())
    }

    /// Does the next undone step again; gives its name, or `None` when there is none.
    pub fn redo(&mut self, doc: &mut Doc) -> Option<String> {
        let change = &self.entries.get(self.in_force)?.change;
        doc.apply(change).ok()?;
        self.in_force += 1;
        Some(change.label.clone())
    }

    /// Goes to the state after `steps` steps.
    pub fn go_to(&mut self, doc: &mut Doc, steps: usize) {
        while self.in_force > steps && self.undo(doc).is_some() {}
        while self.in_force < steps && self.redo(doc).is_some() {}
    }

    /// All steps, undone ones last.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many steps are in force.
    pub fn in_force(&self) -> usize {
        self.in_force
    }

    /// The name of the state the document is in: 0 at the start, equal again after undo and redo.
    pub fn state(&self) -> u64 {
        self.in_force.checked_sub(1).and_then(|last| self.entries.get(last)).map_or(0, |entry| entry.serial)
    }

    /// The name of what undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        Some(self.entries.get(self.in_force.checked_sub(1)?)?.change.label.as_str())
    }

    /// The name of what redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        Some(self.entries.get(self.in_force)?.change.label.as_str())
    }
}
