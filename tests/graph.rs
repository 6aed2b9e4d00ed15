//! Builds portals and reads the pictures off their pages: nothing overlaps in what is written, the same catalog gives the same picture, and who breaks is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use support::fenced::build;
use vestibule::drawing::text;

/// Writes a descriptor of a service.
fn service(name: &str, more: &str) -> String {
    format!(
        "---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: {name}}}\nspec: {{type: service, lifecycle: production, owner: crew{more}}}\n"
    )
}

fn whole(kind: &str, name: &str, more: &str) -> String {
    format!("---\napiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {{owner: crew{more}}}\n")
}

const CREW: &str =
    "---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: crew}\nspec: {type: team, children: []}\n";

/// Builds a portal of one catalog file in `folder`.
fn portal(catalog: &str, folder: &Path) {
    let files = BTreeMap::from([("catalog-info.yaml".to_owned(), format!("{CREW}{catalog}"))]);
    build(&files, folder).unwrap();
}

fn page(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join("site").join(path).join("index.html")).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Cuts the picture out of a page.
fn svg(page: &str) -> String {
    let start = page[..page.find(" data-graph>").unwrap()].rfind("<svg").unwrap();
    let end = start + page[start..].find("</svg>").unwrap() + "</svg>".len();
    // Attributes without a value are no XML.
    page[start..end].replace(" data-graph>", " data-graph=\"\">").replace(" data-focus ", " data-focus=\"\" ")
}

/// A rectangle: left, top, right, bottom.
type Area = (f64, f64, f64, f64);

fn meet(one: &Area, other: &Area) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// Holds what a picture shows: each node with its box and its words, each frame's label.
struct Seen {
    nodes: Vec<(String, Area, Vec<Area>)>,
    labels: Vec<Area>,
    links: usize,
}

fn see(svg: &str) -> Seen {
    let document = roxmltree::Document::parse(svg).unwrap();
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
    let rect = |node: &roxmltree::Node<'_, '_>| {
        let (x, y) = (number(node, "x"), number(node, "y"));
        (x, y, x + number(node, "width"), y + number(node, "height"))
    };
    let words = |node: &roxmltree::Node<'_, '_>, size: f64| {
        let (x, y) = (number(node, "x"), number(node, "y"));
        // Letters reach a fifth of their size below the line that they stand on.
        (x, y - size * 0.8, x + text::width(node.text().unwrap_or_default(), size), y + size * 0.2)
    };
    let class = |node: &roxmltree::Node<'_, '_>, name: &str| node.attribute("class") == Some(name);
    let mut seen = Seen { nodes: Vec::new(), labels: Vec::new(), links: 0 };
    for node in document.descendants() {
        if class(&node, "g-node") {
            let title = node.children().find(|child| child.has_tag_name("title")).and_then(|title| title.text()).unwrap();
            let area = node.children().find(|child| class(child, "box")).map(|area| rect(&area)).unwrap();
            let texts = node.children().filter(|child| child.has_tag_name("text"));
            let texts = texts.map(|text| words(&text, if class(&text, "sub") { 11.0 } else { 13.0 })).collect();
            seen.nodes.push((title.to_owned(), area, texts));
            seen.links += usize::from(node.has_tag_name("a") && node.attribute("href").is_some());
        }
        if class(&node, "g-group") {
            seen.labels.extend(node.descendants().filter(|child| child.has_tag_name("text")).map(|text| words(&text, 12.0)));
        }
    }
    seen
}

/// Tells what overlaps in a picture.
fn faults(seen: &Seen) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, (name, area, words)) in seen.nodes.iter().enumerate() {
        for (other, other_area, _) in &seen.nodes[number + 1..] {
            if meet(area, other_area) {
                faults.push(format!("{name} and {other} overlap"));
            }
        }
        for words in words {
            if words.0 < area.0 || words.1 < area.1 || words.2 > area.2 || words.3 > area.3 {
                faults.push(format!("the words of {name} leave it"));
            }
        }
        if words.windows(2).any(|pair| meet(&pair[0], &pair[1])) {
            faults.push(format!("the words of {name} overlap"));
        }
        if seen.labels.iter().any(|label| meet(label, area)) {
            faults.push(format!("{name} covers the label of a frame"));
        }
    }
    for (number, label) in seen.labels.iter().enumerate() {
        if seen.labels[number + 1..].iter().any(|other| meet(label, other)) {
            faults.push("the labels of two frames overlap".to_owned());
        }
    }
    faults
}

