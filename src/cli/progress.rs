//! Progress bars on stderr, when it is a terminal.

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::model::progress::Progress;

/// Shows the current stage as one bar.
pub(super) struct Bars {
    bar: Mutex<ProgressBar>,
    hidden: bool,
}

impl Bars {
    /// Shows bars, unless `quiet` or when nobody would see them.
    pub(super) fn new(quiet: bool) -> Self {
        Self { bar: Mutex::new(ProgressBar::hidden()), hidden: quiet || !std::io::stderr().is_terminal() }
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        self.bar().finish_and_clear();
    }

    fn bar(&self) -> std::sync::MutexGuard<'_, ProgressBar> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Bars {
    fn stage(&self, name: &'static str, total: usize) {
        if self.hidden {
            return;
        }
        let (template, length) =
            if total == 0 { ("{spinner} {msg}", None) } else { ("{spinner} {msg:<24} {bar:30} {pos}/{len}", Some(total as u64)) };
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(12)).with_message(name);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        std::mem::replace(&mut *self.bar(), bar).finish_and_clear();
    }

    fn step(&self) {
        if !self.hidden {
            self.bar().inc(1);
        }
    }
}
