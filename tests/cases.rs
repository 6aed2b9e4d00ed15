//! Runs the cases: every `tests/cases/<stage>/<name>.md` holds a sentence, the files of one repository or several and what the portal must make of them.
//!
//! A fenced block whose info string is `file <path>` is an input (`vestibule.yaml` configures the portal, `owner/name//path` is a file of another repository,
//! and these are the sources then); one that is `expect <what>` is an expectation:
//! `expect diagnostics`, `expect allowed`, `expect discovered`, `expect relations`, `expect properties`, `expect facts` and `expect records` for what plugins found, `expect entities`, `expect broken`, `expect docs <entity> <path>` for the body of a page,
//! `expect drawn <entity>` for what its diagrams show, `expect nav <entity>`,
//! `expect definition <entity>`, `expect reference <name>` for what a definition says, `expect api <entity>` for the entity as data,
//! `expect assets <entity>`, `expect redirects <entity>`, `expect edit <entity>` for where its pages are edited, `expect language <entity>`, `expect backlinks <entity>`,
//! `expect page <path>` for what stands on a page, `expect part <path> <tag>` for one element of it, `expect pictures <entity>`, `expect tags <entity>` or `expect decisions <entity>`.
//! `UPDATE_CASES=1 cargo test --test cases` rewrites the expectations; read the difference before you keep it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

#[path = "support/drawn.rs"]
mod drawn;
#[path = "support/outline.rs"]
mod outline;
mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use support::fenced::{blocks, build};
use vestibule::base::diagnostic::Diagnostic;
use vestibule::model::docs::{Chunk, DocPage, NavItem, Onward, Target};
use vestibule::model::entity::BrokenEntity;
use vestibule::pipeline::Built;

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(cases(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "md") {
            found.push(entry);
        }
    }
    found.sort();
    found
}

/// Writes a diagnostic on a few plain lines, the commit left out since it is of no interest.
fn told(diagnostic: &Diagnostic) -> String {
    let mut text = format!("{}[{}]: {}\n", diagnostic.severity.as_str(), diagnostic.code, diagnostic.message);
    let place = |place: &vestibule::base::source::Place| match place.start() {
        Some(start) => format!("{}:{}:{}", place.source.path, start.line, start.column),
        None => place.source.path.to_string(),
    };
    if let Some(at) = &diagnostic.place {
        let _ = writeln!(text, "  at {}", place(at));
    }
    for label in &diagnostic.labels {
        let _ = writeln!(text, "  see {}: {}", place(&label.place), label.message);
    }
    if let Some(hint) = &diagnostic.hint {
        let _ = writeln!(text, "  help: {hint}");
    }
    text
}

/// Writes a page's body, with links as `relate` meant them.
fn body(page: &DocPage<Target>) -> String {
    let target = |target: &Target| match target {
        Target::Page { path, fragment } => {
            format!("{path}{}", fragment.as_ref().map_or_else(String::new, |fragment| format!("#{fragment}")))
        }
        Target::Fragment(fragment) => format!("#{fragment}"),
        Target::External(url) => url.clone(),
        Target::Broken => "BROKEN".to_owned(),
    };
    let chunk = |chunk: &Chunk<Target>| match chunk {
        Chunk::Html(html) => html.clone(),
        Chunk::Href(to) | Chunk::Src(to) => target(to),
    };
    format!("title: {}\n{}", page.title, page.body.iter().map(chunk).collect::<String>())
}

/// Writes a navigation as an indented list.
fn nav(items: &[NavItem], depth: usize) -> String {
    let line = |item: &NavItem| match item {
        NavItem::Page { title, page } => format!("{title} ({page})\n"),
        NavItem::Link { title, url } => format!("{title} -> {url}\n"),
        NavItem::Section { title, items } => format!("{title}\n{}", nav(items, depth + 1)),
    };
    items.iter().map(|item| "  ".repeat(depth) + &line(item)).collect()
}

