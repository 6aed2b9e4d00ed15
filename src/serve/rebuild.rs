//! Rebuild: changes of inputs -> builds, one at a time on a thread of their own, and the news of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Instant;

use tokio::sync::watch;

use super::live::Live;
use super::problem::Problem;
use super::watch::Watch;
use super::{Attempt, Build, Changes, Say};
use crate::base::diagnostic::{Diagnostic, Severity};

/// Something that the thread is told.
pub(super) enum Message {
    /// These inputs changed.
    Changed(Vec<PathBuf>),
    /// The preview ends.
    End,
}

/// Holds the thread; it ends with the build that it is at when this is dropped.
#[derive(Debug)]
pub(super) struct Rebuilding {
    messages: Sender<Message>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Drop for Rebuilding {
    fn drop(&mut self) {
        let _ = self.messages.send(Message::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Builds once, and then whenever something changes.
pub(super) fn start(mut build: Box<Build>, out: PathBuf, say: Arc<Say>) -> (Rebuilding, Changes) {
    let (messages, inbox) = mpsc::channel();
    let (live, changes) = watch::channel(Live::default());
    let sender = messages.clone();
    let thread = thread::spawn(move || {
        let mut watch = Watch::new(sender, Arc::clone(&say));
        let mut known = None;
        let mut turn = |changed: &[PathBuf], watch: &mut Watch| {
            let begun = Instant::now();
            let attempt = build(&out);
            watch.follow(&attempt.inputs);
            let (next, shown) = next(&live.borrow(), &attempt, &mut known);
            tell(&*say, changed, &attempt, &shown, begun);
            live.send_replace(next);
        };
        turn(&[], &mut watch);
        while let Ok(message) = inbox.recv() {
            let Message::Changed(mut changed) = message else { break };
            while let Ok(more) = inbox.try_recv() {
                match more {
                    Message::Changed(paths) => changed.extend(paths),
                    Message::End => return,
                }
            }
            turn(&changed, &mut watch);
        }
    });
    (Rebuilding { messages, thread: Some(thread) }, changes)
}

type Known = BTreeSet<(&'static str, String, String)>;

/// Says what the browser should show after `attempt`, and which of its problems that is. `known` are the errors of the first build that have not been
/// mended since.
fn next<'a>(before: &Live, attempt: &'a Attempt, known: &mut Option<Known>) -> (Live, Vec<&'a Diagnostic>) {
    let built = attempt.built.is_some();
    let is_news =
        |diagnostic: &&Diagnostic| !built || known.as_ref().is_some_and(|known| !known.contains(&Problem::key(diagnostic)));
    let shown: Vec<&Diagnostic> = attempt.problems.iter().filter(is_news).collect();
    if built {
        let now: Known = attempt.problems.iter().map(Problem::key).collect();
        match known {
            Some(known) => known.retain(|key| now.contains(key)),
            None => *known = Some(now),
        }
    }
    let problems = shown.iter().map(|diagnostic| Problem::new(diagnostic)).collect();
    (Live { generation: before.generation + u64::from(built), built, problems }, shown)
}

fn tell(say: &Say, changed: &[PathBuf], attempt: &Attempt, shown: &[&Diagnostic], begun: Instant) {
    let what = match changed {
        [] => String::new(),
        [one] => format!("{} changed: ", name(one)),
        [one, more @ ..] => format!("{} and {} more changed: ", name(one), more.len()),
    };
    let time = begun.elapsed();
    let time = if time.as_secs() == 0 { format!("{} ms", time.as_millis()) } else { format!("{:.1} s", time.as_secs_f64()) };
    match &attempt.built {
        Some(made) => say(&format!("{what}built in {time}: {made}")),
        None => say(&format!("{what}not built; the last state is still served")),
    }
    for problem in shown.iter().filter(|problem| problem.severity == Severity::Error).take(5) {
        let place = problem.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
        say(&format!("  {}: {place}{}", problem.severity.as_str(), problem.message));
        if let Some(hint) = &problem.hint {
            say(&format!("    {hint}"));
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Attempt, Live, next};
    use crate::base::diagnostic::Diagnostic;

    #[test]
    fn only_what_broke_since_the_start_is_shown() {
        let attempt = |built: bool, codes: &[&'static str]| Attempt {
            built: built.then(String::new),
            problems: codes.iter().map(|code| Diagnostic::error(code, *code)).collect(),
            inputs: Vec::new(),
        };
        let mut known = None;
        let mut live = Live::default();
        let mut turn = |built, codes: &[&'static str]| {
            let attempt = attempt(built, codes);
            let (next, shown) = next(&live, &attempt, &mut known);
            let shown: Vec<_> = shown.iter().map(|diagnostic| diagnostic.code).collect();
            assert_eq!(shown.len(), next.problems.len());
            live = next;
            (live.generation, shown.join(" "))
        };
        let mut expect = |built, codes: &[&'static str], generation, shown: &str| {
            assert_eq!(turn(built, codes), (generation, shown.to_owned()), "{codes:?}");
        };
        expect(false, &["config"], 0, "config");
        expect(true, &["old"], 1, "");
        expect(true, &["old", "new"], 2, "new");
        expect(false, &["config"], 2, "config");
        expect(true, &[], 3, "");
        expect(true, &["old"], 4, "old");
    }
}
