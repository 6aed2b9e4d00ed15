//! The reference of APIs: nothing that a definition says is missing from its pages, large definitions stay usable, circles end.
//!
//! `VESTIBULE_SPECS=FOLDER cargo test --test api -- --nocapture` compares all definitions below a folder too; it must print nothing but the names of the tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may stop where it stands"
)]

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use vestibule::base::repo_path::RepoPath;
use vestibule::base::source::Source;
use vestibule::base::yaml::{self, LIMITS, Limits, Node};
use vestibule::config::Config;
use vestibule::gather::Cache;
use vestibule::model::api::pages::plain;
use vestibule::model::progress::Silent;
use vestibule::pipeline::{self, Options};

/// Builds a portal of definitions, each with an API of its own, and gives the pages of each by the name of its file.
fn built(outside: &Path, files: &[(String, String, String)]) -> BTreeMap<String, Vec<String>> {
    let folder = &outside.join("repository");
    let mut catalog = String::new();
    for (number, (name, kind, text)) in files.iter().enumerate() {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        let _ = write!(
            catalog,
            "---\napiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {{name: api-{number}}}\nspec: {{type: {kind}, lifecycle: production, owner: nobody, definition: {{$text: './{name}'}}}}\n"
        );
    }
    fs::write(folder.join("catalog-info.yaml"), catalog).unwrap();
    let run =
        |arguments: &[&str]| assert!(Command::new("git").args(arguments).current_dir(folder).output().unwrap().status.success());
    run(&["init", "-q"]);
    run(&["add", "."]);
    let config = Config::default_in(folder.clone());
    let options = Options { out: outside.join("site"), cache: Cache::new(outside.join("cache")), now: None };
    pipeline::build(&config, &options, &Silent).unwrap();
    let mut pages = BTreeMap::new();
    for (number, (name, ..)) in files.iter().enumerate() {
        let mut found = Vec::new();
        collect(&options.out.join(format!("catalog/default/api/api-{number}/definition")), &mut found);
        pages.insert(name.clone(), found);
    }
    pages
}

