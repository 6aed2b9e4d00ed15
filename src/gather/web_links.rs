//! The links of docs that lead elsewhere, and which of them are dead.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::web::{self, Asking};
use super::words;
use crate::base::source::{Place, Span};
use crate::model::docs::{Chunk, DocPage, DocsSite, Target};
use crate::model::entity_ref::EntityRef;
use crate::model::finding::{Finding, Subject};
use crate::model::progress::Progress;

/// Asks every address that pages link to, and tells of those that are dead, in every page that has one.
pub fn dead_links(docs: &BTreeMap<EntityRef, DocsSite>, cache: &Path, asking: &Asking, progress: &dyn Progress) -> Vec<Finding> {
    let pages: Vec<(&EntityRef, &DocPage<Target>)> =
        docs.iter().flat_map(|(entity, site)| site.pages.iter().map(move |page| (entity, page))).collect();
    let links: Vec<BTreeSet<String>> = pages.iter().map(|(_, page)| links(page)).collect();
    // Without its fragment, an address is asked once.
    let all: BTreeSet<String> = links.iter().flatten().map(|url| address(url).to_owned()).collect();
    let answers = web::ask(all.into_iter().collect(), cache, asking, progress);
    let mut findings = Vec::new();
    for ((entity, page), urls) in pages.into_iter().zip(links) {
        for url in urls {
            let Some(why) = answers.dead.get(address(&url)) else { continue };
            let at = page.source.text.find(&url).unwrap_or_default();
            let place = Place::at(&page.source, Span::new(at..at + url.len()));
            let subject = Subject::Docs(entity.clone(), page.path.clone());
            findings.push(Finding { subject, diagnostic: words::dead_link(&url, why, place) });
        }
    }
    if answers.left > 0 {
        findings.push(Finding { subject: Subject::Portal, diagnostic: words::links_not_asked(answers.left) });
    }
    findings
}

fn address(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// Lists the addresses that the author of a page wrote; those that were made of something else are not among them.
fn links(page: &DocPage<Target>) -> BTreeSet<String> {
    let mut urls = BTreeSet::new();
    for chunk in &page.body {
        match chunk {
            Chunk::Href(Target::External(url)) | Chunk::Src(Target::External(url)) => drop(urls.insert(url.clone())),
            Chunk::Html(html) => {
                for rest in html.split("href=\"http").skip(1) {
                    let Some((url, _)) = rest.split_once('"') else { continue };
                    urls.insert(format!("http{url}").replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&"));
                }
            }
            Chunk::Href(_) | Chunk::Src(_) => {}
        }
    }
    urls.retain(|url| url.starts_with("http") && page.source.text.contains(url.as_str()));
    urls
}
