//! Gantt charts of Mermaid: text -> tasks with their days. Follows <https://mermaid.js.org/syntax/gantt.html>.

mod dates;
pub(super) mod svg;

use std::collections::BTreeMap;

use super::source::Mermaid;
use super::{Mistake, TOLD, text, words};
use dates::{Calendar, Format};

/// The most tasks.
const MOST: usize = 200;
/// How often tasks are looked at again whose start hangs on one that comes later.
const ROUNDS: usize = 8;

/// Holds a plan.
#[derive(Debug, Default)]
pub(super) struct Gantt {
    pub(super) title: Option<String>,
    /// Sections and how many of the tasks come before each.
    sections: Vec<(String, usize)>,
    tasks: Vec<Task>,
}

/// Holds a task; days are counted from the Unix epoch.
#[derive(Debug, Default)]
struct Task {
    name: String,
    start: f64,
    end: f64,
    is_done: bool,
    is_active: bool,
    is_critical: bool,
    is_milestone: bool,
}

/// What a task's line says of its time.
struct Given<'a> {
    id: &'a str,
    start: &'a str,
    end: &'a str,
    at: std::ops::Range<usize>,
}

/// Reads a plan.
pub(super) fn read(source: &Mermaid) -> Result<Gantt, Mistake> {
    let mut gantt = Gantt::default();
    let mut format = Format::default();
    let mut calendar = Calendar::default();
    let mut given: Vec<Given<'_>> = Vec::new();
    for line in source.lines() {
        let (word, rest) = line.text.split_once(char::is_whitespace).map_or((line.text, ""), |(word, rest)| (word, rest.trim()));
        match word {
            "title" => gantt.title = Some(text::words(rest)),
            "dateFormat" => format = Format::new(rest),
            "excludes" => calendar.exclude(rest, &format),
            "section" => gantt.sections.push((text::words(rest), gantt.tasks.len())),
            "axisFormat" | "tickInterval" | "todayMarker" | "includes" | "inclusiveEndDates" | "topAxis" | "weekday"
            | "weekend" | "click" | "displayMode" => {}
            _ => {
                if gantt.tasks.len() == MOST {
                    return Ok(Gantt::default());
                }
                let (name, rest) = line.text.split_once(':').ok_or_else(|| words::no_statement(line.range(), line.text))?;
                let mut task = Task { name: text::words(name), ..Task::default() };
                let mut parts: Vec<&str> = rest.split(',').map(str::trim).collect();
                while let Some(first) = parts.first() {
                    match *first {
                        "done" => task.is_done = true,
                        "active" => task.is_active = true,
                        "crit" => task.is_critical = true,
                        "milestone" | "vert" => task.is_milestone = true,
                        _ => break,
                    }
                    parts.remove(0);
                }
                let (id, start, end) = match parts[..] {
                    [end] => ("", "", end),
                    [start, end] => ("", start, end),
                    [id, start, end] => (id, start, end),
                    _ => return Err(words::no_statement(line.range(), line.text)),
                };
                given.push(Given { id, start, end, at: line.range() });
                gantt.tasks.push(task);
            }
        }
    }
    place(&mut gantt.tasks, &given, &format, &calendar)?;
    Ok(gantt)
}

/// Finds when tasks start and end; those that hang on later ones are looked at again.
fn place(tasks: &mut [Task], given: &[Given<'_>], format: &Format, calendar: &Calendar) -> Result<(), Mistake> {
    let mut known: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for round in 0..ROUNDS {
        let mut before = None;
        let mut waits = false;
        for (task, given) in tasks.iter_mut().zip(given) {
            let named = |names: &str, pick: fn(&(f64, f64)) -> f64| {
                names
                    .split_whitespace()
                    .filter_map(|name| known.get(name))
                    .map(pick)
                    .fold(None, |most: Option<f64>, next| Some(most.map_or(next, |most| most.max(next))))
            };
            let fault = |text: &str| words::no_date(given.at.clone(), text);
            let start = match given.start.strip_prefix("after ") {
                Some(names) => {
                    let end = named(names, |(_, end)| *end);
                    waits |= end.is_none();
                    end.or(before).unwrap_or(0.0)
                }
                None if given.start.is_empty() => before.unwrap_or(0.0),
                None => format.read(given.start).ok_or_else(|| fault(given.start))?,
            };
            let end = match given.end.strip_prefix("until ") {
                Some(names) => {
                    let start = named(names, |(start, _)| *start);
                    waits |= start.is_none();
                    start.or(before).unwrap_or(0.0)
                }
                None => match dates::duration(given.end) {
                    Some(days) => calendar.end(start, days),
                    None => format.read(given.end).ok_or_else(|| fault(given.end))?,
                },
            };
            (task.start, task.end) = (start, end.max(start));
            before = Some(task.end);
            if !given.id.is_empty() {
                known.insert(given.id, (task.start, task.end));
            }
        }
        if !waits || round + 1 == ROUNDS {
            break;
        }
    }
    Ok(())
}

/// Tells a plan in words.
pub(super) fn told(gantt: &Gantt) -> String {
    let mut told: Vec<String> = gantt
        .tasks
        .iter()
        .take(TOLD)
        .map(|task| {
            if task.is_milestone {
                format!("{}: {}", task.name, dates::day(task.start))
            } else {
                format!("{}: {} to {}", task.name, dates::day(task.start), dates::day(task.end))
            }
        })
        .collect();
    if gantt.tasks.len() > TOLD {
        told.push(format!("and {} more", gantt.tasks.len() - TOLD));
    }
    told.join("; ")
}