fn collect(folder: &Path, found: &mut Vec<String>) {
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            if path.file_name().unwrap() != "raw" {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Lists what a definition names and its pages do not show, without the help of the parser that made them.
fn missing(name: &str, kind: &str, text: &str, pages: &[String]) -> Vec<String> {
    // Large definitions have thousands of names and megabytes of pages; each page is gone through once.
    let between = |open: &str, close: &str| -> HashSet<&str> {
        let pieces = pages.iter().flat_map(|page| page.split(open).skip(1));
        pieces.filter_map(|rest| rest.split(close).next()).collect()
    };
    let (ids, bold, spans) = (between("id=\"", "\""), between("<b>", "</b>"), between("<code>", "</code></p></header>"));
    let bold: HashSet<&str> = bold
        .into_iter()
        .map(|name| if name.starts_with("<a") { name.split_once('>').map_or(name, |(_, name)| name) } else { name })
        .map(|name| name.trim_end_matches("</a>").trim_start_matches("<s>").trim_end_matches("</s>"))
        .collect();
    let has_id = |id: &str| ids.contains(id);
    let has_address = |address: &str| spans.contains(escaped(address).as_str());
    let shows = |name: &str| bold.contains(escaped(name).as_str());
    let mut lost = Vec::new();
    let mut want = |is_there: bool, what: String| {
        if !is_there {
            lost.push(format!("{name}: {what}"));
        }
    };
    match kind {
        "grpc" => {
            let mut is_comment = false;
            for line in text.lines().map(str::trim) {
                is_comment |= line.starts_with("/*");
                let skip = is_comment || line.starts_with("//");
                is_comment &= !line.contains("*/");
                if skip {
                    continue;
                }
                let words: Vec<&str> =
                    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
                match words.as_slice() {
                    ["rpc", call, ..] => {
                        want(spans.iter().any(|span| span.ends_with(&format!("/{call}"))), format!("rpc {call}"))
                    }
                    ["message" | "enum", name, ..] if line.ends_with('{') && !line.contains('=') => {
                        want(
                            ids.iter().any(|id| {
                                *id == format!("schema-{name}") || id.starts_with("schema-") && id.ends_with(&format!(".{name}"))
                            }),
                            format!("type {name}"),
                        );
                    }
                    [_, _, field, number, ..]
                        if matches!(words[0], "repeated" | "optional") && line.contains('=') && number.parse::<u32>().is_ok() =>
                    {
                        want(shows(field), format!("field {field}"));
                    }
                    _ => {}
                }
            }
        }
        "graphql" => {
            let (mut is_text, mut is_marked) = (false, false);
            for line in text.lines().map(str::trim) {
                if line.matches("\"\"\"").count() == 1 {
                    is_text = !is_text;
                    continue;
                }
                // What a directive is given is no field.
                is_marked |= line.contains('@') && line.contains('(');
                let skip = is_text || is_marked && !line.contains(": ") || line.starts_with(['"', '#', '@']);
                let skip = skip || is_marked && line.starts_with("import:");
                is_marked &= !line.contains(')');
                if skip {
                    continue;
                }
                let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
                let first = words.next().unwrap_or_default();
                let rest = &line[first.len()..];
                if matches!(first, "type" | "interface" | "enum" | "input" | "union" | "scalar") && rest.starts_with(' ') {
                    let name = words.next().unwrap_or_default();
                    let is_root = matches!(name, "Query" | "Mutation" | "Subscription") || text.contains(&format!(": {name}\n"));
                    want(is_root || has_id(&format!("schema-{name}")), format!("type {name}"));
                } else if rest.starts_with(':')
                    && !line.starts_with("query:")
                    && !line.starts_with("mutation:")
                    && !line.starts_with("subscription:")
                {
                    want(
                        shows(first) || ids.iter().any(|id| id.starts_with("op-") && id.ends_with(&format!(".{first}"))),
                        format!("field {first}"),
                    );
                }
            }
        }
        _ => {
            let source =
                Arc::new(Source { repository: None, commit: None, path: RepoPath::new("a.yaml").unwrap(), text: text.into() });
            let limits = Limits { bytes: 8 << 20, depth: 200, nodes: 2_000_000 };
            let Some(root) = yaml::documents(&source, &limits).into_iter().find_map(|document| document.root) else {
                return lost;
            };
            let resolve = |node: &Node| -> Option<Node> {
                let Some(reference) = node.get("$ref").and_then(Node::as_str) else { return Some(node.clone()) };
                reference.strip_prefix("#/")?.split('/').try_fold(&root, |at, part| at.get(&part.replace("~1", "/"))).cloned()
            };
            for (path, item) in root.get("paths").map(Node::entries).unwrap_or_default() {
                let Some(item) = resolve(item) else { continue };
                for (method, operation) in item
                    .entries()
                    .iter()
                    .filter(|(key, value)| value.is_mapping() && value.get("responses").is_some() && !key.name.starts_with("x-"))
                {
                    want(has_address(&path.name), format!("{} {}", method.name, path.name));
                    let id = operation.get("operationId").and_then(Node::as_str);
                    if let Some(id) = id {
                        want(has_id(&format!("op-{}", plain(id))), format!("operation {id}"));
                    }
                    let listed = item.get("parameters").into_iter().chain(operation.get("parameters")).flat_map(Node::items);
                    for parameter in
                        listed.filter_map(&resolve).filter(|parameter| parameter.get("in").and_then(Node::as_str) != Some("body"))
                    {
                        if let Some(name) = parameter.get("name").and_then(Node::as_str) {
                            want(shows(name), format!("parameter {name} of {} {}", method.name, path.name));
                        }
                    }
                    for (status, _) in operation.get("responses").map(Node::entries).unwrap_or_default() {
                        want(
                            status.name.starts_with("x-") || shows(&status.name),
                            format!("answer {} of {}", status.name, path.name),
                        );
                    }
                }
            }
            for (channel, at) in root.get("channels").map(Node::entries).unwrap_or_default() {
                let address = at.get("address").and_then(Node::as_str).unwrap_or(&channel.name);
                // Since version 3 a channel's key is no address.
                let is_new = root.get("asyncapi").and_then(Node::as_str).is_some_and(|version| version.starts_with('3'));
                let is_used = is_new && at.get("address").and_then(Node::as_str).is_none();
                want(is_used || has_address(address), format!("channel {address}"));
            }
            for (operation, _) in root.get("operations").map(Node::entries).unwrap_or_default() {
                want(has_id(&format!("op-{}", plain(&operation.name))), format!("operation {}", operation.name));
            }
            let schemas = root.at(&["components", "schemas"]).or_else(|| root.get("definitions"));
            for (schema, node) in schemas.map(Node::entries).unwrap_or_default() {
                want(has_id(&format!("schema-{}", plain(&schema.name))), format!("schema {}", schema.name));
                for (property, _) in node.get("properties").map(Node::entries).unwrap_or_default() {
                    let id = format!("schema-{}.{}", plain(&schema.name), plain(&property.name));
                    want(has_id(&id), format!("property {} of {}", property.name, schema.name));
                }
            }
            properties(schemas.unwrap_or(&root), &mut |property| want(shows(property), format!("property {property}")));
        }
    }
    lost
}

/// Sees the name of every property of every schema below `node`, outside of examples.
fn properties(node: &Node, see: &mut dyn FnMut(&str)) {
    for (key, value) in node.entries() {
        if matches!(key.name.as_str(), "example" | "examples" | "default" | "enum" | "const") || key.name.starts_with("x-") {
            continue;
        }
        if key.name == "properties" && value.entries().iter().all(|(_, value)| value.is_mapping()) {
            value.entries().iter().for_each(|(property, _)| see(&property.name));
        }
        properties(value, see);
    }
    node.items().iter().for_each(|item| properties(item, see));
}

/// Tells the language of a file; nothing for what is no definition.
fn kind_of(path: &Path, text: &str) -> Option<&'static str> {
    match path.extension()?.to_str()? {
        "proto" => Some("grpc"),
        "graphql" | "gql" => {
            (!text.trim_start().starts_with("query") && !text.trim_start().starts_with("mutation")).then_some("graphql")
        }
        "yaml" | "yml" | "json" => {
            let starts = |word: &str| {
                text.lines()
                    .any(|line| line.trim_start_matches([' ', '"', '{', '\u{feff}']).starts_with(word) && line.contains(':'))
            };
            if starts("asyncapi") { Some("asyncapi") } else { (starts("openapi") || starts("swagger")).then_some("openapi") }
        }
        _ => None,
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

fn compare(root: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    files_below(root, &mut paths);
    let mut files = Vec::new();
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
        if let Some(kind) =
            kind_of(&path, &text).filter(|_| is_plain && !name.contains("catalog-info") && !name.contains("/skeleton/"))
        {
            files.push((name, kind.to_owned(), text));
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let pages = built(folder.path(), &files);
    files
        .iter()
        .filter(|(name, ..)| !pages[name].is_empty())
        .flat_map(|(name, kind, text)| missing(name, kind, text, &pages[name]))
        .collect()
}

#[test]
fn nothing_is_missing() {
    let mut lost = compare(Path::new("examples/northwind/repos"));
    if let Some(folder) = std::env::var_os("VESTIBULE_SPECS") {
        lost.extend(compare(Path::new(&folder)));
    }
    assert!(lost.is_empty(), "{} missing\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn two_thousand_operations_stay_usable() {
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: Large, version: '1'}\npaths:\n");
    for number in 0..2_000 {
        let _ = write!(
            text,
            "  /things/{number}/{{id}}:\n    get:\n      operationId: get{number}\n      tags: [Tag {}]\n      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]\n      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/S{}'}}}}}}}}}}\n",
            number % 23,
            number % 900
        );
    }
    text.push_str("components:\n  schemas:\n");
    for number in 0..900 {
        // Every schema holds others, and at last itself.
        let _ = writeln!(
            text,
            "    S{number}: {{type: object, properties: {{id: {{type: string}}, next: {{$ref: '#/components/schemas/S{}'}}, all: {{type: array, items: {{$ref: '#/components/schemas/S{}'}}}}}}}}",
            (number + 1) % 900,
            (number * 7 + 3) % 900
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let files = [("large.yaml".to_owned(), "openapi".to_owned(), text)];
    let pages = built(folder.path(), &files).remove("large.yaml").unwrap();
    let lost = missing("large.yaml", "openapi", &files[0].2, &pages);
    assert!(lost.is_empty(), "{lost:?}");
    let largest = pages.iter().map(String::len).max().unwrap();
    assert!(largest < 700_000, "the largest page has {largest} bytes");
    let shown: usize = pages.iter().map(|page| page.matches("<section class=\"op\" id=\"op-").count()).sum();
    assert_eq!((pages.len() > 40, shown), (true, 2_000));
}

#[test]
fn limits_of_the_yaml_reader_are_those_of_definitions() {
    // A definition of more than what a descriptor may have is read whole.
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: Long, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Long:\n      type: object\n      properties:\n",
    );
    let mut number = 0;
    while text.len() <= LIMITS.bytes + 1_000 {
        let _ = writeln!(text, "        property{number}: {{type: string, description: {}}}", "word ".repeat(40).trim());
        number += 1;
    }
    let folder = tempfile::tempdir().unwrap();
    let files = [("long.yaml".to_owned(), "openapi".to_owned(), text)];
    let pages = built(folder.path(), &files).remove("long.yaml").unwrap();
    let lost = missing("long.yaml", "openapi", &files[0].2, &pages);
    assert!(lost.is_empty(), "{lost:?}");
}
