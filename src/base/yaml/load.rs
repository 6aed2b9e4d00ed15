//! Composes documents from `saphyr-parser`'s events: places, duplicate keys, aliases, limits. One bad document never hides its neighbours.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{Document, Key, Node, Value, scalar, words};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};

/// Bounds what one file may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes that a file may have.
    pub bytes: usize,
    /// The most values that may stand inside each other.
    pub depth: usize,
    /// The most values that a document may hold once its aliases are expanded.
    pub nodes: usize,
}

/// The limits for everything that comes from a repository.
pub const LIMITS: Limits = Limits { bytes: 1 << 20, depth: 64, nodes: 100_000 };

/// Reads every document of `source`, in order.
pub fn documents(source: &Arc<Source>, limits: &Limits) -> Vec<Document> {
    if source.text.len() > limits.bytes {
        return vec![Document { index: 0, span: Span::default(), root: None, findings: vec![words::too_large(source, limits)] }];
    }
    split(&source.text).into_iter().enumerate().map(|(index, range)| document(source, limits, index, range)).collect()
}

/// Finds the documents' byte ranges. A line that starts with `---` or `...` ends a document wherever it stands, even inside a quoted
/// scalar (YAML 1.2, 9.1.2), so that the text can be cut before it is parsed.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut offset = 0;
    let mut only_directives = true;
    for line in text.split_inclusive('\n') {
        let marker =
            |mark: &str| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']));
        if marker("---") {
            if !only_directives {
                cuts.push(offset);
            }
            only_directives = false;
        } else if marker("...") {
            cuts.push(offset + line.len());
            only_directives = true;
        } else if !matches!(line.trim_start_matches('\u{feff}').bytes().next(), None | Some(b'%' | b'#' | b'\n' | b'\r')) {
            only_directives = false;
        }
        offset += line.len();
    }
    cuts.push(text.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).filter(|range| !range.is_empty()).collect()
}

fn document(source: &Arc<Source>, limits: &Limits, index: usize, range: Range<usize>) -> Document {
    let text = &source.text[range.clone()];
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = &text[bom..];
    let composer = Composer {
        source,
        limits,
        offsets: Offsets::new(text, range.start + bom),
        stack: Vec::new(),
        anchors: HashMap::new(),
        nodes: 0,
        findings: Vec::new(),
        root: None,
    };
    composer.compose(text, index, Span::new(range))
}

/// Turns the scanner's character counts into byte offsets in the source.
struct Offsets {
    start: usize,
    /// Byte offset of every character, when some take more than one byte.
    table: Option<Vec<u32>>,
    length: usize,
}

impl Offsets {
    fn new(text: &str, start: usize) -> Self {
        let table = (!text.is_ascii())
            .then(|| text.char_indices().map(|(offset, _)| u32::try_from(offset).unwrap_or(u32::MAX)).collect());
        Self { start, table, length: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        let offset = match &self.table {
            Some(table) => table.get(character).map_or(self.length, |offset| *offset as usize),
            None => character.min(self.length),
        };
        self.start + offset
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span::new(self.byte(span.start.index())..self.byte(span.end.index()))
    }
}

/// A collection that is still open.
enum Frame {
    Sequence { anchor: usize, start: Span, items: Vec<Node>, tag: Option<String> },
    Mapping { anchor: usize, start: Span, entries: Vec<(Key, Node)>, key: Option<Key>, tag: Option<String> },
}

struct Composer<'a> {
    source: &'a Arc<Source>,
    limits: &'a Limits,
    offsets: Offsets,
    stack: Vec<Frame>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
    findings: Vec<Diagnostic>,
    root: Option<Node>,
}

