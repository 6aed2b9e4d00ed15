//! The page that lists the decision records of a folder whose authors wrote none, and its place in the navigation.

use std::collections::{BTreeMap, BTreeSet};

use super::{decisions, html::escape, marks};
use crate::base::repo_path::RepoPath;
use crate::model::decision::Decision;
use crate::model::docs::{Chunk, DocPage, NavItem, RawLink};

/// The title of the page.
pub(super) const TITLE: &str = "Architecture decisions";

/// Lists the folders that hold records and have no page of their own, by how addresses write them.
pub(super) fn missing(pages: &BTreeMap<String, DocPage<RawLink>>) -> BTreeMap<String, RepoPath> {
    let records = pages.values().filter(|page| decisions::digits(page).is_some());
    let address = |page: &DocPage<RawLink>| page.path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let folders = records.map(|page| (address(page), page.source.path.parent()));
    folders.filter(|(address, _)| !pages.contains_key(address)).collect()
}

/// Writes the lists, and puts their pages before the records in the navigation.
pub(super) fn fill(pages: &mut [DocPage<RawLink>], nav: &mut Vec<NavItem>) {
    for number in 0..pages.len() {
        let index = &pages[number];
        if index.title != TITLE || !index.source.text.is_empty() {
            continue;
        }
        let records: Vec<usize> = (0..pages.len()).filter(|other| is_below(&pages[*other], index)).collect();
        let body = table(pages, &records);
        let index = &mut pages[number];
        index.summary = format!("What was decided, and why: {} records.", records.len());
        index.body = body;
        if !holds(nav, number) {
            insert(nav, number, &records.into_iter().collect());
        }
    }
}

/// Tells whether a navigation names a page.
pub(super) fn holds(nav: &[NavItem], number: usize) -> bool {
    nav.iter().any(|item| match item {
        NavItem::Page { page, .. } => *page == number,
        NavItem::Section { items, .. } => holds(items, number),
        NavItem::Link { .. } => false,
    })
}

fn is_below(page: &DocPage<RawLink>, index: &DocPage<RawLink>) -> bool {
    page.decision.is_some() && page.path.rsplit_once('/').map_or("", |(folder, _)| folder) == index.path
}

/// Puts the page before the first of `records`; where the navigation names none of them, it names no list of them either.
fn insert(nav: &mut Vec<NavItem>, number: usize, records: &BTreeSet<usize>) -> bool {
    let is_record = |item: &NavItem| matches!(item, NavItem::Page { page, .. } if records.contains(page));
    if let Some(at) = nav.iter().position(is_record) {
        nav.insert(at, NavItem::Page { title: TITLE.to_owned(), page: number });
        return true;
    }
    nav.iter_mut().any(|item| if let NavItem::Section { items, .. } = item { insert(items, number, records) } else { false })
}

/// Writes the records as a table, the newest number last as people count.
fn table(pages: &[DocPage<RawLink>], records: &[usize]) -> Vec<Chunk<RawLink>> {
    let mut rows: Vec<(u32, usize, &Decision)> = records
        .iter()
        .filter_map(|page| {
            let decision = pages.get(*page)?.decision.as_ref()?;
            Some((decision.number.parse().unwrap_or(u32::MAX), *page, decision))
        })
        .collect();
    rows.sort_by_key(|(number, page, _)| (*number, *page));
    let has = |field: fn(&Decision) -> bool| rows.iter().any(|(_, _, decision)| field(decision));
    let has_date = has(|decision| !decision.date.is_empty());
    let has_ties = has(|decision| !decision.supersedes.is_empty() || !decision.superseded_by.is_empty());
    let mut writer = Body::default();
    writer.text("<div class=\"card\"><div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-label=\"Decisions\"><table class=\"table decisions\">\n<thead><tr><th scope=\"col\">Number</th><th scope=\"col\">Decision</th><th scope=\"col\">Status</th>");
    writer.text(if has_date { "<th scope=\"col\">Date</th>" } else { "" });
    writer.text(if has_ties { "<th scope=\"col\">Replaces</th>" } else { "" });
    writer.text("</tr></thead>\n<tbody>");
    let number_of = |page: usize| pages.get(page).and_then(|page| page.decision.as_ref()).map_or("", |decision| &decision.number);
    for (_, page, decision) in &rows {
        writer.text(&format!("<tr><td class=\"num\">{}</td><td>", escape(&decision.number)));
        writer.link(*page, &decision.title);
        writer.text("</td><td>");
        if !decision.status.is_empty() {
            writer.text(&format!("<span class=\"badge\" data-tone=\"{}\">{}</span>", decision.tone(), escape(&decision.status)));
        }
        for (place, newer) in decision.superseded_by.iter().enumerate() {
            let words = if decision.status == "Superseded" { "by" } else { "replaced by" };
            writer.text(&if place == 0 { format!(" <span class=\"muted\">{words}</span> ") } else { ", ".to_owned() });
            writer.link(*newer, number_of(*newer));
        }
        writer.text("</td>");
        if has_date {
            writer.text(&format!("<td class=\"nowrap\">{}</td>", escape(&decision.date)));
        }
        if has_ties {
            writer.text("<td>");
            for (place, older) in decision.supersedes.iter().enumerate() {
                writer.text(if place == 0 { "" } else { ", " });
                writer.link(*older, number_of(*older));
            }
            writer.text("</td>");
        }
        writer.text("</tr>\n");
    }
    writer.text("</tbody></table></div></div>");
    writer.chunks
}

#[derive(Default)]
struct Body {
    chunks: Vec<Chunk<RawLink>>,
}

impl Body {
    fn text(&mut self, html: &str) {
        match self.chunks.last_mut() {
            Some(Chunk::Html(last)) => last.push_str(html),
            _ => self.chunks.push(Chunk::Html(html.to_owned())),
        }
    }

    fn link(&mut self, page: usize, words: &str) {
        self.text("<a href=\"");
        self.chunks.push(Chunk::Href(RawLink { destination: format!("{}{page}", marks::PAGE), span: Default::default() }));
        self.text(&format!("\">{}</a>", escape(words)));
    }
}