/// Describes a component with 25 others that need it and 24 that it needs, some of which need each other, in six systems.
fn hub() -> String {
    let mut catalog = service("hub", ", system: system-0, dependsOn: [%]")
        .replace('%', &(0..24).map(|number| format!("component:below-{number}")).collect::<Vec<_>>().join(", "));
    for number in 0..6 {
        catalog += &whole("System", &format!("system-{number}"), "");
    }
    for number in 0..24 {
        let next = if number % 3 == 0 { format!(", dependsOn: [component:below-{}]", (number + 5) % 24) } else { String::new() };
        catalog += &service(&format!("below-{number}"), &format!(", system: system-{}{next}", number % 5));
    }
    for number in 0..25 {
        let name = format!("above-{number}-with-quite-a-long-name-{number}");
        catalog += &service(
            &name,
            &format!(", system: system-{}, dependsOn: [component:hub, component:below-{}]", number % 6, number % 24),
        );
    }
    catalog
}

#[test]
fn what_overlaps_is_seen() {
    let node = |x: f64, title: &str, words: &str| {
        format!(
            "<g class=\"g-node\"><title>{title}</title><rect class=\"box\" x=\"{x}\" y=\"10\" width=\"100\" height=\"44\"/><text x=\"{}\" y=\"30\">{words}</text></g>",
            x + 44.0
        )
    };
    let label = "<g class=\"g-group\"><text x=\"20\" y=\"20\">Payments</text></g>";
    let svg = format!("<svg>{label}{}{}</svg>", node(0.0, "one", "one"), node(90.0, "other", "customs declarations"));
    assert_eq!(faults(&see(&svg)), ["one and other overlap", "one covers the label of a frame", "the words of other leave it"]);
}

#[test]
fn fifty_nodes_stand_apart_with_all_their_words() {
    let folder = tempfile::tempdir().unwrap();
    portal(&hub(), folder.path());
    let seen = see(&svg(&page(folder.path(), "catalog/default/component/hub/graph")));
    assert_eq!(faults(&seen), Vec::<String>::new());
    assert_eq!((seen.nodes.len(), seen.links, seen.labels.len()), (50, 50, 6));
    // The entity's own page shows the nearest of them, and leads on to the rest.
    let small = see(&svg(&page(folder.path(), "catalog/default/component/hub")));
    assert_eq!(faults(&small), Vec::<String>::new());
    let more: Vec<&str> = small.nodes.iter().map(|node| node.0.as_str()).filter(|name| name.starts_with('+')).collect();
    assert_eq!((small.nodes.len(), more), (22, vec!["+16 more in the list", "+14 more in the list"]));
}

#[test]
fn the_same_catalog_gives_the_same_pictures() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    portal(&hub(), one.path());
    portal(&hub(), other.path());
    let (one, other) = (support::tree::read(&one.path().join("site")), support::tree::read(&other.path().join("site")));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let differing: Vec<&String> = one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path).collect();
    assert_eq!(differing, Vec::<&String>::new());
}

/// Gives the words of a page between two marks, without its tags.
fn words(page: &str, from: &str, to: &str) -> String {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from}"));
    let part = &page[start..start + page[start..].find(to).unwrap()];
    let mut words = String::new();
    let mut in_tag = true;
    for letter in part.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                words.push(' ');
            }
            other if !in_tag => words.push(other),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn who_breaks_is_told_by_way_of_whom() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalog = service("ground", "");
    for (name, needed) in [("middle", "ground"), ("top", "middle"), ("roof", "top")] {
        catalog += &service(name, &format!(", dependsOn: [component:{needed}]"));
    }
    portal(&catalog, folder.path());
    let ground = page(folder.path(), "catalog/default/component/ground");
    assert_eq!(
        words(&ground, "id=\"s-breaks\"", "</section>"),
        "Breaks with it 3 Entity How Owner middle directly crew top 2 steps, by way of middle crew roof 3 steps, by way of top crew \
         If ground fails: 3 entities of 1 owner."
    );
    assert!(!page(folder.path(), "catalog/default/component/roof").contains("s-breaks"));
    // All of that has room on the page, so that there is no other.
    assert!(!folder.path().join("site/catalog/default/component/ground/graph").exists());
    assert!(ground.contains("catalog-graph/?rootEntityRefs[]=component%3Adefault%2Fground"));
}

#[test]
fn a_long_list_of_what_breaks_names_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalog = service("step-0", "");
    for number in 1..=80 {
        catalog += &service(&format!("step-{number}"), &format!(", dependsOn: [component:step-{}]", number - 1));
    }
    portal(&catalog, folder.path());
    let own = page(folder.path(), "catalog/default/component/step-0");
    let told = words(&own, "id=\"s-breaks\"", "</section>");
    let named: Vec<String> = (11..=40).map(|number| format!("step-{number}")).collect();
    let end = format!("If step-0 fails: 80 entities of 1 owner. 70 more {} and 40 further away.", named.join(" , "));
    assert!(told.ends_with(&end), "{told}");
    assert!(told.contains("step-10 10 steps, by way of step-9 crew If"), "{told}");
}

