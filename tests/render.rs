//! Renders a portal that is made by hand: every kind of page, an empty portal, hostile words; and checks what holds for all of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use vestibule::base::codes;
use vestibule::base::diagnostic::Diagnostic;
use vestibule::base::instant::Instant;
use vestibule::base::repo_path::RepoPath;
use vestibule::base::site_path::{LinkStyle, SitePath};
use vestibule::base::source::{Place, Source, Span};
use vestibule::base::yaml;
use vestibule::config::{Site, ThemeFolder};
use vestibule::model::docs::{Chunk, DocPage, DocsSite, Heading, Mount, NavItem, Onward, Section, Target};
use vestibule::model::edit_link::EditLink;
use vestibule::model::entity::{BrokenEntity, Entity, Relation};
use vestibule::model::entity_ref::EntityRef;
use vestibule::model::finding::{Finding, Subject};
use vestibule::model::output::Body;
use vestibule::model::picture::Picture;
use vestibule::model::portal::{Health, Judged, Portal};
use vestibule::model::progress::Silent;
use vestibule::model::sources::{Content, File, Flavour, Forge, ReadError, Repository, Revision};
use vestibule::render::{Theme, render};

const CATALOG: &str = r#"kind: Domain
metadata: {name: payments, title: Payments, description: Money in and out.}
spec: {owner: team}
---
kind: System
metadata: {name: checkout, title: Checkout}
spec: {owner: team, domain: payments}
---
kind: System
metadata: {name: alone}
spec: {owner: nobody}
---
kind: Component
metadata:
  name: gateway
  title: 'Gateway <script>alert(1)</script>'
  description: 'Takes "cards" & <img src=x onerror=alert(1)>'
  tags: [rust, "a\"b"]
  labels: {tier: "1"}
  annotations: {example.com/board: "https://example.com/board?a=1&b=2", example.com/bad: "javascript:alert(1)"}
  links:
    - {url: "https://grafana.example/d/1", title: Dashboard, icon: dashboard}
    - {url: "javascript:alert(1)", title: Hostile}
spec: {type: service, lifecycle: production, owner: team, system: checkout}
---
kind: Component
metadata: {name: worker}
spec: {type: worker, lifecycle: retired-soon, system: checkout}
---
kind: API
metadata: {name: payments-api}
spec: {type: openapi, lifecycle: deprecated, owner: team, system: checkout, definition: "openapi: 3.1.0\ninfo: {title: <b>}"}
---
kind: Resource
metadata: {name: db}
spec: {type: database, owner: team, system: checkout}
---
kind: Group
metadata: {name: team, title: The team}
spec: {type: team, profile: {email: team@example.com}, children: []}
---
kind: User
metadata: {name: ada}
spec: {profile: {displayName: Ada}, memberOf: [team]}
---
kind: Template
metadata: {name: new-service, title: New service, description: A service that runs.}
spec:
  type: service
  owner: team
  parameters: [{title: One, required: [name], properties: {name: {title: Name, type: string, description: How it is called}}}]
  steps: [{id: fetch, name: Fetch, action: "fetch:template"}]
---
kind: Location
metadata: {name: all}
spec: {targets: [./a.yaml, "https://example.com/b.yaml"]}
---
kind: Dashboard
metadata: {name: own-kind}
spec: {type: grafana}
"#;

const RELATIONS: &[(&str, &str, &str)] = &[
    ("domain:default/payments", "ownedBy", "group:default/team"),
    ("system:default/checkout", "ownedBy", "group:default/team"),
    ("system:default/checkout", "partOf", "domain:default/payments"),
    ("system:default/alone", "ownedBy", "group:default/nobody"),
    ("component:default/gateway", "ownedBy", "group:default/team"),
    ("component:default/gateway", "partOf", "system:default/checkout"),
    ("component:default/worker", "partOf", "system:default/checkout"),
    ("component:default/gateway", "providesApi", "api:default/payments-api"),
    ("component:default/worker", "consumesApi", "api:default/payments-api"),
    ("component:default/gateway", "dependsOn", "resource:default/db"),
    ("component:default/worker", "dependsOn", "component:default/gateway"),
    ("api:default/payments-api", "ownedBy", "group:default/team"),
    ("api:default/payments-api", "partOf", "system:default/checkout"),
    ("resource:default/db", "ownedBy", "group:default/team"),
    ("resource:default/db", "partOf", "system:default/checkout"),
    ("user:default/ada", "memberOf", "group:default/team"),
    ("template:default/new-service", "ownedBy", "group:default/team"),
];

