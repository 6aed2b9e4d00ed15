//! Parse: an expression and the names it may use -> a query, or every mistake up to the first that leaves no sense in the rest.

use super::vocabulary::{Meaning, Vocabulary};
use super::{Bound, End, Expression, Link, Mistake, Order, Pattern, Query, Term, Test, words};

/// The most characters of an expression.
const LENGTH: usize = 2_000;
/// The most levels of parentheses and negations.
const DEPTH: usize = 32;
/// The most relations of a path.
const HOPS: usize = 6;

/// Reads an expression; nothing but spaces asks for everything.
pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Query, Vec<Mistake>> {
    let letters: Vec<char> = text.chars().take(LENGTH + 1).collect();
    let mut parser = Parser { letters, at: 0, vocabulary, mistakes: Vec::new() };
    let root = parser.query();
    match root {
        Ok(root) if parser.mistakes.is_empty() => Ok(Query { root }),
        _ => Err(parser.mistakes),
    }
}

/// Says that the rest makes no sense; the mistake is in the list.
struct Lost;

type Step<T> = Result<T, Lost>;

struct Parser<'a> {
    letters: Vec<char>,
    at: usize,
    vocabulary: &'a Vocabulary,
    mistakes: Vec<Mistake>,
}

/// Tells whether a letter ends a name or a word.
fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | ')' | '"' | ':' | '<' | '>' | '=')
}

fn ends_value(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | ')' | '"')
}

