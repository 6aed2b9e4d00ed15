//! Code: what a call looks like in curl, JavaScript and Python, with a little colour.

use serde_json::Value as Json;

use super::inner;
use crate::model::api::{Body, Http};

/// Writes a call in every language: its name and the code.
pub(super) fn calls(http: &Http) -> [(&'static str, String); 3] {
    [("curl", curl(http)), ("JavaScript", fetch(http)), ("Python", python(http))]
}

fn curl(http: &Http) -> String {
    let mut lines = Vec::new();
    let method = match (http.method.as_str(), &http.body) {
        ("GET", Body::None) => String::new(),
        ("HEAD", _) => "--head ".to_owned(),
        (method, _) => format!("-X {method} "),
    };
    lines.push(format!("curl {method}{}", shell(&http.url)));
    let has_form = matches!(http.body, Body::Form(_));
    for (name, value) in http.headers.iter().filter(|(name, _)| !(has_form && name == "Content-Type")) {
        lines.push(format!("-H {}", shell(&format!("{name}: {value}"))));
    }
    match &http.body {
        Body::None => {}
        Body::Text(text) => lines.push(format!("-d {}", shell(text))),
        Body::File => lines.push("--data-binary @file".to_owned()),
        Body::Form(fields) => {
            let is_multipart = http.headers.iter().any(|(_, value)| value.contains("multipart"));
            let flag = if is_multipart { "-F" } else { "--data-urlencode" };
            lines.extend(fields.iter().map(|(name, value)| format!("{flag} {}", shell(&format!("{name}={value}")))));
        }
    }
    lines.join(" \\\n  ")
}

/// Quotes for a shell; what names a variable stays open to it.
fn shell(text: &str) -> String {
    let names_variable = ["$TOKEN", "$API_KEY", "$CREDENTIALS"].iter().any(|name| text.contains(name));
    if names_variable && !text.contains(['"', '`', '\\']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

fn fetch(http: &Http) -> String {
    let mut options = Vec::new();
    if http.method != "GET" {
        options.push(format!("  method: '{}',", http.method));
    }
    if !http.headers.is_empty() {
        let list: Vec<String> =
            http.headers.iter().map(|(name, value)| format!("    {}: {},", quoted(name), quoted(value))).collect();
        options.push(format!("  headers: {{\n{}\n  }},", list.join("\n")));
    }
    match &http.body {
        Body::None => {}
        Body::Text(text) if is_json(text) => options.push(format!("  body: JSON.stringify({}),", indented(text, "  "))),
        Body::Text(text) => options.push(format!("  body: {},", quoted(text))),
        Body::File => options.push("  body: file,".to_owned()),
        Body::Form(fields) => {
            let list: Vec<String> =
                fields.iter().map(|(name, value)| format!("    {}: {},", quoted(name), quoted(value))).collect();
            options.push(format!("  body: new URLSearchParams({{\n{}\n  }}),", list.join("\n")));
        }
    }
    let options = if options.is_empty() { String::new() } else { format!(", {{\n{}\n}}", options.join("\n")) };
    format!("const response = await fetch({}{options});", quoted(&http.url))
}

fn python(http: &Http) -> String {
    let mut arguments = vec![format!("    {},", double(&http.url))];
    if !http.headers.is_empty() {
        let list: Vec<String> =
            http.headers.iter().map(|(name, value)| format!("        {}: {},", double(name), double(value))).collect();
        arguments.push(format!("    headers={{\n{}\n    }},", list.join("\n")));
    }
    match &http.body {
        Body::None => {}
        Body::Text(text) => match serde_json::from_str::<Json>(text) {
            Ok(json) => arguments.push(format!("    json={},", indented(&literal(&json, 0), "    "))),
            Err(_) => arguments.push(format!("    data={},", double(text))),
        },
        Body::File => arguments.push("    data=open(\"file\", \"rb\"),".to_owned()),
        Body::Form(fields) => {
            let list: Vec<String> =
                fields.iter().map(|(name, value)| format!("        {}: {},", double(name), double(value))).collect();
            arguments.push(format!("    data={{\n{}\n    }},", list.join("\n")));
        }
    }
    let known = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"].contains(&http.method.as_str());
    let call = if known { http.method.to_lowercase() } else { "request".to_owned() };
    let first = if known { String::new() } else { format!("    {},\n", double(&http.method)) };
    format!("response = requests.{call}(\n{first}{}\n)", arguments.join("\n"))
}

/// Writes JSON as Python.
fn literal(json: &Json, depth: usize) -> String {
    let (pad, end) = ("    ".repeat(depth + 1), "    ".repeat(depth));
    match json {
        Json::Null => "None".to_owned(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::Array(items) if !items.is_empty() => {
            let list: Vec<String> = items.iter().map(|item| format!("{pad}{},", literal(item, depth + 1))).collect();
            format!("[\n{}\n{end}]", list.join("\n"))
        }
        Json::Object(fields) if !fields.is_empty() => {
            let list: Vec<String> =
                fields.iter().map(|(name, value)| format!("{pad}{}: {},", double(name), literal(value, depth + 1))).collect();
            format!("{{\n{}\n{end}}}", list.join("\n"))
        }
        other => other.to_string(),
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<Json>(text).is_ok()
}

fn indented(text: &str, by: &str) -> String {
    text.replace('\n', &format!("\n{by}"))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

fn double(text: &str) -> String {
    Json::String(text.to_owned()).to_string()
}

/// Colours words that open a line's meaning, and strings.
pub(super) fn painted(code: &str) -> String {
    const WORDS: [&str; 14] = [
        "curl",
        "const",
        "await",
        "new",
        "query",
        "mutation",
        "subscription",
        "grpcurl",
        "True",
        "False",
        "None",
        "true",
        "false",
        "null",
    ];
    // What a shell is given in quotes is JSON, or words of no language.
    let is_shell = code.starts_with("curl") || code.starts_with("grpcurl");
    let mut out = String::with_capacity(code.len() * 2);
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        if c == '"' || (c == '\'' && !is_shell) {
            let mut end = c.len_utf8();
            let mut is_escaped = false;
            for inner in rest[c.len_utf8()..].chars() {
                end += inner.len_utf8();
                if inner == '\n' || (inner == c && !is_escaped) {
                    break;
                }
                is_escaped = inner == '\\' && !is_escaped;
            }
            let (text, after) = rest.split_at(end);
            if after.starts_with(':') {
                out.push_str(&inner(text));
            } else {
                out.push_str(&format!("<span class=\"c-s\">{}</span>", inner(text)));
            }
            rest = after;
        } else if c.is_alphanumeric() || c == '_' || c == '$' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '.'))).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if WORDS.contains(&word) {
                out.push_str(&format!("<span class=\"c-k\">{word}</span>"));
            } else if word.parse::<f64>().is_ok() {
                out.push_str(&format!("<span class=\"c-n\">{word}</span>"));
            } else {
                out.push_str(&inner(word));
            }
            rest = after;
        } else {
            let end = c.len_utf8();
            out.push_str(&inner(&rest[..end]));
            rest = &rest[end..];
        }
    }
    out
}