struct Nothing;

impl Content for Nothing {
    fn read(&self, _: &File) -> Result<Vec<u8>, ReadError> {
        Err(ReadError("not here".to_owned()))
    }
}

fn source(path: &str, text: &str) -> Arc<Source> {
    let path = RepoPath::new(path).unwrap();
    Arc::new(Source { repository: Some("northwind/pay".into()), commit: Some("77c0a19".into()), path, text: text.into() })
}

fn entities() -> BTreeMap<EntityRef, Entity> {
    let source = source("catalog-info.yaml", CATALOG);
    let mut entities: BTreeMap<EntityRef, Entity> = BTreeMap::new();
    for document in yaml::documents(&source, &yaml::LIMITS) {
        let root = document.root.unwrap();
        let kind = root.get("kind").unwrap().as_str().unwrap().to_owned();
        let name = root.at(&["metadata", "name"]).unwrap().as_str().unwrap().to_owned();
        let reference = EntityRef::new(&kind, "default", &name);
        let docs = (name == "gateway" || name == "worker").then(|| "component:default/gateway".parse().unwrap());
        let source = Arc::clone(&source);
        let entity = Entity {
            reference: reference.clone(),
            kind,
            namespace: "default".to_owned(),
            name,
            root,
            source,
            span: document.span,
            repository: 0,
            relations: Vec::new(),
            properties: BTreeMap::new(),
            facts: BTreeMap::new(),
            evidence: Vec::new(),
            located: Default::default(),
            api: None,
            docs,
        };
        entities.insert(reference, entity);
    }
    for (from, kind, to) in RELATIONS {
        let (from, to): (EntityRef, EntityRef) = (from.parse().unwrap(), to.parse().unwrap());
        let model = vestibule::config::model::preset();
        let reverse = &*model.relation_type(kind).unwrap().reverse;
        let mut add = |from: &EntityRef, kind: &str, to: &EntityRef| {
            let resolved = entities.contains_key(to);
            if let Some(entity) = entities.get_mut(from) {
                entity.relations.push(Relation {
                    kind: kind.to_owned(),
                    target: to.clone(),
                    resolved,
                    declared: Place::of(&source),
                });
                entity.relations.sort();
            }
        };
        add(&from, kind, &to);
        add(&to, reverse, &from);
    }
    entities
}

fn doc(path: &str, title: &str, body: Vec<Chunk<Target>>) -> DocPage<Target> {
    let file = if path.is_empty() { "docs/index.md".to_owned() } else { format!("docs/{path}.md") };
    let heading = |level, id: &str| Heading { level, id: id.to_owned(), text: format!("About {id}") };
    DocPage {
        source: source(&file, "# Title\n\nSee [there](gone.md).\n"),
        path: path.to_owned(),
        title: title.to_owned(),
        summary: format!("{title} in one sentence."),
        heading: None,
        body,
        headings: vec![heading(2, "first"), heading(3, "inner"), heading(2, "second")],
        sections: vec![Section { id: String::new(), title: String::new(), text: "some words of text".to_owned() }],
        tags: Vec::new(),
        decision: None,
    }
}

