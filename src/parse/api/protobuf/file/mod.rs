//! One `.proto` file -> what it declares. Follows the published grammar of proto2, proto3 and editions, and goes on behind what it does not know.

mod options;

use super::declared::{Call, Entry, Enum, File, Message, Named, Service};
use super::lex::{Kind, Token, tokens};

/// The most messages inside each other.
const MOST_DEPTH: usize = 32;

/// Reads a file.
pub(super) fn read(text: &str) -> File {
    let mut reader = Reader { tokens: tokens(text), at: 0, file: File::default() };
    reader.file();
    reader.file
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    file: File,
}

impl Reader {
    fn peek(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn is(&self, text: &str) -> bool {
        self.peek().kind != Kind::Text && self.peek().text == text
    }

    fn take(&mut self, text: &str) -> bool {
        let is = self.is(text);
        if is {
            self.next();
        }
        is
    }

    fn is_end(&self) -> bool {
        self.peek().kind == Kind::End
    }

    /// Wants a symbol; says where it is missing.
    fn want(&mut self, text: &str) {
        if !self.take(text) {
            let found = self.peek().clone();
            let found_words =
                if found.kind == Kind::End { "the end of the file".to_owned() } else { format!("`{}`", found.text) };
            if self.file.problems.len() < 20 {
                self.file.problems.push((found.span, format!("expected `{text}`, found {found_words}")));
            }
        }
    }

    /// Skips to behind the next `;`, or behind the block that comes first.
    fn skip(&mut self) {
        let mut depth = 0usize;
        while !self.is_end() {
            if depth == 0 && self.is("}") {
                return;
            }
            let token = self.next();
            if token.kind != Kind::Symbol {
                continue;
            }
            match token.text.as_str() {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.take(";");
                        return;
                    }
                }
                ";" if depth == 0 => return,
                _ => {}
            }
        }
    }

    fn file(&mut self) {
        while !self.is_end() {
            let token = self.next();
            match token.text.as_str() {
                "syntax" | "edition" if self.is("=") => {
                    self.next();
                    let value = self.next();
                    self.file.syntax = if token.text == "edition" { format!("edition {}", value.text) } else { value.text };
                    self.file.comment = token.comment;
                    self.skip();
                }
                "package" => {
                    if self.file.comment.is_empty() || !token.comment.is_empty() {
                        self.file.comment.clone_from(&token.comment);
                    }
                    self.file.package = self.next().text;
                    self.skip();
                }
                "import" => {
                    while matches!(self.peek().text.as_str(), "public" | "weak" | "option") && self.peek().kind == Kind::Word {
                        self.next();
                    }
                    let name = self.next().text;
                    self.file.imports.push(name);
                    self.skip();
                }
                "option" => {
                    let option = self.option();
                    self.file.options.push(option);
                    self.take(";");
                }
                "message" => self.message("", token.comment, 0),
                "enum" => self.enumeration("", token.comment),
                "service" => self.service(token.comment),
                // Its fields are listed like those of a message, under a name that tells what they extend.
                "extend" => self.message("extend ", token.comment, 0),
                "export" | "local" => {}
                ";" | "}" => {}
                _ => {
                    if self.file.problems.len() < 20 {
                        self.file.problems.push((token.span, format!("`{}` starts no declaration", token.text)));
                    }
                    self.skip();
                }
            }
        }
    }

    fn service(&mut self, comment: String) {
        let mut service = Service { name: self.next().text, comment, ..Service::default() };
        self.want("{");
        while !self.is_end() && !self.take("}") {
            let token = self.next();
            match token.text.as_str() {
                "rpc" => service.calls.push(self.call(token.comment)),
                "option" => {
                    let option = self.option();
                    service.options.push(option);
                    self.take(";");
                }
                ";" => {}
                _ => self.skip(),
            }
        }
        self.file.services.push(service);
    }

    fn call(&mut self, comment: String) -> Call {
        let mut call = Call { name: self.next().text, comment, ..Call::default() };
        (call.request, call.streams.0) = self.message_of_call();
        self.want("returns");
        (call.answer, call.streams.1) = self.message_of_call();
        if self.take("{") {
            while !self.is_end() && !self.take("}") {
                if self.take("option") {
                    let option = self.option();
                    call.options.push(option);
                } else {
                    self.next();
                }
            }
            self.take(";");
        } else {
            self.want(";");
        }
        call
    }

    fn message_of_call(&mut self) -> (Named, bool) {
        self.want("(");
        let streams = self.is("stream") && self.tokens.get(self.at + 1).is_some_and(|next| next.text != ")");
        if streams {
            self.next();
        }
        let name = self.next();
        self.want(")");
        (Named { name: name.text, span: name.span }, streams)
    }

    fn message(&mut self, around: &str, comment: String, depth: usize) {
        let mut message = Message { name: format!("{around}{}", self.next().text), comment, ..Message::default() };
        self.want("{");
        if depth > MOST_DEPTH {
            self.skip();
            return;
        }
        let slot = self.file.messages.len();
        self.file.messages.push(Message::default());
        self.entries(&mut message, "", depth);
        self.file.messages[slot] = message;
    }

    /// Reads what stands in a message, a oneof or a group, to its closing brace.
    fn entries(&mut self, message: &mut Message, oneof: &str, depth: usize) {
        if depth > MOST_DEPTH {
            self.skip();
            return;
        }
        while !self.is_end() && !self.take("}") {
            let token = self.peek().clone();
            let after = self.tokens.get(self.at + 1).map(|next| next.text.clone()).unwrap_or_default();
            let names_block = after != "=" && self.tokens.get(self.at + 2).is_some_and(|next| next.text == "{");
            match token.text.as_str() {
                "message" if names_block => {
                    self.next();
                    let around = format!("{}.", message.name);
                    self.message(&around, token.comment, depth + 1);
                }
                "enum" if names_block => {
                    self.next();
                    let around = format!("{}.", message.name);
                    self.enumeration(&around, token.comment);
                }
                "oneof" if names_block => {
                    self.next();
                    let name = self.next().text;
                    self.want("{");
                    self.entries(message, &name, depth + 1);
                }
                "option" if after != "=" => {
                    self.next();
                    let option = self.option();
                    message.options.push(option);
                    self.take(";");
                }
                "reserved" => {
                    self.next();
                    let words = self.reserved();
                    message.reserved.extend(words);
                }
                "extensions" | "extend" | "export" | "local" => {
                    self.next();
                    if !matches!(token.text.as_str(), "export" | "local") {
                        self.skip();
                    }
                }
                ";" => {
                    self.next();
                }
                _ => self.field(message, oneof, depth),
            }
        }
    }

    fn field(&mut self, message: &mut Message, oneof: &str, depth: usize) {
        let first = self.peek().clone();
        let mut entry = Entry { comment: first.comment.clone(), oneof: oneof.to_owned(), ..Entry::default() };
        let is_label = matches!(first.text.as_str(), "optional" | "required" | "repeated");
        if is_label && self.tokens.get(self.at + 2).is_some_and(|next| next.text != "=") {
            entry.label = self.next().text;
        }
        let kind = self.next();
        if kind.kind != Kind::Word {
            if self.file.problems.len() < 20 {
                self.file.problems.push((kind.span, format!("`{}` starts no field", kind.text)));
            }
            self.skip();
            return;
        }
        entry.kind = Named { name: kind.text.clone(), span: kind.span };
        if kind.text == "map" && self.take("<") {
            entry.key = self.next().text;
            self.want(",");
            let value = self.next();
            entry.kind = Named { name: value.text, span: value.span };
            self.want(">");
        }
        entry.name = self.next().text;
        self.want("=");
        let number = self.next();
        entry.number = number.text;
        if self.is("[") {
            entry.options = self.options();
        }
        if kind.text == "group" && self.take("{") {
            let mut group = Message { name: format!("{}.{}", message.name, entry.name), ..Message::default() };
            self.entries(&mut group, "", depth + 1);
            entry.kind.name.clone_from(&group.name);
            self.file.messages.push(group);
        } else {
            self.want(";");
            if self.at > 0 && entry.comment.is_empty() {
                entry.comment.clone_from(&self.tokens[self.at - 1].trailing);
            }
        }
        message.fields.push(entry);
    }

    fn enumeration(&mut self, around: &str, comment: String) {
        let mut made = Enum { name: format!("{around}{}", self.next().text), comment, ..Enum::default() };
        self.want("{");
        while !self.is_end() && !self.take("}") {
            let token = self.next();
            match token.text.as_str() {
                "option" if !self.is("=") => {
                    let option = self.option();
                    made.options.push(option);
                    self.take(";");
                }
                "reserved" if !self.is("=") => {
                    let words = self.reserved();
                    made.reserved.extend(words);
                }
                ";" => {}
                _ => {
                    let mut value = Entry { name: token.text, comment: token.comment, ..Entry::default() };
                    self.want("=");
                    if self.take("-") {
                        value.number.push('-');
                    }
                    value.number += &self.next().text;
                    if self.is("[") {
                        value.options = self.options();
                    }
                    self.want(";");
                    if self.at > 0 && value.comment.is_empty() {
                        value.comment.clone_from(&self.tokens[self.at - 1].trailing);
                    }
                    made.values.push(value);
                }
            }
        }
        self.file.enums.push(made);
    }
}
