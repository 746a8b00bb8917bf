//! `copydesk score` and `copydesk rules`: what the engine is worth and what it is made of.

use super::{Measured, ScoreArguments, TrainArguments, Trained, complain, print};
use crate::engine::{self, rule::RULES, score};
use crate::io;
use std::path::Path;
use std::process::ExitCode;

/// Reads gold files.
fn gold(paths: &[std::path::PathBuf]) -> Result<Vec<score::Gold>, String> {
    let mut all = Vec::new();
    for path in paths {
        let lines = io::read_text(path).map_err(|fault| fault.to_string())?;
        all.extend(score::read_gold(&lines).map_err(|why| format!("{why} ({})", path.display()))?);
    }
    Ok(all)
}

/// Trains a model and writes it.
pub(super) fn train(arguments: &TrainArguments) -> ExitCode {
    match arguments.what {
        Trained::Names => train_names(arguments),
        Trained::Families => train_families(arguments),
        Trained::Quotes => train_quotes(arguments),
    }
    .map_or_else(|why| complain(&why), |()| ExitCode::SUCCESS)
}

fn train_families(arguments: &TrainArguments) -> Result<(), String> {
    let (vectors, articles) = arguments.gold.split_first().ok_or("name the file of word vectors")?;
    let cues = engine::names::train::cues(&gold(articles)?);
    let json = io::read_text(vectors).map_err(|fault| fault.to_string())?;
    let bytes = engine::names::families::train(&json, &cues, |words| eprintln!("{words}"))?;
    io::save::write(&arguments.output, &bytes).map_err(|fault| fault.to_string())?;
    eprintln!("{} bytes", bytes.len());
    Ok(())
}

/// What is measured is a model that has not seen the dev part; what is written has seen everything.
fn train_quotes(arguments: &TrainArguments) -> Result<(), String> {
    use engine::quotes::{self, marks, train};
    let examples = gold(&arguments.gold)?;
    let models = train::models(&examples, |_| true, |words| eprintln!("{words}"));
    let bytes = engine::learn::packed::pack(&models.to_bytes());
    io::save::write(&arguments.output, &bytes).map_err(|fault| fault.to_string())?;
    eprintln!("{} bytes", bytes.len());
    let (mut held, mut found) = (Vec::new(), Vec::new());
    for part in 0..train::PARTS {
        let models = train::models(&examples, |id| train::part_of(id) != part, |_| {});
        let articles: Vec<score::Gold> =
            examples.iter().filter(|article| train::part_of(&article.id) == part).cloned().collect();
        let findings = score::read_all(&articles, |article| {
            let reading = engine::Reading::new(article);
            let names = engine::names::find(&reading);
            let quotes = quotes::find_with(&models, &reading, &marks::pair(&reading), &names);
            crate::model::Findings { quotes, entities: names.entities, mentions: names.mentions, ..Default::default() }
        });
        if part == 0 {
            let report = score::quotes::score(&articles, &findings);
            let report = format!("part 0 held out\n{report}{}", train::calibration(&models, &articles));
            print(&report).map_err(|_code| "could not print".to_owned())?;
        }
        held.extend(articles);
        found.extend(findings);
    }
    let report = format!("\nthree parts, each held out once\n{}", score::quotes::score(&held, &found));
    print(&report).map_err(|_code| "could not print".to_owned())
}

fn train_names(arguments: &TrainArguments) -> Result<(), String> {
    use engine::names::train;
    let examples = gold(&arguments.gold)?;
    let models = train::models(&examples, &train::SETTINGS, |words| eprintln!("{words}"));
    let bytes = engine::learn::packed::pack(&models.to_bytes());
    io::save::write(&arguments.output, &bytes).map_err(|fault| fault.to_string())?;
    eprintln!("{} bytes", bytes.len());
    let Some(dev) = &arguments.dev else { return Ok(()) };
    let dev = gold(std::slice::from_ref(dev))?;
    let findings = score::read_all(&dev, |article| {
        let names = engine::names::find_with(&models, &engine::Reading::new(article));
        crate::model::Findings { entities: names.entities, mentions: names.mentions, ..Default::default() }
    });
    print(&score::entities::score(&dev, &findings).to_string()).map_err(|_code| "could not print".to_owned())
}

/// Prints the scorer's report for a gold file.
pub(super) fn score(arguments: &ScoreArguments) -> ExitCode {
    let gold: &Path = &arguments.gold;
    let lines = match io::read_text(gold) {
        Ok(lines) => lines,
        Err(fault) => return complain(&fault.to_string()),
    };
    let mut gold = match score::read_gold(&lines) {
        Ok(gold) => gold,
        Err(why) => return complain(&format!("the gold file cannot be read: {why}. {}", gold.display())),
    };
    if arguments.dev_part {
        gold.retain(|article| engine::quotes::train::is_dev(&article.id));
    }
    let findings = if arguments.gold_names {
        gold.iter().map(score::entities::joined_gold).collect()
    } else {
        score::read_all(&gold, engine::extract)
    };
    let report = match arguments.what {
        Measured::Entities if arguments.gold_edges => {
            score::entities::score_in_gold_edges(&gold, &findings).to_string()
        }
        Measured::Entities => score::entities::score(&gold, &findings).to_string(),
        Measured::Quotes => score::quotes::score(&gold, &findings).to_string(),
        Measured::Figures => score::figures::score(&gold, &findings).to_string(),
    };
    print(&report).err().unwrap_or(ExitCode::SUCCESS)
}

/// Prints every rule with its sentence.
pub(super) fn rules() -> ExitCode {
    let lines: String =
        RULES.iter().copied().flatten().map(|rule| format!("{:<28} {}\n", rule.id, rule.sentence)).collect();
    print(&lines).err().unwrap_or(ExitCode::SUCCESS)
}
