//! What holds for every input: parsers never panic, and every place that they give is inside the text.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop where it stands")]

use std::path::PathBuf;
use std::sync::Arc;

use proptest::prelude::*;
use vestibule::base::repo_path::RepoPath;
use vestibule::base::site_path::{LinkStyle, SitePath};
use vestibule::base::source::{Source, Span};
use vestibule::base::url_policy::{self, Target};
use vestibule::base::yaml::{self, Node};
use vestibule::config;
use vestibule::model::entity_ref::EntityRef;

/// Pieces that YAML, Markdown and URLs are made of, so that random texts get somewhere.
const PIECES: &[&str] = &[
    "a: ",
    "- ",
    "\n",
    "  ",
    "    ",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "'",
    "|\n",
    ">-\n",
    "&x ",
    "*x",
    "!tag ",
    "---\n",
    "...\n",
    "# c\n",
    "<<: ",
    "%YAML 1.2\n",
    "ü",
    "𝄞",
    "\u{feff}",
    "\0",
    "\r\n",
    "1",
    "~",
    "site:",
    "sources:",
    "? ",
    ": ",
    "🙂",
    "\u{2028}",
    "name: x\n",
    "kind: Component\n",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source { repository: None, commit: None, path: RepoPath::new("a.yaml").unwrap(), text: text.into() })
}

fn assert_inside(text: &str, span: Span) {
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is not a piece of {text:?}");
}

fn assert_places(text: &str, node: &Node) {
    assert_inside(text, node.span);
    node.items().iter().for_each(|item| assert_places(text, item));
    for (key, value) in node.entries() {
        assert_inside(text, key.span);
        assert_places(text, value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn yaml_gives_places_inside_the_text(text in text()) {
        let source = source(&text);
        for document in yaml::documents(&source, &yaml::LIMITS) {
            assert_inside(&text, document.span);
            document.root.iter().for_each(|root| assert_places(&text, root));
            for place in document.findings.iter().filter_map(|finding| finding.place.as_ref()) {
                prop_assert!(place.span.is_none_or(|span| span.end as usize <= text.len()));
                let _ = place.to_string();
            }
        }
    }

    #[test]
    fn a_configuration_is_read_or_told_about(text in text()) {
        let _ = config::read(&source(&text), PathBuf::from("/portal"));
    }

    #[test]
    fn a_reference_reads_back_as_it_is_written(text in "[a-zA-Z0-9:/._-]{1,20}") {
        if let Ok(reference) = EntityRef::parse(&text, Some("component"), "default") {
            prop_assert_eq!(reference.to_string().parse::<EntityRef>(), Ok(reference));
        }
    }

    #[test]
    fn a_repository_path_never_climbs_out(text in "[a./]{0,20}") {
        if let Some(path) = RepoPath::new(&text) {
            prop_assert!(path.parts().all(|part| !matches!(part, "." | "..")));
        }
    }

    #[test]
    fn links_lead_where_they_should(from in "([a-z]{1,3}/){0,3}", to in "([a-c:]{1,3}/){0,3}[a-z.]{0,3}") {
        let (from, to) = (SitePath::page([from.as_str()]), SitePath::file([to.as_str()]));
        let base = url::Url::parse("https://host.example/").unwrap();
        let page = base.join(from.as_str()).unwrap();
        let target = page.join(&to.href_from(&from, LinkStyle::Pretty)).unwrap();
        prop_assert_eq!(target.path().trim_start_matches('/'), to.as_str());
        prop_assert_eq!(target.host_str(), Some("host.example"));
    }

    #[test]
    fn what_the_policy_lets_through_is_harmless(text in "(java|data|vb| |\t|\n|\u{1})?(script|http|https|mailto)?(:|&colon;)?[a-z:/\\\\@#?\t ]{0,8}") {
        let base = url::Url::parse("https://host.example/page/").unwrap();
        let harmless = |url: &url::Url| matches!(url.scheme(), "http" | "https" | "mailto");
        match url_policy::sort(&text) {
            Target::External(url) => prop_assert!(harmless(&url::Url::parse(url).unwrap())),
            Target::Relative(url) => {
                let joined = base.join(url).unwrap();
                prop_assert!(harmless(&joined) && joined.host_str() == Some("host.example"), "{joined}");
            }
            Target::Forbidden(_) => {}
        }
    }
}
