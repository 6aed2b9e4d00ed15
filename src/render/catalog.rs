//! Catalog: the lists of entities, whole and by kind, cut into pages. Facets filter what is on the page; kinds and pages are links.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::base::site_path::SitePath;
use crate::model::api::Api;
use crate::model::entity::Entity;
use crate::model::kind::Shown;
use crate::model::output::Output;
use crate::model::query::Asked;
use crate::model::view::View;
use crate::render::layout::{Head, Press, Section};
use crate::render::links::{self, Chip, Kind, Life, Owner};
use crate::render::query;
use crate::render::strings::Strings;
use crate::render::theme::ThemeError;
use crate::render::unowned;
use crate::render::values::{self, Value};
use crate::render::{api, csv};

/// The most rows of a page.
const PAGE: usize = 100;
/// The most values of a facet that the rail shows.
const VALUES: usize = 10;
/// The most values behind its `more`; the text filter finds the rest.
const MORE: usize = 20;

/// Shows an entity in a table.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) description: String,
    pub(super) owners: Vec<Owner>,
    pub(super) ownable: bool,
    /// The owners, one a line, as the filters compare them.
    pub(super) owner_text: String,
    pub(super) system: Option<Chip>,
    pub(super) system_text: String,
    pub(super) life: Option<Life>,
    pub(super) life_text: String,
    pub(super) type_name: String,
    /// What more is known of its type.
    pub(super) note: String,
    pub(super) tags: String,
    /// What the columns of the list's own kind show.
    pub(super) values: Vec<Cell>,
}

/// Shows a value in a column of its kind's own.
#[derive(Debug, Serialize)]
pub(super) struct Cell {
    pub(super) key: String,
    pub(super) value: Value,
}

#[derive(Serialize)]
struct Column {
    key: String,
    title: String,
}

#[derive(Serialize)]
struct Page<'a> {
    heading: &'a str,
    caption: String,
    count_words: String,
    total: String,
    kinds: Vec<KindLink>,
    all: KindLink,
    facets: Vec<Facet>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    views: Vec<ViewLink>,
    question: String,
    /// The kind of a list of one kind.
    kinds_slug: String,
    intro: String,
    csv: String,
    json: String,
    has_owner: bool,
    has_system: bool,
    has_life: bool,
    has_type: bool,
    health: String,
    search: String,
    query_script: String,
    query_data: String,
    pages: usize,
    number: usize,
    previous: Option<String>,
    next: Option<String>,
    empty: bool,
}

/// Links to a saved view.
#[derive(Serialize)]
struct ViewLink {
    title: String,
    href: String,
    count: String,
    current: bool,
}

/// Says what a list is of: everything, a kind, or what a view finds.
#[derive(Clone, Copy)]
enum Of<'a> {
    Everything,
    Kind(&'a Kind),
    View(&'a View),
}

/// Holds what is the same on every page of a list.
struct Saved<'a> {
    view: &'a View,
    found: Vec<&'a Entity>,
}

/// Links to the list of a kind.
#[derive(Clone, Debug, Serialize)]
pub(super) struct KindLink {
    pub(super) kind: Option<Kind>,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) count: String,
    pub(super) current: bool,
}

#[derive(Serialize)]
struct Facet {
    name: String,
    title: String,
    values: Vec<FacetValue>,
    more: Vec<FacetValue>,
}

#[derive(Serialize)]
struct FacetValue {
    value: String,
    count: usize,
}

/// Says what a definition is written in, and how much it offers.
pub(super) fn note(strings: &Strings, api: &Api) -> String {
    match api.operations().count() {
        0 => api.format(),
        count => {
            let operations = strings.count("operations", count);
            strings.phrase("format-and-operations", &[("format", &api.format()), ("operations", &operations)])
        }
    }
}

