//! Everything that a fresh machine can check: laws, layers, the result format, the command line, the window without a
//! display. What needs a display or the gold data lives in the targets `desktop` and `gold`.

mod cases;
mod cli;
#[cfg(feature = "gui")]
mod corrections;
#[cfg(feature = "gui")]
mod driver;
mod figure_cases;
mod formats;
#[cfg(unix)]
mod hostile;
mod laws;
mod layers;
mod linear;
mod results;
mod samples;
#[cfg(feature = "gui")]
mod window;
#[cfg(feature = "gui")]
mod window_opening;