impl Composer<'_> {
    fn compose(mut self, text: &str, index: usize, span: Span) -> Document {
        let mut parser = Parser::new_from_str(text);
        let mut broken = false;
        while let Some(event) = parser.next_event() {
            let result = match event {
                Ok((event, span)) => self.event(event, self.offsets.span(span)),
                Err(error) => {
                    let at = self.offsets.byte(error.marker().index()).min(self.source.text.len());
                    Err(words::syntax(self.source, Span::new(at..at), error.info()))
                }
            };
            if let Err(finding) = result {
                self.findings.push(finding);
                broken = true;
                break;
            }
        }
        broken |= self.findings.iter().any(|finding| finding.code == "duplicate-key" || finding.code == "complex-key");
        let root = if broken { None } else { self.root.filter(|node| node.value != Value::Null) };
        Document { index, span, root, findings: self.findings }
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = self.scalar(&text, style, tag.as_deref(), span);
                self.finish(Node { span, value }, anchor, 1)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some((node, size)) => {
                    let (mut node, size) = if self.nodes + size > self.limits.nodes {
                        (Node { span, value: Value::Null }, self.limits.nodes)
                    } else {
                        (node.clone(), *size)
                    };
                    node.span = span;
                    self.finish(node, 0, size)
                }
                None => Err(words::unknown_anchor(self.source, span)),
            },
            Event::SequenceStart(anchor, tag) => {
                self.open(Frame::Sequence { anchor, start: span, items: Vec::new(), tag: tag.map(|tag| tag.to_string()) }, span)
            }
            Event::MappingStart(anchor, tag) => self.open(
                Frame::Mapping { anchor, start: span, entries: Vec::new(), key: None, tag: tag.map(|tag| tag.to_string()) },
                span,
            ),
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span) -> Value {
        match tag {
            None if style == ScalarStyle::Plain => scalar::resolve(text),
            None => Value::String(text.to_owned()),
            Some(tag) if tag.is_yaml_core_schema() && tag.suffix == "str" => Value::String(text.to_owned()),
            Some(tag) if tag.is_yaml_core_schema() && matches!(&*tag.suffix, "int" | "float" | "bool" | "null") => {
                scalar::resolve(text)
            }
            Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Value::String(text.to_owned()),
            Some(tag) => {
                self.findings.push(words::unknown_tag(self.source, span, &tag.to_string()));
                Value::String(text.to_owned())
            }
        }
    }

    fn open(&mut self, frame: Frame, span: Span) -> Result<(), Diagnostic> {
        if self.stack.len() >= self.limits.depth {
            return Err(words::too_deep(self.source, span, self.limits));
        }
        self.stack.push(frame);
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Diagnostic> {
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let (anchor, start, value, tag) = match frame {
            Frame::Sequence { anchor, start, items, tag } => (anchor, start, Value::Sequence(items), tag),
            Frame::Mapping { anchor, start, entries, tag, .. } => (anchor, start, Value::Mapping(entries), tag),
        };
        let span = self.trimmed(start.start, end.end);
        if let Some(tag) = tag.filter(|tag| !tag.starts_with("tag:yaml.org,2002:")) {
            self.findings.push(words::unknown_tag(self.source, start, &tag));
        }
        self.finish(Node { span, value }, anchor, 1)
    }

    /// Leaves out the blank lines that the scanner counts to the end of a block collection.
    fn trimmed(&self, start: u32, end: u32) -> Span {
        let text = self.source.text.get(start as usize..end as usize).unwrap_or_default();
        Span::new(start as usize..start as usize + text.trim_end().len())
    }

    /// Puts a finished node where it belongs. `size` is what it adds to the count of nodes.
    fn finish(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), Diagnostic> {
        self.nodes += size;
        if self.nodes > self.limits.nodes {
            return Err(words::too_many_nodes(self.source, node.span, self.limits));
        }
        if anchor > 0 {
            let size = count(&node);
            self.nodes += size;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::Sequence { items, .. }) => items.push(node),
            Some(Frame::Mapping { entries, key, .. }) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    let name = match node.value {
                        Value::String(text) => text,
                        Value::Null => String::new(),
                        Value::Bool(truth) => truth.to_string(),
                        Value::Number(number) => number.to_string(),
                        Value::Sequence(_) | Value::Mapping(_) => {
                            self.findings.push(words::complex_key(self.source, node.span));
                            String::new()
                        }
                    };
                    if let Some((first, _)) = entries.iter().find(|(known, _)| known.name == name && !name.is_empty()) {
                        self.findings.push(words::duplicate_key(self.source, &name, first.span, node.span));
                    }
                    *key = Some(Key { span: node.span, name });
                }
            },
        }
        Ok(())
    }
}