fn docs() -> DocsSite {
    let html = |text: &str| Chunk::Html(text.to_owned());
    let entity: EntityRef = "component:default/gateway".parse().unwrap();
    let guide = SitePath::page(["docs", "default", "component", "gateway", "guides", "retry"]);
    let image = SitePath::file(["docs", "default", "component", "gateway", "a b.png"]);
    let index = vec![
        html("<p>Read <a href=\""),
        Chunk::Href(Target::Page { path: guide, fragment: Some("first".to_owned()) }),
        html("\">the guide</a>, <a href=\""),
        Chunk::Href(Target::Fragment("second".to_owned())),
        html("\">the end</a> or <a href=\""),
        Chunk::Href(Target::External("https://example.com/?a=1&b=2".to_owned())),
        html("\">elsewhere</a>. <img alt=\"A picture\" src=\""),
        Chunk::Src(Target::Page { path: image.clone(), fragment: None }),
        html("\"></p><h2 id=\"first\">About first</h2><h3 id=\"inner\">About inner</h3><h2 id=\"second\">About second</h2>"),
    ];
    let retry = vec![
        html("<p><a href=\""),
        Chunk::Href(Target::Broken),
        html(
            "\">There</a></p><h2 id=\"first\">About first</h2><h3 id=\"inner\">About inner</h3><h2 id=\"second\">About second</h2>",
        ),
    ];
    let plain =
        || vec![html("<h2 id=\"first\">About first</h2><h3 id=\"inner\">About inner</h3><h2 id=\"second\">About second</h2>")];
    let page = |title: &str, page| NavItem::Page { title: title.to_owned(), page };
    let section = |title: &str, items| NavItem::Section { title: title.to_owned(), items };
    DocsSite {
        entity,
        title: "Gateway".to_owned(),
        repository: 0,
        nav: vec![
            page("Overview", 0),
            section("Guides", vec![page("Retry", 1), section("Refunds", vec![page("Full refund", 2)])]),
            NavItem::Link { title: "Chat".to_owned(), url: "https://chat.example/".to_owned() },
        ],
        pages: vec![doc("", "Gateway", index), doc("guides/retry", "Retry", retry), doc("refunds/full", "Full refund", plain())],
        assets: BTreeMap::from([(image, RepoPath::new("docs/a b.png").unwrap())]),
        description: None,
        language: None,
        mounts: vec![Mount {
            root: RepoPath::new("docs").unwrap(),
            at: String::new(),
            edit: EditLink::new(Some("https://git.example/pay"), Some("edit/main/docs/"), None).unwrap(),
        }],
        redirects: BTreeMap::from([
            ("guides/old".to_owned(), Onward::Page(1, Some("first".to_owned()))),
            ("away".to_owned(), Onward::Url("https://example.com/?a=1&b=2".to_owned())),
        ]),
        backlinks: BTreeMap::from([(1, vec![("component:default/gateway".parse().unwrap(), 0)])]),
        pictures: BTreeMap::from([(
            RepoPath::new("docs/a b.png").unwrap(),
            Picture { size: Some((640, 480)), is_active: false },
        )]),
        version: None,
        versions: Vec::new(),
        shared: 0,
    }
}

fn judged() -> Judged {
    let site = docs();
    let descriptor = source("catalog-info.yaml", CATALOG);
    let at = |text: &str| {
        let start = CATALOG.find(text).unwrap();
        Place::at(&descriptor, Span::new(start..start + text.len()))
    };
    let page = Arc::clone(&site.pages[1].source);
    let broken = source("broken.yaml", "kind: Component\nmetadata:\n  name: broken\n");
    let reference: EntityRef = "component:default/broken".parse().unwrap();
    let findings = vec![
        Finding {
            diagnostic: Diagnostic::error("missing-field", "`spec` is missing")
                .at(&broken, Span::new(0..15))
                .hint("add `spec: …`")
                .label(at("kind: Group"), "another one"),
            subject: Subject::Entity(reference.clone()),
        },
        Finding {
            diagnostic: Diagnostic::warning(
                "dangling-reference",
                "`spec.owner` names `group:default/nobody`, which is not in the catalog",
            )
            .place(at("nobody")),
            subject: Subject::Entity("system:default/alone".parse().unwrap()),
        },
        Finding {
            diagnostic: Diagnostic::warning("broken-link", "`gone.md` <b>leads</b> nowhere").at(&page, Span::new(13..29)),
            subject: Subject::Docs(site.entity.clone(), "guides/retry".to_owned()),
        },
        Finding { diagnostic: Diagnostic::info("note", "nothing was read from `elsewhere`"), subject: Subject::Portal },
    ];
    let forge = Forge { flavour: Flavour::GitHub, url: "https://github.com/northwind/pay".to_owned(), folder: RepoPath::root() };
    let revision =
        Revision { commit: Some("77c0a1900000".into()), branch: Some("main".into()), time: Instant(1_778_751_600), dirty: false };
    let repository = Repository {
        contributors: Vec::new(),
        name: "northwind/pay".into(),
        forge: Some(forge),
        folder: None,
        revision,
        files: Vec::new(),
        history: Default::default(),
        versions: Vec::new(),
        content: Arc::new(Nothing),
    };
    let broken = BrokenEntity {
        reference: Some(reference),
        title: "broken".to_owned(),
        kind: Some("Component".to_owned()),
        span: Span::new(0..40),
        source: broken,
        repository: 0,
    };
    let portal = Portal {
        model: vestibule::config::model::preset(),
        repositories: vec![repository],
        entities: entities(),
        aliases: BTreeMap::from([("component:default/door".parse().unwrap(), "component:default/gateway".parse().unwrap())]),
        broken: vec![broken],
        docs: BTreeMap::from([(site.entity.clone(), site)]),
        findings,
        ..Portal::default()
    };
    let health = Health { errors: 1, warnings: 2, notes: 1, ownable: 7, owned: 5, documentable: 5, documented: 2, clean: 11 };
    Judged { allowed: Vec::new(), portal, now: Instant(1_778_751_600), health }
}

