//! Text in Graphviz's language -> tokens and where each stands, without comments.

use std::ops::Range;

use crate::diagram::{Mistake, words};

/// A piece of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, a number, a string or HTML, without its quotes.
    Name(String),
    /// `->` or `--`.
    Edge,
    Sign(char),
}

/// Tokens with their places, and how far they are read.
pub(super) struct Tokens {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    /// Where the text ends.
    length: usize,
}

impl Tokens {
    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    pub(super) fn peek_second(&self) -> Option<&Token> {
        self.tokens.get(self.at + 1).map(|(token, _)| token)
    }

    pub(super) fn next(&mut self) {
        self.at += 1;
    }

    /// Reads no further.
    pub(super) fn end(&mut self) {
        self.at = self.tokens.len();
    }

    pub(super) fn take(&mut self, sign: char) -> bool {
        let is_there = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(is_there);
        is_there
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Name(name)) if name.eq_ignore_ascii_case(word))
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let is_there = self.is_word(word);
        self.at += usize::from(is_there);
        is_there
    }

    /// Bounds the next token.
    pub(super) fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.length..self.length, |(_, range)| range.clone())
    }

    /// Gives the next token as people see it.
    pub(super) fn text_here(&self) -> &str {
        match self.peek() {
            Some(Token::Name(name)) => name,
            Some(Token::Edge) => "->",
            Some(Token::Sign('{')) => "{",
            Some(Token::Sign('}')) => "}",
            Some(Token::Sign(']')) => "]",
            Some(Token::Sign('[')) => "[",
            Some(Token::Sign('=')) => "=",
            Some(Token::Sign(_)) => ":",
            None => "the end",
        }
    }
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Result<Tokens, Mistake> {
    let mut tokens: Vec<(Token, Range<usize>)> = Vec::new();
    let mut at = 0;
    let mut joins = false;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let start = at;
        if letter.is_whitespace() {
            at += letter.len_utf8();
        } else if rest.starts_with("//")
            || letter == '#' && text[..at].lines().last().is_none_or(|line| line.trim().is_empty() || text[..at].ends_with('\n'))
        {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if letter == '"' {
            let (name, length) = string(rest).ok_or_else(|| words::not_closed(start..start + 1, "\"", "\""))?;
            at += length;
            match tokens.last_mut() {
                Some((Token::Name(before), range)) if joins => {
                    before.push_str(&name);
                    range.end = at;
                }
                _ => tokens.push((Token::Name(name), start..at)),
            }
            joins = false;
        } else if letter == '<' {
            let length = html(rest).ok_or_else(|| words::not_closed(start..start + 1, "<", ">"))?;
            at += length;
            tokens.push((Token::Name(rest[1..length - 1].to_owned()), start..at));
        } else if letter == '+' {
            joins = true;
            at += 1;
        } else if rest.starts_with("->") || rest.starts_with("--") {
            at += 2;
            tokens.push((Token::Edge, start..at));
        } else if letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-') {
            let is_number = letter.is_ascii_digit() || matches!(letter, '.' | '-');
            let length = rest[letter.len_utf8()..]
                .find(|c: char| if is_number { !c.is_ascii_digit() && c != '.' } else { !c.is_alphanumeric() && c != '_' });
            at += length.map_or(rest.len(), |length| length + letter.len_utf8());
            tokens.push((Token::Name(text[start..at].to_owned()), start..at));
        } else if matches!(letter, '{' | '}' | '[' | ']' | ';' | ',' | '=' | ':') {
            at += 1;
            tokens.push((Token::Sign(letter), start..at));
        } else {
            return Err(words::no_statement(start..start + letter.len_utf8(), &rest[..letter.len_utf8()]));
        }
    }
    Ok(Tokens { tokens, at: 0, length: text.len() })
}

/// Reads a string in quotes; only quotes are escaped in it.
fn string(text: &str) -> Option<(String, usize)> {
    let mut read = String::new();
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((read, at + 1)),
            '\\' if letters.peek().is_some_and(|(_, next)| matches!(next, '"' | '\n')) => {
                if let Some((_, '"')) = letters.next() {
                    read.push('"');
                }
            }
            '\\' if letters.peek().is_some_and(|(_, next)| *next == '\\') => {
                letters.next();
                read.push_str("\\\\");
            }
            letter => read.push(letter),
        }
    }
    None
}

/// Measures HTML between angle brackets.
fn html(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' if depth == 1 => return Some(at + 1),
            '>' => depth -= 1,
            _ => {}
        }
    }
    None
}
