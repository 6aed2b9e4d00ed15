//! The search files of a small portal: the index that `tests/scripts` asks, and the bytes that must not depend on threads.
//!
//! `UPDATE_CASES=1 cargo test --test search` rewrites `tests/scripts/index.json`; read the difference before you keep it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "a test may stop where it stands")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use vestibule::base::instant::Instant;
use vestibule::base::repo_path::RepoPath;
use vestibule::base::site_path::LinkStyle;
use vestibule::base::source::{Place, Source, Span};
use vestibule::base::yaml::{self, LIMITS};
use vestibule::index::index;
use vestibule::model::docs::{DocPage, DocsSite, Section};
use vestibule::model::entity::{Entity, Relation};
use vestibule::model::entity_ref::EntityRef;
use vestibule::model::output::Body;
use vestibule::model::portal::{Health, Judged, Portal};

/// What can be found, as `kind name, title, owner, tags, description`.
const ENTITIES: &[[&str; 5]] = &[
    [
        "Component payments-gateway",
        "payments-gateway",
        "payments-core",
        "pci tier-1",
        "Authorises, captures and refunds card payments",
    ],
    ["Component PaymentService", "PaymentService", "payments-core", "", "The old way to take money; use the gateway"],
    ["Component card_vault", "Card vault", "it", "pci", "Turns card numbers into tokens"],
    ["Component tracking-grpc", "Tracking", "fleet", "grpc", "Ingests scanner events"],
    ["API payments-api", "Payments API", "payments-core", "rest", "Create, capture and refund payments"],
    ["System checkout", "Checkout", "payments-core", "", "From the basket to the thank-you note"],
    ["Group payments-core", "Payments Core", "", "", "Takes the money"],
    ["Group it", "IT", "", "", "Keeps the lights on"],
    ["Component creme-brulee", "Crème brûlée", "nobody", "", "Названия бывают разные"],
];

/// Docs as `entity, path, page title`, then `id, heading, text` of each section.
#[allow(clippy::type_complexity, reason = "read once, below")]
const DOCS: &[([&str; 3], &[[&str; 3]])] = &[
    (
        ["payments-gateway", "", "Payments gateway"],
        &[
            ["", "", "The gateway stands between the shops and the acquirers."],
            ["operate", "How to operate it", "Page the team when captures fail twice."],
        ],
    ),
    (
        ["payments-gateway", "retries", "Retry and idempotency"],
        &[
            ["", "", "A request that failed may be sent again."],
            [
                "idempotency-keys",
                "Idempotency keys",
                "The key must be the same for every attempt, for example capture order 5521.",
            ],
            ["backoff", "Back off", "Wait twice as long before each attempt. A refund is retried for a day."],
        ],
    ),
    (
        ["card_vault", "", "Vault"],
        &[
            ["", "", "Numbers go in, tokens come out."],
            ["keys", "Rotating keys", "Keys are rotated every quarter; payments are not interrupted."],
        ],
    ),
];

fn source(text: String) -> Arc<Source> {
    Arc::new(Source {
        repository: Some("shop".into()),
        commit: None,
        path: RepoPath::new("catalog-info.yaml").unwrap(),
        text: text.into(),
    })
}

fn entity([name, title, owner, tags, description]: &[&str; 5]) -> Entity {
    let (kind, name) = name.split_once(' ').unwrap();
    let source = source(format!(
        "metadata:\n  title: {title}\n  description: {description}\n  tags: [{}]\nspec:\n  type: service\n  lifecycle: production\n",
        tags.replace(' ', ", ")
    ));
    let root = yaml::documents(&source, &LIMITS).remove(0).root.unwrap();
    let target = EntityRef::new("group", "default", owner);
    let owned = Relation { kind: "ownedBy".to_owned(), target, resolved: true, declared: Place::of(&source) };
    Entity {
        reference: EntityRef::new(kind, "default", name),
        kind: kind.to_owned(),
        namespace: "default".to_owned(),
        name: name.to_owned(),
        root,
        source,
        span: Span::default(),
        repository: 0,
        relations: if owner.is_empty() { Vec::new() } else { vec![owned] },
        properties: Default::default(),
        facts: BTreeMap::new(),
        evidence: Vec::new(),
        located: Default::default(),
        api: None,
        docs: DOCS.iter().any(|([of, ..], _)| *of == name).then(|| EntityRef::new(kind, "default", name)),
    }
}