fn site(links: LinkStyle) -> Site {
    Site {
        title: "Northwind <&>".to_owned(),
        language: "en".to_owned(),
        url: Some("https://portal.example/base/".to_owned()),
        theme: None,
        links,
        cards: false,
        stale_after: 365,
    }
}

fn rendered(judged: &Judged, links: LinkStyle) -> BTreeMap<SitePath, Body> {
    let outputs = Mutex::new(BTreeMap::new());
    let theme = Theme::new("en", &ThemeFolder::default(), &[]);
    let sink = |output: vestibule::model::output::Output| {
        let twice = outputs.lock().unwrap().insert(output.path.clone(), output.body);
        assert!(twice.is_none(), "{} is written twice", output.path);
    };
    render(judged, &site(links), &theme, &Silent, &sink).unwrap_or_else(|error| panic!("{error}"));
    outputs.into_inner().unwrap()
}

fn pages(outputs: &BTreeMap<SitePath, Body>) -> impl Iterator<Item = (&SitePath, &str)> {
    outputs.iter().filter_map(|(path, body)| match body {
        Body::Bytes(bytes) if path.output_file().ends_with(".html") => Some((path, std::str::from_utf8(bytes).unwrap())),
        Body::Bytes(_) | Body::File(..) | Body::VersionFile(..) => None,
    })
}

/// Lists the values of an attribute.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn the_same_portal_gives_the_same_bytes() {
    assert_eq!(rendered(&judged(), LinkStyle::Pretty), rendered(&judged(), LinkStyle::Pretty));
}

#[test]
fn every_link_leads_to_a_file_of_the_site() {
    for links in [LinkStyle::Pretty, LinkStyle::Explicit] {
        let outputs = rendered(&judged(), links);
        let mut files: BTreeSet<String> = outputs.keys().map(SitePath::output_file).collect();
        files.insert("search/manifest.json".to_owned());
        let mut lost = Vec::new();
        for (path, html) in pages(&outputs) {
            let base = url::Url::parse(&format!("https://portal.example/base/{}", path.output_file())).unwrap();
            let ids: BTreeSet<&str> = values(html, "id").into_iter().collect();
            assert_eq!(ids.len(), values(html, "id").len(), "{path} has an id twice");
            for href in values(html, "href").into_iter().chain(values(html, "src")) {
                let href = href.replace("&amp;", "&");
                if let Some(id) = href.strip_prefix('#') {
                    if !ids.contains(id) {
                        lost.push(format!("{path}: #{id}"));
                    }
                    continue;
                }
                let url = base.join(&href).unwrap();
                let Some(file) = url.as_str().strip_prefix("https://portal.example/base/") else { continue };
                let file = file.split(['?', '#']).next().unwrap();
                let file = percent_encoding::percent_decode_str(file).decode_utf8().unwrap().into_owned();
                let page = if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file };
                if !files.contains(&page) {
                    lost.push(format!("{path}: {href}"));
                }
            }
        }
        assert_eq!(lost, [""; 0]);
    }
}

/// Lists where the pages below `docs/` lead on to at once.
fn refreshes(links: LinkStyle) -> Vec<String> {
    let outputs = rendered(&judged(), links);
    let moved = pages(&outputs).filter_map(|(path, html)| {
        let (_, rest) = html.split_once("<meta http-equiv=\"refresh\" content=\"0; url=")?;
        let target = rest.split('"').next()?;
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{target}\">")), "{path} names no canonical address");
        assert!(html.contains(&format!("href=\"{target}\">Go there</a>")), "{path} has no link for those who stay");
        path.as_str().starts_with("docs/").then(|| format!("{path} -> {target}"))
    });
    moved.collect()
}

