//! Looking ahead in the events: where something ends, which words it holds, whether it is a task.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use crate::parse::docs::marks::COLON;

impl Writer<'_> {
    /// Finds the end of what starts at `at`.
    pub(super) fn end_of(&self, at: usize) -> usize {
        let mut depth = 0;
        for (number, (event, _)) in self.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return number;
            }
        }
        self.events.len().saturating_sub(1)
    }

    /// Gathers the words of what starts at `at`.
    pub(super) fn text_of(&self, at: usize) -> String {
        let mut text = String::new();
        for (event, _) in &self.events[at..self.end_of(at)] {
            match event {
                // The description of a container is cut off where it is read; the other marks are no words.
                Event::Text(words) | Event::Code(words) => text.extend(words.chars().filter(|c| *c != COLON)),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Tells whether the item at `at` is a task, and whether it is done.
    pub(super) fn task(&self, at: usize) -> Option<bool> {
        self.events
            .iter()
            .skip(at + 1)
            .take(2)
            .find_map(|(event, _)| if let Event::TaskListMarker(done) = event { Some(*done) } else { None })
    }

    /// Tells whether the list at `at` has a task among its own items.
    pub(super) fn has_tasks(&self, at: usize) -> bool {
        let mut depth = 0;
        for (number, (event, _)) in self.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(Tag::List(_)) => depth += 1,
                Event::End(TagEnd::List(_)) => depth -= 1,
                Event::Start(Tag::Item) if depth == 1 && self.task(number).is_some() => return true,
                _ => {}
            }
            if depth == 0 {
                return false;
            }
        }
        false
    }
}