/// Gives where a list's data stands, as comma-separated values and as JSON.
fn data_of(of: Of<'_>) -> [SitePath; 2] {
    let file = |folder: &str, name: &str, ending: &str| SitePath::file(["api", folder, &format!("{name}.{ending}")]);
    match of {
        Of::Everything => ["csv", "json"].map(|ending| SitePath::file(["api", &format!("entities.{ending}")])),
        Of::Kind(kind) => ["csv", "json"].map(|ending| file("kinds", &kind.slug, ending)),
        Of::View(view) => ["csv", "json"].map(|ending| file("views", &view.name, ending)),
    }
}

/// Renders every list, and the same as data.
pub(super) fn lists(press: &Press<'_>) -> Result<(), ThemeError> {
    let all: Vec<&Entity> = press.portal().entities.values().collect();
    let asked = Asked::new(press.portal());
    let saved = press.portal().views.par_iter().map(|view| Saved {
        view,
        found: all.iter().copied().filter(|entity| view.query.matches(&asked, &entity.reference, press.judged.now)).collect(),
    });
    let saved: Vec<Saved<'_>> = saved.collect();
    list(press, Of::Everything, &SitePath::page(["catalog"]), &all, &saved)?;
    data(press, Of::Everything, &all);
    press.kinds.par_iter().try_for_each(|(kind, _)| {
        let entities: Vec<&Entity> = all.iter().copied().filter(|entity| entity.reference.kind == kind.slug).collect();
        if kind.slug == "api" {
            list(press, Of::Kind(kind), &SitePath::page(["api-docs"]), &entities, &saved)?;
        }
        data(press, Of::Kind(kind), &entities);
        list(press, Of::Kind(kind), &SitePath::page(["catalog", &kind.slug]), &entities, &saved)
    })?;
    saved.par_iter().try_for_each(|Saved { view, found }| {
        data(press, Of::View(view), found);
        list(press, Of::View(view), &path_of_view(view), found, &saved)
    })
}

/// Gives where the page of a view stands.
fn path_of_view(view: &View) -> SitePath {
    SitePath::page(["views", &view.name])
}

/// Writes a list as data; the JSON of everything is written with the entities.
fn data(press: &Press<'_>, of: Of<'_>, entities: &[&Entity]) {
    let [as_csv, as_json] = data_of(of);
    let mut rows = csv::records(entities);
    if let Of::View(view) = of {
        let home = SitePath::home();
        for (number, row) in rows.iter_mut().enumerate() {
            let cell = |column: &Shown| match number.checked_sub(1).and_then(|number| entities.get(number)) {
                Some(entity) => press.value(&home, entity, column).lines.replace('\n', " "),
                None => values::key(column),
            };
            row.extend(view.columns.iter().map(cell));
        }
    }
    (press.sink)(Output::text(as_csv, csv::csv(&rows) + "\n"));
    if !matches!(of, Of::Everything) {
        let entities: Vec<_> = entities.iter().map(|entity| api::entity_json(press, entity)).collect();
        (press.sink)(Output::text(as_json, format!("{}\n", serde_json::Value::Array(entities))));
    }
}