#[test]
fn former_addresses_of_docs_lead_on_in_both_styles() {
    assert_eq!(
        refreshes(LinkStyle::Pretty),
        [
            "/docs/default/component/door/ -> ../gateway/",
            "/docs/default/component/door/guides/retry/ -> ../../../gateway/guides/retry/",
            "/docs/default/component/door/refunds/full/ -> ../../../gateway/refunds/full/",
            "/docs/default/component/gateway/away/ -> https://example.com/?a=1&amp;b=2",
            "/docs/default/component/gateway/guides/old/ -> ../retry/#first",
        ]
    );
    assert_eq!(
        refreshes(LinkStyle::Explicit),
        [
            "/docs/default/component/door/ -> ../gateway/index.html",
            "/docs/default/component/door/guides/retry/ -> ../../../gateway/guides/retry/index.html",
            "/docs/default/component/door/refunds/full/ -> ../../../gateway/refunds/full/index.html",
            "/docs/default/component/gateway/away/ -> https://example.com/?a=1&amp;b=2",
            "/docs/default/component/gateway/guides/old/ -> ../retry/index.html#first",
        ]
    );
}

#[test]
fn a_page_says_who_links_to_it_and_where_it_is_mended() {
    let outputs = rendered(&judged(), LinkStyle::Pretty);
    let (_, html) = pages(&outputs).find(|(path, _)| path.as_str() == "docs/default/component/gateway/guides/retry/").unwrap();
    let (_, card) = html.split_once("<h2 id=\"i-backlinks\">").unwrap();
    let (card, rest) = card.split_once("</section>").unwrap();
    let links = |html| values(html, "href").into_iter().filter(|href| !href.starts_with("#i-")).collect::<Vec<_>>();
    assert_eq!(links(card), ["../../"]);
    assert!(card.starts_with("Linked from</h2><span class=\"count\">1</span>") && card.contains(">Gateway</a>"), "{card}");
    let buttons = links(rest.split("<nav class=\"pager\"").next().unwrap());
    assert_eq!(
        buttons[1..],
        [
            "../../print/",
            "index.md",
            "https://git.example/pay/edit/main/docs/guides/retry.md",
            "https://github.com/northwind/pay/issues/new?title=Documentation%20feedback%3A%20Retry&amp;body=Page%3A%20https%3A%2F%2Fgithub%2Ecom%2Fnorthwind%2Fpay%2Fblob%2F77c0a1900000%2Fdocs%2Fguides%2Fretry%2Emd%0A%0A"
        ]
    );
}

#[test]
fn docs_in_another_language_say_so() {
    let lang = |language: &str| {
        let mut judged = judged();
        judged.portal.docs.values_mut().for_each(|site| site.language = Some(language.to_owned()));
        let outputs = rendered(&judged, LinkStyle::Pretty);
        let docs = pages(&outputs).filter(|(path, _)| path.as_str().starts_with("docs/default/component/gateway/"));
        docs.map(|(path, html)| (path.as_str().to_owned(), values(html, "lang").join(" "))).collect::<BTreeMap<_, _>>()
    };
    let of = |pages: &BTreeMap<String, String>, below: &str| pages[&format!("docs/default/component/gateway/{below}")].clone();
    let german = lang("de");
    assert_eq!(of(&german, ""), "en de de en");
    assert_eq!(of(&german, "print/"), "en de de de");
    let english = lang("en");
    assert_eq!(of(&english, ""), "en");
}

#[test]
fn hostile_words_stay_words() {
    for (path, html) in pages(&rendered(&judged(), LinkStyle::Pretty)) {
        for hostile in ["<script>alert", "<img src=x", "href=\"javascript:", "<b>leads", "a\"b\"", "Northwind <&>"] {
            assert!(!html.contains(hostile), "{path} holds {hostile}");
        }
    }
}