impl Parser<'_> {
    fn query(&mut self) -> Step<Expression> {
        if self.letters.len() > LENGTH {
            return self.lost(LENGTH, LENGTH + 1, words::too_long(LENGTH));
        }
        self.space();
        if self.peek().is_none() {
            return Ok(Expression::All(Vec::new()));
        }
        let root = self.any(0)?;
        match self.peek() {
            // Only this ends an expression early.
            Some(_) => self.lost(self.at, self.at + 1, words::stray_close()),
            None => Ok(root),
        }
    }

    fn any(&mut self, depth: usize) -> Step<Expression> {
        let mut options = vec![self.all(depth)?];
        while let Some((word, end)) = self.keyword("or") {
            let start = self.at;
            self.at = end;
            self.space();
            if self.is_at_end() {
                return self.lost(start, end, words::nothing_after(&word));
            }
            options.push(self.all(depth)?);
        }
        Ok(if options.len() == 1 { options.remove(0) } else { Expression::Any(options) })
    }

    fn all(&mut self, depth: usize) -> Step<Expression> {
        let mut parts: Vec<Expression> = Vec::new();
        loop {
            self.space();
            if self.is_at_end() && !parts.is_empty() || self.keyword("or").is_some() && !parts.is_empty() {
                break;
            }
            if let Some((word, end)) = self.keyword("and") {
                let start = self.at;
                if parts.is_empty() {
                    return self.lost(start, end, words::nothing_before(&word));
                }
                self.at = end;
                self.space();
                if self.is_at_end() || self.keyword("or").is_some() || self.keyword("and").is_some() {
                    return self.lost(start, end, words::nothing_after(&word));
                }
            }
            parts.push(self.unary(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::All(parts) })
    }

    fn unary(&mut self, depth: usize) -> Step<Expression> {
        let start = self.at;
        if depth > DEPTH {
            return self.lost(start, start + 1, words::too_deep(DEPTH));
        }
        if let Some((word, end)) = self.keyword("or") {
            return self.lost(start, end, words::nothing_before(&word));
        }
        let not = self.keyword("not").or_else(|| (self.peek() == Some('-')).then(|| ("-".to_owned(), start + 1)));
        if let Some((word, end)) = not {
            self.at = end;
            self.space();
            if self.is_at_end() || self.keyword("or").is_some() || self.keyword("and").is_some() {
                return self.lost(start, end, words::nothing_after(&word));
            }
            return Ok(Expression::Not(Box::new(self.unary(depth + 1)?)));
        }
        match self.peek() {
            Some('(') => {
                self.at += 1;
                self.space();
                if self.peek() == Some(')') {
                    return self.lost(start, self.at + 1, words::empty_group());
                }
                if self.peek().is_none() {
                    return self.lost(start, start + 1, words::open_group());
                }
                let inside = self.any(depth + 1)?;
                self.space();
                if self.peek() != Some(')') {
                    return self.lost(start, start + 1, words::open_group());
                }
                self.at += 1;
                Ok(inside)
            }
            Some(')') => self.lost(start, start + 1, words::stray_close()),
            _ => self.term(),
        }
    }

    fn term(&mut self) -> Step<Expression> {
        let start = self.at;
        if self.peek() == Some('"') {
            let text = self.quoted()?;
            return Ok(Expression::Word(Pattern::new(&text, true)));
        }
        let name = self.run(ends_word);
        let end = self.at;
        let operator = self.operator();
        match operator.as_str() {
            "" => return Ok(Expression::Word(Pattern::new(&name, false))),
            "=" => return self.lost(end, self.at, words::equals()),
            operator if name.is_empty() => return self.lost(start, self.at, words::no_name(operator)),
            _ => {}
        }
        let path = self.path(&name, start);
        let order = match operator.trim_start_matches(':') {
            ">" => Some(Order::Greater),
            ">=" => Some(Order::GreaterOrEqual),
            "<" => Some(Order::Less),
            "<=" => Some(Order::LessOrEqual),
            _ => None,
        };
        let test = match order {
            Some(order) => self.bound()?.map(|bound| Test::Compare(order, bound)),
            None => Some(self.values(path.as_ref().map(|(_, end)| end))?),
        };
        Ok(match (path, test) {
            (Some((hops, end)), Some(test)) => Expression::Term(Term { hops, end, test }),
            _ => Expression::All(Vec::new()),
        })
    }

    /// Takes `:`, an order, `:` with an order as other search boxes write it, or `=`, which is none.
    fn operator(&mut self) -> String {
        let mut taken = String::new();
        if self.peek() == Some(':') {
            taken.push(':');
            self.at += 1;
        }
        if let Some(order @ ('<' | '>')) = self.peek() {
            taken.push(order);
            self.at += 1;
            if self.peek() == Some('=') {
                taken.push('=');
                self.at += 1;
            }
        } else if taken.is_empty() && self.peek() == Some('=') {
            taken.push('=');
            self.at += 1;
        }
        taken
    }

    fn bound(&mut self) -> Step<Option<Bound>> {
        let start = self.at;
        let text = if self.peek() == Some('"') { self.quoted()? } else { self.run(ends_value) };
        if text.is_empty() {
            return self.lost(start, start + 1, words::no_value());
        }
        let bound = Bound::read(&text);
        if bound.is_none() {
            self.wrong(start, self.at, words::no_bound(&text));
        }
        Ok(bound)
    }

    fn values(&mut self, end: Option<&End>) -> Step<Test> {
        let mut patterns = Vec::new();
        loop {
            let start = self.at;
            let is_quoted = self.peek() == Some('"');
            let text = if is_quoted { self.quoted()? } else { self.run(|letter| ends_value(letter) || letter == ',') };
            if text.is_empty() && !is_quoted {
                return self.lost(start, start + 1, words::no_value());
            }
            if let Some(End::Flags(name)) = end {
                self.flag(name, &text, start);
            }
            if !is_quoted && text == "*" && patterns.is_empty() && self.peek() != Some(',') {
                return Ok(Test::Exists);
            }
            patterns.push(Pattern::new(&text, is_quoted));
            if self.peek() != Some(',') {
                return Ok(Test::Match(patterns));
            }
            self.at += 1;
        }
    }

    fn flag(&mut self, name: &str, text: &str, start: usize) {
        let vocabulary = self.vocabulary;
        if let Some(Meaning::Flags(known)) = vocabulary.names.get(name)
            && text != "*"
            && !known.iter().any(|known| known.eq_ignore_ascii_case(text))
        {
            self.wrong(start, self.at, words::unknown_flag(name, text, known.iter().map(String::as_str)));
        }
    }

    /// Resolves a dotted name: relations to walk, then what is asked of their ends.
    fn path(&mut self, name: &str, start: usize) -> Option<(Vec<Link>, End)> {
        let vocabulary = self.vocabulary;
        let (mut hops, mut rest, mut at) = (Vec::new(), name, start);
        loop {
            let (first, below) = rest.split_once('.').map_or((rest, None), |(first, below)| (first, Some(below)));
            let end = at + first.chars().count();
            if first.is_empty() || below.is_some_and(str::is_empty) {
                self.wrong(start, start + name.chars().count(), words::empty_part(name));
                return None;
            }
            let Some((known, meaning)) = vocabulary.find(first) else {
                self.wrong(at, end, words::unknown(first, vocabulary.names.keys().map(String::as_str)));
                return None;
            };
            let found = match (meaning, below) {
                (Meaning::Link { relation, kind }, below) => {
                    let link = Link { relation: relation.clone(), kind: kind.clone() };
                    let Some(below) = below else { return Some((hops, End::Link(link))) };
                    hops.push(link);
                    if hops.len() > HOPS {
                        self.wrong(at, end, words::too_far(HOPS));
                        return None;
                    }
                    (rest, at) = (below, end + 1);
                    continue;
                }
                (Meaning::Below(path), Some(below)) => End::Path(format!("{path}.{below}")),
                (Meaning::Among { path, keys }, Some(below)) => {
                    let is_known = |key: &String| {
                        below.strip_prefix(key.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                    };
                    if !keys.iter().any(is_known) {
                        self.wrong(
                            end + 1,
                            end + 1 + below.chars().count(),
                            words::unknown(below, keys.iter().map(String::as_str)),
                        );
                        return None;
                    }
                    End::Path(format!("{path}.{below}"))
                }
                (Meaning::Below(_) | Meaning::Among { .. }, None) => {
                    self.wrong(at, end, words::needs_key(known));
                    return None;
                }
                (_, Some(_)) => {
                    self.wrong(at, end, words::nothing_below(known));
                    return None;
                }
                (Meaning::Own(own), None) => End::Own(*own),
                (Meaning::Path(path), None) => End::Path(path.clone()),
                (Meaning::Flags(_), None) => End::Flags(known.to_owned()),
            };
            return Some((hops, found));
        }
    }

    fn quoted(&mut self) -> Step<String> {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        while let Some(letter) = self.peek() {
            self.at += 1;
            match letter {
                '"' => return Ok(text),
                '\\' => match self.peek() {
                    Some(escaped) => {
                        text.push(escaped);
                        self.at += 1;
                    }
                    None => break,
                },
                _ => text.push(letter),
            }
        }
        self.lost(start, start + 1, words::open_quote())
    }

    fn run(&mut self, ends: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(letter) = self.peek().filter(|letter| !ends(*letter)) {
            text.push(letter);
            self.at += 1;
        }
        text
    }

    /// Gives the word as written and where it ends, if a word that stands alone is next.
    fn keyword(&self, word: &str) -> Option<(String, usize)> {
        let next: String = self.letters.iter().skip(self.at).take_while(|letter| !ends_word(**letter)).collect();
        let end = self.at + next.chars().count();
        let stands_alone = !matches!(self.letters.get(end), Some(':' | '<' | '>' | '='));
        (stands_alone && next.eq_ignore_ascii_case(word)).then_some((next, end))
    }

    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn is_at_end(&self) -> bool {
        self.peek().is_none_or(|letter| letter == ')')
    }

    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn wrong(&mut self, start: usize, end: usize, (message, hint): (String, String)) {
        self.mistakes.push(Mistake { column: start + 1, end: end + 1, message, hint });
    }

    fn lost<T>(&mut self, start: usize, end: usize, words: (String, String)) -> Step<T> {
        self.wrong(start, end, words);
        Err(Lost)
    }
}
