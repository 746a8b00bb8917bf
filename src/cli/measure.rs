//! `copydesk score` and `copydesk rules`: what the engine is worth and what it is made of.

use super::{Measured, complain, print};
use crate::engine::{self, rule::RULES, score};
use crate::io;
use std::path::Path;
use std::process::ExitCode;

/// Prints the scorer's report for a gold file.
pub(super) fn score(what: Measured, gold: &Path) -> ExitCode {
    let lines = match io::read_text(gold) {
        Ok(lines) => lines,
        Err(fault) => return complain(&fault.to_string()),
    };
    let gold = match score::read_gold(&lines) {
        Ok(gold) => gold,
        Err(why) => return complain(&format!("the gold file cannot be read: {why}. {}", gold.display())),
    };
    let findings = score::read_all(&gold, engine::extract);
    let report = match what {
        Measured::Entities => score::entities::score(&gold, &findings).to_string(),
        Measured::Quotes => score::quotes::score(&gold, &findings).to_string(),
        Measured::Figures => return complain("figures cannot be measured yet"),
    };
    print(&report).err().unwrap_or(ExitCode::SUCCESS)
}

/// Prints every rule with its sentence.
pub(super) fn rules() -> ExitCode {
    let lines: String =
        RULES.iter().copied().flatten().map(|rule| format!("{:<28} {}\n", rule.id, rule.sentence)).collect();
    print(&lines).err().unwrap_or(ExitCode::SUCCESS)
}
