//! Renames: the types of two versions -> those that are the same under another name. Who calls an API of OpenAPI or AsyncAPI sees no names of types; GraphQL
//! and Protobuf write them into requests and into code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::model::api::schema::{Link, Rule, Shape};
use crate::model::api::{Api, Language};

/// How many steps two types are followed through others that are called differently, too.
const STEPS: usize = 8;
/// The most types of the same shape that are told apart by their names.
const MOST: usize = 32;
/// How much of a name tells it apart, in characters.
const LONGEST: usize = 64;
/// The rule that says which field chooses a variant, and what its values mean.
const CHOSEN_BY: &str = "Chosen by";

type Mark = [u8; 32];

/// Pairs the numbers of old types with those of new ones: the old name is gone, the new one came, and what they hold is the same.
pub(super) fn renames(old: &Api, new: &Api) -> Vec<(usize, usize)> {
    if old.language != new.language || matches!(new.language, Language::GraphQl | Language::Protobuf) {
        return Vec::new();
    }
    let (before, now) = (names(old), names(new));
    let (gone, came) = (others(old, &now), others(new, &before));
    let steps = STEPS.min(gone.len()).min(came.len());
    let mut same: BTreeMap<Mark, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    if steps > 0 {
        marks(old, &gone, steps).into_iter().for_each(|(number, mark)| same.entry(mark).or_default().0.push(number));
        marks(new, &came, steps).into_iter().for_each(|(number, mark)| same.entry(mark).or_default().1.push(number));
    }
    let mut pairs: Vec<(usize, usize)> = same
        .into_values()
        .filter(|(gone, came)| gone.len() <= MOST && came.len() <= MOST)
        .flat_map(|(gone, came)| nearest(old, new, &gone, &came))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Gives the old version with the new names of its types.
pub(super) fn renamed(old: &Api, new: &Api, pairs: &[(usize, usize)]) -> Api {
    let names: BTreeMap<usize, &str> = pairs.iter().map(|(was, is)| (*was, new.types[*is].name.as_str())).collect();
    let mut api = old.clone();
    for (number, known) in api.types.iter_mut().enumerate() {
        if let Some(name) = names.get(&number) {
            known.name = (*name).to_owned();
        }
        rename(&mut known.shape, &names);
    }
    let operations = api.groups.iter_mut().flat_map(|group| &mut group.operations);
    operations.flat_map(|operation| &mut operation.parts).for_each(|part| rename(&mut part.shape, &names));
    api
}

fn rename(shape: &mut Shape, names: &BTreeMap<usize, &str>) {
    for piece in &mut shape.words {
        if let Some(Link::Type(number)) = piece.to
            && let Some(name) = names.get(&number)
        {
            piece.text = (*name).to_owned();
        }
    }
    shape.fields.iter_mut().for_each(|field| rename(&mut field.shape, names));
    for variant in &mut shape.variants {
        let was = variant.shape.plain();
        rename(&mut variant.shape, names);
        if let Some(start) = variant.label.strip_suffix(was.as_str()).filter(|_| !was.is_empty()) {
            variant.label = format!("{start}{}", variant.shape.plain());
        }
    }
}

fn names(api: &Api) -> BTreeSet<&str> {
    api.types.iter().map(|known| known.name.as_str()).collect()
}

/// Lists the types that have none of `names`, save those whose name is a value that callers see.
fn others(api: &Api, names: &BTreeSet<&str>) -> BTreeSet<usize> {
    let seen = seen(api);
    let is_other = |number: &usize| !names.contains(api.types[*number].name.as_str()) && !seen.contains(number);
    (0..api.types.len()).filter(is_other).collect()
}

/// Finds the types that a field chooses by their names.
fn seen(api: &Api) -> BTreeSet<usize> {
    let chooses = |shape: &Shape| shape.rules.iter().any(|rule| rule.label == CHOSEN_BY && rule.values.len() == 1);
    let mut seen = BTreeSet::new();
    let mut bases = BTreeSet::new();
    for (number, known) in api.types.iter().enumerate() {
        if chooses(&known.shape) {
            bases.insert(number);
        }
        choices(&known.shape, &chooses, &mut seen);
    }
    let parts = api.operations().flat_map(|operation| &operation.parts);
    parts.for_each(|part| choices(&part.shape, &chooses, &mut seen));
    // Those that build on a type that chooses are what it chooses from.
    for (number, known) in api.types.iter().enumerate() {
        let mut is_below = false;
        direct(&known.shape, &mut |base| is_below |= bases.contains(&base));
        if is_below {
            seen.insert(number);
        }
    }
    seen
}

fn choices(shape: &Shape, chooses: &dyn Fn(&Shape) -> bool, seen: &mut BTreeSet<usize>) {
    if chooses(shape) {
        direct(shape, &mut |number| {
            seen.insert(number);
        });
    }
    shape.fields.iter().for_each(|field| choices(&field.shape, chooses, seen));
    shape.variants.iter().for_each(|variant| choices(&variant.shape, chooses, seen));
}

/// Calls `see` with the types that the words of a shape name.
fn direct(shape: &Shape, see: &mut dyn FnMut(usize)) {
    for piece in &shape.words {
        if let Some(Link::Type(number)) = piece.to {
            see(number);
        }
    }
}

/// Marks types by what they hold; those that they lead to count by their own marks where they are called differently, too.
fn marks(api: &Api, changed: &BTreeSet<usize>, steps: usize) -> BTreeMap<usize, Mark> {
    let mut marks: BTreeMap<usize, Mark> = changed.iter().map(|number| (*number, Mark::default())).collect();
    for _ in 0..steps {
        let mark = |number: &usize| {
            let known = &api.types[*number];
            let mut form = known.sort.clone();
            write_form(&known.shape, api, &marks, &mut form);
            (*number, *blake3::hash(form.as_bytes()).as_bytes())
        };
        marks = changed.iter().map(mark).collect();
    }
    marks
}

/// Writes what of a shape callers see.
fn write_form(shape: &Shape, api: &Api, marks: &BTreeMap<usize, Mark>, form: &mut String) {
    for piece in &shape.words {
        let _ = match piece.to {
            Some(Link::Type(number)) => match (marks.get(&number), api.types.get(number)) {
                (Some(mark), _) => write!(form, "\u{1}{mark:?}"),
                (None, known) => write!(form, "\u{2}{}", known.map_or("", |known| &known.name)),
            },
            _ => write!(form, "\u{3}{}", piece.text),
        };
    }
    for Rule { label, values } in &shape.rules {
        let _ = write!(form, "\u{4}{label}");
        for value in values {
            let is_named = label == CHOSEN_BY;
            let value = if is_named { value.split(" is ").next().unwrap_or_default() } else { value };
            let _ = write!(form, "\u{5}{value}");
        }
    }
    for field in &shape.fields {
        let _ = write!(form, "\u{6}{}\u{5}{}\u{5}{:?}\u{7}", field.name, field.required, field.notes);
        write_form(&field.shape, api, marks, form);
        form.push('\u{8}');
    }
    for variant in &shape.variants {
        let label = variant.label.strip_suffix(&variant.shape.plain()).unwrap_or(&variant.label);
        let _ = write!(form, "\u{e}{label}\u{7}");
        write_form(&variant.shape, api, marks, form);
        form.push('\u{8}');
    }
}

/// Pairs types of the same shape, those first whose names are most alike.
fn nearest(old: &Api, new: &Api, gone: &[usize], came: &[usize]) -> Vec<(usize, usize)> {
    let name = |api: &Api, number: usize| api.types[number].name.to_lowercase().chars().take(LONGEST).collect::<String>();
    let mut ways: Vec<(usize, usize, usize)> = gone
        .iter()
        .flat_map(|was| came.iter().map(|is| (strsim::damerau_levenshtein(&name(old, *was), &name(new, *is)), *was, *is)))
        .collect();
    ways.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, was, is) in ways {
        if !pairs.iter().any(|(known, other)| *known == was || *other == is) {
            pairs.push((was, is));
        }
    }
    pairs
}
