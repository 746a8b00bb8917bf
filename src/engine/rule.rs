//! Every rule and model that may make a finding: `made_by` names one of these.

/// A named maker of findings.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name in `made_by` and in the window.
    pub id: &'static str,
    /// What it does, one sentence for the person who asks why.
    pub sentence: &'static str,
    /// Texts it hits; the finding stands in double square brackets: `[[5,200 troops]] left`.
    pub hits: &'static [&'static str],
    /// Texts in which it must find nothing.
    pub misses: &'static [&'static str],
}

/// All of them, by room.
pub const RULES: &[&[Rule]] = &[super::chrome::RULES, super::names::RULES, super::figures::RULES, super::quotes::RULES];

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().flatten().find(|rule| rule.id == id)
}