fn count(node: &Node) -> usize {
    1 + node.items().iter().map(count).sum::<usize>() + node.entries().iter().map(|(_, value)| 1 + count(value)).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::repo_path::RepoPath;

    fn read(text: &str) -> Vec<Document> {
        let source =
            Arc::new(Source { repository: None, commit: None, path: RepoPath::new("a.yaml").unwrap(), text: text.into() });
        documents(&source, &LIMITS)
    }

    fn spans(node: &Node, text: &str, out: &mut Vec<String>) {
        out.push(text[node.span.start as usize..node.span.end as usize].to_owned());
        node.items().iter().for_each(|item| spans(item, text, out));
        for (key, value) in node.entries() {
            out.push(text[key.span.start as usize..key.span.end as usize].to_owned());
            spans(value, text, out);
        }
    }

    #[test]
    fn every_value_knows_its_text() {
        let text = "---\nü: \"ö\"\nlist:\n  - a\n  - {b: 1}\n\n---\nsecond: document\n";
        let documents = read(text);
        let mut out = Vec::new();
        documents.iter().filter_map(|document| document.root.as_ref()).for_each(|root| spans(root, text, &mut out));
        assert_eq!(
            out,
            [
                "ü: \"ö\"\nlist:\n  - a\n  - {b: 1}",
                "ü",
                "\"ö\"",
                "list",
                "- a\n  - {b: 1}",
                "a",
                "{b: 1}",
                "b",
                "1",
                "second: document",
                "second",
                "document"
            ]
        );
    }

    #[test]
    fn a_bad_document_does_not_hide_the_next() {
        let documents = read("a: [\n---\nb: 1\n");
        assert_eq!(documents[0].findings[0].code, "yaml-syntax");
        assert_eq!(documents[1].root.as_ref().unwrap().get("b").unwrap().type_name(), "number");
    }

    #[test]
    fn bombs_are_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = format!("*a{}", level - 1);
            bomb += &format!("a{level}: &a{level} [{}]\n", [before.as_str(); 9].join(", "));
        }
        assert_eq!(read(&bomb)[0].findings[0].code, "yaml-too-many-values");
        assert_eq!(read(&"[".repeat(100))[0].findings[0].code, "yaml-too-deep");
        assert_eq!(read(&"[".repeat(100_000))[0].findings[0].code, "yaml-syntax", "the scanner stops before we do");
        assert_eq!(read(&"x".repeat((1 << 20) + 1))[0].findings[0].code, "file-too-large");
    }

    #[test]
    fn the_dialect_is_the_one_that_backstage_reads() {
        let json = |text: &str| {
            let documents = read(text);
            let shown = documents.iter().map(|document| match (&document.root, document.findings.first()) {
                (Some(root), None) => root.to_json().to_string(),
                (Some(root), Some(finding)) => format!("{} {}", root.to_json(), finding.code),
                (None, Some(finding)) => finding.code.to_owned(),
                (None, None) => "nothing".to_owned(),
            });
            shown.collect::<Vec<_>>().join(" | ")
        };
        assert_eq!(json(""), "");
        assert_eq!(json("a: 1\n---\n"), r#"{"a":1} | nothing"#);
        assert_eq!(json("# only a comment\n"), "nothing");
        assert_eq!(json("x: &x {a: 1}\ny: {<<: *x, b: 2}\n"), r#"{"x":{"a":1},"y":{"<<":{"a":1},"b":2}}"#);
        assert_eq!(
            json("{a: yes, b: on, c: 0o17, d: 017, e: 1_000, f: 2001-01-01, g: 12e03, h: ~}"),
            r#"{"a":"yes","b":"on","c":15,"d":17,"e":"1_000","f":"2001-01-01","g":12000.0,"h":null}"#
        );
        assert_eq!(json("a: 1\na: 2\n"), "duplicate-key");
        assert_eq!(json("a:\n\tb: 1\n"), "yaml-syntax");
        assert_eq!(json("- a\n"), r#"["a"]"#);
        assert_eq!(json("hello"), r#""hello""#);
        assert_eq!(json("a: !foo bar\n"), r#"{"a":"bar"} unknown-tag"#);
        assert_eq!(json("a: &x 1\nb: *x\n"), r#"{"a":1,"b":1}"#);
        assert_eq!(json("a: [1\nb: 2\n"), "yaml-syntax");
        assert_eq!(json("\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\n"), r#"{"a":1,"b":"x\ny\n"}"#);
        assert_eq!(json("%YAML 1.2\n---\na: 1\n...\n# end\n"), r#"{"a":1} | nothing"#);
        assert_eq!(json("? [a, b]\n: c\n"), "complex-key");
        assert_eq!(json("1: a\ntrue: b\n~: c\n"), r#"{"1":"a","true":"b","":"c"}"#);
    }

    #[test]
    fn duplicate_keys_name_both_places() {
        let documents = read("a: 1\nb: 2\na: 3\n");
        let finding = &documents[0].findings[0];
        assert_eq!(finding.place.as_ref().unwrap().to_string(), "a.yaml:3:1");
        assert_eq!(finding.labels[0].place.to_string(), "a.yaml:1:1");
    }
}
