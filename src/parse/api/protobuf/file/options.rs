//! Options with their values, and reserved names and numbers.

use super::Reader;
use crate::parse::api::protobuf::lex::Kind;

impl Reader {
    pub(super) fn reserved(&mut self) -> Vec<String> {
        let mut words = vec![String::new()];
        while !self.is_end() && !self.is("}") && !self.take(";") {
            let token = self.next();
            if token.text == "," && token.kind == Kind::Symbol {
                words.push(String::new());
            } else if let Some(last) = words.last_mut() {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(&token.text);
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }

    /// Reads `name = value` behind `option`.
    pub(super) fn option(&mut self) -> (String, String) {
        let mut name = String::new();
        while !self.is_end() && !self.is("=") && !self.is(";") {
            name += &self.next().text;
        }
        self.take("=");
        (name, self.value(&[";"]))
    }

    /// Reads the options of a field.
    pub(super) fn options(&mut self) -> Vec<(String, String)> {
        let mut options = Vec::new();
        self.take("[");
        while !self.is_end() && !self.take("]") {
            let mut name = String::new();
            while !self.is_end() && !self.is("=") && !self.is("]") {
                name += &self.next().text;
            }
            self.take("=");
            options.push((name, self.value(&[",", "]"])));
            self.take(",");
        }
        options
    }

    /// Reads a value, up to one of `ends`; braces are kept together.
    fn value(&mut self, ends: &[&str]) -> String {
        let mut value = String::new();
        let mut depth = 0usize;
        while !self.is_end() {
            let token = self.peek().clone();
            if token.kind == Kind::Symbol {
                if depth == 0 && (ends.contains(&token.text.as_str()) || token.text == "}") {
                    break;
                }
                match token.text.as_str() {
                    "{" | "[" | "<" => depth += 1,
                    "}" | "]" | ">" => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            self.next();
            if !value.is_empty()
                && !matches!(token.text.as_str(), ":" | "," | ";" | "]" | ">")
                && !value.ends_with(['[', '<', '-'])
            {
                value.push(' ');
            }
            if token.kind == Kind::Text && depth > 0 { value += &format!("\"{}\"", token.text) } else { value += &token.text }
        }
        value
    }
}