fn list(press: &Press<'_>, of: Of<'_>, first: &SitePath, entities: &[&Entity], saved: &[Saved<'_>]) -> Result<(), ThemeError> {
    let kind = if let Of::Kind(kind) = of { Some(kind) } else { None };
    let shown = if let Of::View(view) = of { Some(view) } else { None };
    let strings = press.strings;
    let mut entities = entities.to_vec();
    entities.sort_by_cached_key(|entity| (entity.title().to_lowercase(), entity.reference.clone()));
    let path_of = |number: usize| if number == 1 { first.clone() } else { first.child("page").child(&number.to_string()) };
    let pages = entities.len().div_ceil(PAGE).max(1);
    let own = kind.and_then(|kind| press.portal().model.find(&kind.slug)).map(|model| &model.list[..]);
    let columns = shown.map(|view| &view.columns[..]).or(own).unwrap_or_default();
    let row = |path: &SitePath, entity: &Entity| {
        let cell = |shown| Cell { key: values::key(shown), value: press.value(path, entity, shown) };
        Row { values: columns.iter().map(cell).collect(), ..press.row(path, entity) }
    };
    // Scripts filter the whole list, so that the facets count all of it.
    let all: Option<Vec<Row>> = (pages > 1).then(|| entities.par_iter().map(|entity| row(first, entity)).collect());
    (1..=pages).into_par_iter().try_for_each(|number| {
        let path = path_of(number);
        let slice = entities.get((number - 1) * PAGE..(number * PAGE).min(entities.len())).unwrap_or_default();
        let rows: Vec<Row> = slice.iter().map(|entity| row(&path, entity)).collect();
        let heading =
            shown.map_or_else(|| kind.map_or(strings.text("catalog"), |kind| kind.plural.as_str()), |view| view.title.as_str());
        let all_words = match kind {
            Some(kind) => strings.of_kind(entities.len(), &kind.name, &kind.plural),
            None => strings.count("entities", entities.len()),
        };
        let count_words = match pages {
            1 => all_words.clone(),
            _ => strings.phrase("shown-of", &[("shown", &strings.number(slice.len())), ("all", &all_words)]),
        };
        let title = match number {
            1 => heading.to_owned(),
            number => strings.phrase("page-number", &[("title", heading), ("number", &number.to_string())]),
        };
        let description = strings.phrase("entities-of-site", &[("entities", &all_words), ("site", &press.site.title)]);
        let [as_csv, as_json] = data_of(of);
        let view = Page {
            heading,
            caption: strings.phrase("sorted-by-name", &[("title", heading)]),
            count_words,
            total: strings.count("entities", press.portal().entities.len()),
            kinds: press.kind_links(&path, kind),
            all: KindLink {
                kind: None,
                title: strings.text("everything").to_owned(),
                href: press.href(&path, &SitePath::page(["catalog"])),
                count: strings.number(press.portal().entities.len()),
                current: matches!(of, Of::Everything),
            },
            facets: facets(strings, all.as_deref().unwrap_or(&rows), columns),
            columns: columns.iter().map(|shown| Column { key: values::key(shown), title: shown.title.clone() }).collect(),
            views: view_links(press, &path, of, saved),
            question: shown.map(|view| view.filter.clone()).unwrap_or_default(),
            kinds_slug: kind.map(|kind| kind.slug.clone()).unwrap_or_default(),
            intro: shown.and_then(|view| view.description.clone()).unwrap_or_default(),
            csv: press.href(&path, &as_csv),
            json: press.href(&path, &as_json),
            has_owner: rows.iter().any(|row| row.ownable || !row.owners.is_empty()),
            has_system: rows.iter().any(|row| row.system.is_some()),
            has_life: rows.iter().any(|row| row.life.is_some()),
            has_type: rows.iter().any(|row| !row.type_name.is_empty()),
            health: press.href(&path, &unowned::path()),
            search: press.href(&path, &SitePath::page(["search"])),
            query_script: press.href(&path, &press.theme.query.path),
            query_data: press.href(&path, &query::path()),
            pages,
            number,
            previous: (number > 1).then(|| press.href(&path, &path_of(number - 1))),
            next: (number < pages).then(|| press.href(&path, &path_of(number + 1))),
            empty: press.portal().entities.is_empty(),
            rows,
        };
        let head = Head {
            path: &path,
            title: &title,
            description: &description,
            section: if first.as_str() == "api-docs/" { Section::Apis } else { Section::Catalog },
        };
        press.page("catalog.html", &head, &view)
    })
}

/// Links to the views that a list is about: all of them, or those that find this kind alone.
fn view_links(press: &Press<'_>, path: &SitePath, of: Of<'_>, saved: &[Saved<'_>]) -> Vec<ViewLink> {
    let is_wanted = |saved: &&Saved<'_>| match of {
        Of::Everything | Of::View(_) => true,
        Of::Kind(kind) => !saved.found.is_empty() && saved.found.iter().all(|entity| entity.reference.kind == kind.slug),
    };
    let link = |saved: &Saved<'_>| ViewLink {
        title: saved.view.title.clone(),
        href: press.href(path, &path_of_view(saved.view)),
        count: press.strings.number(saved.found.len()),
        current: matches!(of, Of::View(view) if view.name == saved.view.name),
    };
    saved.iter().filter(is_wanted).map(link).collect()
}