fn judged() -> Judged {
    let mut portal = Portal { model: vestibule::config::model::preset(), ..Portal::default() };
    for entity in ENTITIES.iter().map(entity) {
        portal.entities.insert(entity.reference.clone(), entity);
    }
    for ([of, path, title], sections) in DOCS {
        let name = EntityRef::new("component", "default", of);
        let site = portal.docs.entry(name.clone()).or_insert_with(|| DocsSite {
            entity: name,
            title: (*of).to_owned(),
            repository: 0,
            nav: Vec::new(),
            pages: Vec::new(),
            assets: BTreeMap::new(),
            description: None,
            language: None,
            mounts: Vec::new(),
            redirects: BTreeMap::new(),
            backlinks: BTreeMap::new(),
            pictures: BTreeMap::new(),
            version: None,
            versions: Vec::new(),
            shared: 0,
        });
        site.pages.push(DocPage {
            source: source(String::new()),
            path: (*path).to_owned(),
            title: (*title).to_owned(),
            summary: sections[0][2].to_owned(),
            heading: None,
            body: Vec::new(),
            headings: Vec::new(),
            sections: sections
                .iter()
                .map(|[id, title, text]| Section { id: (*id).to_owned(), title: (*title).to_owned(), text: (*text).to_owned() })
                .collect(),
            tags: Vec::new(),
            decision: None,
        });
    }
    Judged { allowed: Vec::new(), portal, now: Instant(1_778_751_600), health: Health::default() }
}

fn files(links: LinkStyle) -> BTreeMap<String, String> {
    let files = Mutex::new(BTreeMap::new());
    index(&judged(), links, &|output| {
        let Body::Bytes(bytes) = output.body else { panic!("search files are made here") };
        files.lock().unwrap().insert(output.path.as_str().to_owned(), String::from_utf8(bytes).unwrap());
    });
    files.into_inner().unwrap()
}

#[test]
fn the_index_is_what_the_scripts_are_tested_with() {
    let files = files(LinkStyle::Pretty);
    let (name, index) = files.iter().find(|(name, _)| *name != "search/manifest.json").unwrap();
    let hash = blake3::hash(index.as_bytes()).to_hex();
    assert_eq!(*name, format!("search/index.{}.json", &hash[..8]));
    assert_eq!(
        files["search/manifest.json"],
        format!(
            r#"{{"format":1,"index":"index.{}.json","asOf":"2026-05-14T09:40:00Z","entities":9,"pages":3,"sections":4,"bytes":{}}}"#,
            &hash[..8],
            index.len()
        )
    );
    let kept = Path::new("tests/scripts/index.json");
    if std::env::var_os("UPDATE_CASES").is_some() {
        fs::write(kept, index).unwrap();
    }
    assert_eq!(*index, fs::read_to_string(kept).unwrap());
}

#[test]
fn threads_do_not_change_a_byte() {
    let made: BTreeSet<_> = [1, 2, 7]
        .into_iter()
        .map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| files(LinkStyle::Pretty)))
        .collect();
    assert_eq!(made.len(), 1);
}

#[test]
fn explicit_links_name_files() {
    let files = files(LinkStyle::Explicit);
    let index = files.iter().find(|(name, _)| *name != "search/manifest.json").unwrap().1;
    assert!(index.contains("\"catalog/default/component/card_vault/index.html\""), "{index}");
    assert!(!index.contains("card_vault/\""), "{index}");
}