#[test]
fn machines_are_told_where_pages_are() {
    for (links, ending) in [(LinkStyle::Pretty, ""), (LinkStyle::Explicit, "index.html")] {
        let outputs = rendered(&judged(), links);
        let text = |path: &str| {
            outputs.iter().find_map(|(known, body)| match body {
                Body::Bytes(bytes) if known.as_str() == path => Some(String::from_utf8_lossy(bytes).into_owned()),
                _ => None,
            })
        };
        let map = text("sitemap.xml").unwrap();
        let places: BTreeSet<&str> = map.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
        let retry = format!("https://portal.example/base/docs/default/component/gateway/guides/retry/{ending}");
        assert!(places.contains(&*retry) && places.contains(&*format!("https://portal.example/base/{ending}")), "{map}");
        // What only leads on, and what stands for nothing, is no page to list.
        assert!(!map.contains("guides/old") && !map.contains("404"), "{map}");
        let page = text("docs/default/component/gateway/guides/retry/").unwrap();
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{retry}\">")) && page.contains("content=\"article\""));
        let home = text("").unwrap();
        let (_, data) = home.split_once("<script type=\"application/ld+json\">").unwrap();
        let data = data.split("</script>").next().unwrap();
        assert!(!data.contains('<'), "{data}");
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!((&data["@type"], &data["name"]), (&"WebSite".into(), &"Northwind <&>".into()));
        assert!(!text("404.html").unwrap().contains("canonical"));
    }
}

#[test]
fn an_entity_is_there_as_it_was_read_and_as_the_catalog_holds_it() {
    let outputs = rendered(&judged(), LinkStyle::Pretty);
    let (_, html) = pages(&outputs).find(|(path, _)| path.as_str() == "catalog/default/component/gateway/").unwrap();
    let (head, body) = html.split_once("<body").unwrap();
    let place = "../../../../api/entities/default/component/gateway.json";
    assert!(head.contains(&format!("<link rel=\"alternate\" type=\"application/json\" href=\"{place}\"")), "{head}");
    let (_, card) = body.split_once("aria-labelledby=\"s-yaml\"").unwrap();
    let card = card.split("</section>").next().unwrap();
    assert!(card.contains(&format!("href=\"{place}\">As the catalog holds it, as JSON<")), "{card}");
    // What could not be read is not in the catalog.
    let broken = pages(&outputs).find(|(path, _)| path.as_str() == "catalog/default/component/broken/").unwrap().1;
    assert!(broken.contains("s-yaml") && !broken.contains("application/json\"") && !broken.contains("as JSON"));
}

#[test]
fn an_empty_portal_has_its_pages() {
    let health = Health::default();
    let outputs =
        rendered(&Judged { allowed: Vec::new(), portal: Portal::default(), now: Instant(0), health }, LinkStyle::Pretty);
    let is_code = |path: &str| path.split('/').nth(1).is_some_and(|name| codes::find(name).is_some());
    let names: Vec<&str> = pages(&outputs).map(|(path, _)| path.as_str()).filter(|path| !is_code(path)).collect();
    assert_eq!(
        names,
        [
            "",
            "404.html",
            "catalog-graph/",
            "catalog/",
            "changes/",
            "docs/",
            "health/",
            "health/owners/",
            "health/repositories/",
            "health/unowned/",
            "search/"
        ]
    );
}

#[test]
fn a_broken_template_is_told_with_its_place() {
    let files = BTreeMap::from([("templates/home.html".to_owned(), b"<p>\n{{ figures".to_vec())]);
    let theme = Theme::new("en", &ThemeFolder { path: "theme".to_owned(), files }, &[]);
    let told: Vec<String> = theme.findings().iter().map(|told| told.place.as_ref().unwrap().to_string()).collect();
    assert_eq!(told, ["theme/templates/home.html:2:4"]);
}

#[test]
fn a_file_of_the_theme_is_replaced_alone() {
    let files = BTreeMap::from([("vestibule.css".to_owned(), b"p { color: red }".to_vec())]);
    assert_eq!(Theme::new("en", &ThemeFolder { path: "theme".to_owned(), files }, &[]).findings(), []);
}

/// Writes the portal into `$RENDERED`, to look at it in a browser.
#[test]
#[ignore = "writes files; run with RENDERED=folder cargo test --test render -- --ignored"]
fn dump() {
    let root = std::path::PathBuf::from(std::env::var_os("RENDERED").unwrap());
    for (path, body) in rendered(&judged(), LinkStyle::Pretty) {
        let file = root.join(path.output_file());
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        if let Body::Bytes(bytes) = body {
            std::fs::write(file, bytes).unwrap();
        }
    }
}