fn facets(strings: &Strings, rows: &[Row], columns: &[Shown]) -> Vec<Facet> {
    let facet = |name: &str, title: &str, text: &dyn Fn(&Row) -> &str| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for value in rows.iter().flat_map(|row| text(row).lines().collect::<Vec<_>>()).filter(|value| !value.is_empty()) {
            *counts.entry(value).or_default() += 1;
        }
        let mut values: Vec<FacetValue> =
            counts.into_iter().map(|(value, count)| FacetValue { value: value.to_owned(), count }).collect();
        values.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value)));
        let mut more = values.split_off(values.len().min(VALUES));
        more.truncate(MORE);
        Facet { name: name.to_owned(), title: title.to_owned(), values, more }
    };
    let mut facets = vec![
        facet("lifecycle", strings.text("lifecycle"), &|row| &row.life_text),
        facet("owner", strings.text("owner"), &|row| &row.owner_text),
        facet("type", strings.text("type"), &|row| &row.type_name),
        facet("tags", strings.text("tags"), &|row| &row.tags),
    ];
    let own = columns.iter().enumerate().map(|(number, shown)| {
        facet(&values::key(shown), &shown.title, &|row| row.values.get(number).map_or("", |cell| &cell.value.lines))
    });
    // A column in which every row differs is no facet.
    facets.extend(own.filter(|facet| facet.more.is_empty() && facet.values.iter().any(|value| value.count > 1)));
    facets.retain(|facet| !facet.values.is_empty());
    facets
}

impl Press<'_> {
    /// Links to the list of every kind.
    pub(super) fn kind_links(&self, from: &SitePath, current: Option<&Kind>) -> Vec<KindLink> {
        self.kinds
            .iter()
            .map(|(kind, count)| KindLink {
                title: kind.plural.clone(),
                href: self.href(from, &SitePath::page(["catalog", &kind.slug])),
                count: self.strings.number(*count),
                current: current.is_some_and(|current| current.slug == kind.slug),
                kind: Some(kind.clone()),
            })
            .collect()
    }

    /// Shows an entity as a row of a table.
    pub(super) fn row(&self, from: &SitePath, entity: &Entity) -> Row {
        let owners = self.owners(from, entity);
        let ownable = self.portal().model.is_ownable(&entity.kind);
        let system = entity
            .relations_of("partOf")
            .find(|relation| matches!(relation.target.kind.as_str(), "system" | "domain"))
            .map(|relation| self.chip(from, &relation.target));
        let life = entity.lifecycle().map(links::life);
        Row {
            href: self.href(from, &entity.reference.site_path()),
            title: entity.title().to_owned(),
            name: entity.name.clone(),
            kind: self.kind(&entity.kind),
            description: entity.description().unwrap_or_default().to_owned(),
            ownable,
            owner_text: if owners.is_empty() && ownable {
                self.strings.text("no-owner").to_owned()
            } else {
                owners.iter().map(|owner| owner.title.as_str()).collect::<Vec<_>>().join("\n")
            },
            owners,
            system_text: system.as_ref().map(|system| system.title.clone()).unwrap_or_default(),
            system,
            life_text: life.as_ref().map(|life| life.slug.clone()).unwrap_or_default(),
            life,
            type_name: entity.type_name().unwrap_or_default().to_owned(),
            note: entity.api.as_ref().map(|api| note(self.strings, api)).unwrap_or_default(),
            tags: entity.tags().collect::<Vec<_>>().join("\n"),
            values: Vec::new(),
        }
    }
}