fn expected(info: &str, built: &Result<Built, Vec<Diagnostic>>, site: &Path) -> String {
    let built = match built {
        Ok(built) => built,
        Err(findings) => return findings.iter().map(told).collect(),
    };
    let portal = &built.judged.portal;
    match info.split_once(' ').map_or((info, ""), |(what, rest)| (what, rest)) {
        ("diagnostics", _) => portal.findings.iter().map(|finding| told(&finding.diagnostic)).collect(),
        ("allowed", _) => {
            let known = built.judged.allowed.iter();
            known.map(|known| format!("{}  because: {}\n", told(&known.finding.diagnostic), known.reason)).collect()
        }
        ("reference", name) => {
            let entity =
                portal.entities.values().find(|entity| entity.reference.name == name).expect("the API is in the catalog");
            entity.api.as_ref().map_or_else(|| "nothing that is known\n".to_owned(), |api| outline::outline(api))
        }
        ("entities", _) => portal.entities.keys().map(|reference| format!("{reference}\n")).collect(),
        ("broken", _) => {
            let page =
                |document: &BrokenEntity| document.reference.as_ref().map_or_else(|| "no page".to_owned(), ToString::to_string);
            portal
                .broken
                .iter()
                .map(|document| format!("{} in {}: {}\n", document.title, document.source.path, page(document)))
                .collect()
        }
        ("properties", _) => portal
            .entities
            .values()
            .flat_map(|entity| {
                entity.properties.iter().map(move |(name, value)| format!("{} {name} {value}\n", entity.reference))
            })
            .collect(),
        ("page", path) => {
            let html =
                fs::read_to_string(site.join(path).join("index.html")).unwrap_or_else(|_| panic!("there is no page {path}"));
            let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, rest)| rest);
            format!("{}\n", main.split_once("</main>").map_or(main, |(main, _)| main).trim())
        }
        ("part", rest) => {
            let (path, tag) = rest.split_once(' ').expect("the page and the tag, as in `expect part health/ footer`");
            let html =
                fs::read_to_string(site.join(path).join("index.html")).unwrap_or_else(|_| panic!("there is no page {path}"));
            let from = html.find(&format!("<{tag}")).unwrap_or_else(|| panic!("{path} has no {tag}"));
            format!("{}\n", html[from..].split_once(&format!("</{tag}>")).map_or("", |(part, _)| part).trim())
        }
        ("facts", _) => portal
            .entities
            .values()
            .flat_map(|entity| {
                entity.facts.iter().flat_map(move |(plugin, facts)| facts.iter().map(move |fact| (entity, plugin, fact)))
            })
            .map(|(entity, plugin, (name, value))| format!("{} {plugin}.{name} {value}\n", entity.reference))
            .collect(),
        ("records", _) => {
            let collections = portal.plugins.iter().zip(&portal.collected).flat_map(|(plugin, collected)| {
                plugin.collections.iter().zip(collected).map(move |(collection, collected)| (plugin, collection, collected))
            });
            collections
                .flat_map(|(plugin, collection, collected)| {
                    collected.records.iter().map(move |record| {
                        let at = record.at.as_ref().map_or_else(String::new, |at| format!(" {}:{}", at.path, at.line));
                        let entities: Vec<String> = record.entities.iter().map(ToString::to_string).collect();
                        format!("{}.{}{at} {} -> {}\n", plugin.name, collection.name, record.value, entities.join(" "))
                            .replace(" -> \n", "\n")
                    })
                })
                .collect()
        }
        ("discovered", _) => portal
            .entities
            .values()
            .filter(|entity| entity.is_discovered())
            .map(|entity| {
                let repository = entity.source.repository.as_deref().unwrap_or_default();
                format!("# {repository}: {}\n{}", entity.source.path, entity.annotated())
            })
            .collect::<Vec<_>>()
            .join("\n"),
        ("definition", entity) => {
            let entity = portal.entities.get(&entity.parse().unwrap()).unwrap_or_else(|| panic!("there is no {entity}"));
            format!("{}\n", entity.text(&["spec", "definition"]).unwrap_or_default().trim_end())
        }
        ("api", entity) => {
            let entity = portal.entities.get(&entity.parse().unwrap()).unwrap_or_else(|| panic!("there is no {entity}"));
            format!("{:#}\n", entity.to_json())
        }
        ("relations", _) => portal
            .entities
            .values()
            .flat_map(|entity| {
                entity
                    .relations
                    .iter()
                    .map(move |relation| format!("{} {} {}\n", entity.reference, relation.kind, relation.target))
            })
            .collect(),
        ("docs", rest) => {
            let (entity, path) = rest.split_once(' ').unwrap_or((rest, ""));
            let site = portal.docs.get(&entity.parse().unwrap()).unwrap_or_else(|| panic!("{entity} has no docs"));
            let page =
                site.pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("{entity} has no page `{path}`"));
            format!("{}\n", body(page).trim())
        }
        ("backlinks", entity) => {
            let site = &portal.docs[&entity.parse().unwrap()];
            let from = |(of, number): &(_, usize)| portal.docs[of].site_path(&portal.docs[of].pages[*number]).to_string();
            let line = |number: &usize, links: &Vec<_>| {
                let links: Vec<String> = links.iter().map(from).collect();
                format!("{} <- {}\n", site.site_path(&site.pages[*number]), links.join(" "))
            };
            site.backlinks.iter().map(|(number, links)| line(number, links)).collect()
        }
        ("redirects", entity) => {
            let site = &portal.docs[&entity.parse().unwrap()];
            let to = |onward: &Onward| match onward {
                Onward::Url(url) => url.clone(),
                Onward::Page(number, fragment) => {
                    let fragment = fragment.as_ref().map_or_else(String::new, |fragment| format!("#{fragment}"));
                    format!("{}{fragment}", site.site_path(&site.pages[*number]))
                }
            };
            site.redirects.iter().map(|(from, onward)| format!("{from} -> {}\n", to(onward))).collect()
        }
        ("language", entity) => {
            format!("{}\n", portal.docs[&entity.parse().unwrap()].language.as_deref().unwrap_or_default())
        }
        ("edit", entity) => {
            let site = &portal.docs[&entity.parse().unwrap()];
            let line = |page: &DocPage<Target>| {
                let file = &page.source.path;
                let mount = site.mount_of(file).unwrap();
                let url = mount.edit.url(&file.strip_prefix(&mount.root).unwrap_or_default());
                format!("{file}: {}\n", url.unwrap_or_else(|| format!("{:?}", mount.edit)))
            };
            site.pages.iter().map(line).collect()
        }
        ("drawn", entity) => {
            let docs = &portal.docs[&entity.parse().unwrap()];
            docs.pages.iter().map(|page| drawn::outline(&body(page))).collect()
        }
        ("nav", entity) => nav(&portal.docs[&entity.parse().unwrap()].nav, 0),
        ("assets", entity) => {
            portal.docs[&entity.parse().unwrap()].assets.iter().map(|(path, file)| format!("{path} <- {file}\n")).collect()
        }
        ("decisions", entity) => {
            let site = &portal.docs[&entity.parse().unwrap()];
            let line = |page: &DocPage<Target>| Some(format!("{}: {:?}\n", page.path, page.decision.as_ref()?));
            site.pages.iter().filter_map(line).collect()
        }
        ("pictures", entity) => {
            let site = &portal.docs[&entity.parse().unwrap()];
            site.pictures.iter().map(|(file, picture)| format!("{file}: {picture:?}\n")).collect()
        }
        ("tags", entity) => {
            let site = &portal.docs[&entity.parse().unwrap()];
            site.pages.iter().map(|page| format!("{:?}: {:?}\n", page.path, page.tags)).collect()
        }
        _ => panic!("`expect {info}` is no expectation; tests/cases.rs says which there are"),
    }
}

#[test]
fn cases_are_as_written() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut wrong = Vec::new();
    for case in cases(Path::new("tests/cases")) {
        let text = fs::read_to_string(&case).unwrap();
        let blocks = blocks(&text);
        let files = blocks
            .iter()
            .filter_map(|block| Some((block.info.strip_prefix("file ")?.to_owned(), block.content.clone())))
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let built = build(&files, folder.path());
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut expectations = 0;
        for block in blocks.iter().rev() {
            let Some(info) = block.info.strip_prefix("expect ") else { continue };
            expectations += 1;
            let actual = expected(info, &built, &folder.path().join("site"));
            if actual != block.content && !update {
                wrong.push(format!("{}: expect {info}\n--- written\n{}--- actual\n{actual}", case.display(), block.content));
            }
            lines.splice(block.lines.clone(), actual.lines().map(str::to_owned));
        }
        assert!(expectations > 0, "{}: expects nothing", case.display());
        if update {
            fs::write(&case, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{}\nUPDATE_CASES=1 rewrites the expectations", wrong.join("\n"));
}
