//! What the desk remembers between runs: recent files, theme, zoom, how the window is divided. A damaged or absent file means the defaults.

use super::{Fault, save};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many recent files are kept.
const RECENT: usize = 12;

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// A part of the window that can be hidden.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The queue.
    Queue,
    /// The quotes.
    Quotes,
    /// The figures.
    Figures,
    /// The entities.
    Entities,
    /// The inspector.
    Inspector,
}

/// How the window is divided: widths and heights in points.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Division {
    /// Width of the queue.
    pub queue_points: f32,
    /// Width of the panels on the right.
    pub panels_points: f32,
    /// Height of the inspector below them.
    pub inspector_points: f32,
    /// What quotes, figures and entities take of the height they share; any positive numbers.
    pub shares: [f32; 3],
    /// Parts that are hidden.
    pub hidden: BTreeSet<Part>,
}

impl Default for Division {
    fn default() -> Self {
        Self {
            queue_points: 196.0,
            panels_points: 392.0,
            inspector_points: 300.0,
            shares: [0.44, 0.27, 0.29],
            hidden: BTreeSet::new(),
        }
    }
}

/// The remembered things.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Files opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// Light or dark.
    pub theme: Theme,
    /// Steps of 10 % that the page is set larger (or smaller).
    pub zoom_steps: i8,
    /// How the window is divided.
    pub division: Division,
}

impl Settings {
    /// Reads them from the data folder.
    pub fn load(folder: &Path) -> Self {
        let written = std::fs::read(folder.join("settings.json"));
        written.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Writes them into the data folder.
    pub fn save(&self, folder: &Path) -> Result<(), Fault> {
        let path = folder.join("settings.json");
        let json = serde_json::to_vec_pretty(self).unwrap_or_default();
        std::fs::create_dir_all(folder).map_err(|problem| Fault {
            what: "Could not keep the settings",
            why: format!("{problem}."),
            advice: "Check that the folder can be written.".to_owned(),
            path: folder.to_owned(),
        })?;
        save::write(&path, &json)
    }

    /// Puts a file at the head of the recent ones.
    pub fn opened(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_no_folder| path.to_owned());
        self.recent.retain(|old| *old != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT);
    }
}