#[test]
fn a_page_for_the_graph_groups_what_breaks_by_owner() {
    let folder = tempfile::tempdir().unwrap();
    portal(&hub(), folder.path());
    let told = words(&page(folder.path(), "catalog/default/component/hub/graph"), "id=\"breaks\"", "</section>");
    assert!(
        told.starts_with(
            "Breaks with it 25 If hub fails: 25 entities of 1 owner, directly or by way of others. crew 25 above-0-"
        ),
        "{told}"
    );
}

#[test]
fn the_catalog_is_a_file_for_other_programs() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalog = whole("Domain", "money", "") + &whole("System", "pay", ", domain: money");
    catalog += &(whole("System", "book", ", domain: money") + &whole("System", "ship", ""));
    catalog += &service("till", ", system: pay, dependsOn: [component:ledger, component:van]");
    catalog += &service("ledger", ", system: book");
    catalog += &service("van", ", system: ship");
    portal(&catalog, folder.path());
    let file = |name: &str| fs::read_to_string(folder.path().join("site/catalog-graph").join(name)).unwrap();
    assert_eq!(
        file("graph.dot"),
        "digraph catalog {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  subgraph cluster_0 {\n    label=\"money\";\n    \
         \"system:default/book\" [label=\"book\\nSystem\"];\n    \"system:default/pay\" [label=\"pay\\nSystem\"];\n  }\n  \
         \"system:default/ship\" [label=\"ship\\nSystem\"];\n  \
         \"system:default/pay\" -> \"system:default/book\" [tooltip=\"pay needs book: 1 relation\"];\n  \
         \"system:default/pay\" -> \"system:default/ship\" [tooltip=\"pay needs ship: 1 relation\"];\n}\n"
    );
    assert_eq!(
        file("graph.mmd"),
        "flowchart LR\n  subgraph f0[\"money\"]\n    n0[\"book\"]\n    n1[\"pay\"]\n  end\n  n2[\"ship\"]\n  n1 --> n0\n  n1 --> n2\n"
    );
    let svg = file("graph.svg");
    assert_eq!(faults(&see(&svg)), Vec::<String>::new());
    // It asks nothing of the page that it came from.
    assert!(!svg.contains("href=\"..") && svg.contains("<symbol id=\"i-system\""), "{svg}");
}

#[test]
fn more_systems_than_a_picture_holds_are_shown_by_domain() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalog = String::new();
    for domain in 0..3 {
        catalog += &whole("Domain", &format!("domain-{domain}"), "");
    }
    for number in 0..75 {
        let _ = write!(catalog, "{}", whole("System", &format!("system-{number}"), &format!(", domain: domain-{}", number % 3)));
        let needs = format!(", system: system-{number}, dependsOn: [component:part-{}]", (number + 1) % 75);
        catalog += &service(&format!("part-{number}"), &needs);
    }
    portal(&catalog, folder.path());
    let page = page(folder.path(), "catalog-graph");
    let seen = see(&svg(&page));
    let names: Vec<&str> = seen.nodes.iter().map(|node| node.0.as_str()).collect();
    assert_eq!(names, ["domain-0, Domain", "domain-1, Domain", "domain-2, Domain"]);
    assert_eq!(faults(&seen), Vec::<String>::new());
    assert_eq!(
        words(&page, "<tbody data-rows>", "</tbody>"),
        "domain-0 needs, 25 relations domain-1 domain-1 needs, 25 relations domain-2 domain-2 needs, 25 relations domain-0"
    );
}

#[test]
fn systems_that_a_picture_has_no_room_for_are_named_below_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalog = String::new();
    for number in 0..300 {
        let _ = write!(catalog, "{}", whole("System", &format!("system-{number:03}"), ""));
        // The lower its number, the more need a system has of the one before.
        for part in 0..if number < 60 { 2 } else { 1 } {
            let needs = format!(", system: system-{number:03}, dependsOn: [component:part-{:03}-0]", (number + 299) % 300);
            catalog += &service(&format!("part-{number:03}-{part}"), &needs);
        }
    }
    portal(&catalog, folder.path());
    let page = page(folder.path(), "catalog-graph");
    let drawn: Vec<String> = see(&svg(&page)).nodes.iter().map(|node| node.0.split(',').next().unwrap().to_owned()).collect();
    assert_eq!(drawn.len(), 60);
    assert_eq!(
        words(&page, "data-words>", "</span>"),
        "60 nodes, 59 lines. The 60 most connected of 300 systems are drawn. The other 240 stand below."
    );
    let (_, rest) = page.split_once("id=\"rest\"").unwrap();
    let named: Vec<String> = words(rest, "<ul", "</ul>").split(' ').map(str::to_owned).collect();
    let all: BTreeSet<String> = drawn.iter().chain(&named).cloned().collect();
    assert_eq!((named.len(), all.len()), (240, 300), "every system is drawn or named: {named:?}");
    assert!(named.is_sorted());
    assert!(words(&page, "id=\"list\"", "</section>").contains("100 more relations"));
}
