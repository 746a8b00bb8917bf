#![doc = include_str!("ARCHITECTURE.md")]

pub mod cli;
pub mod desk;
pub mod edit;
pub mod engine;
pub mod io;
pub mod model;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
