//! Teams: what each team owns, has to mend and changed lately: the list on the front door, and a file for each that the front door shows to those whose team it is.

use serde::Serialize;

use crate::base::diagnostic::Severity;
use crate::base::instant::Instant;
use crate::base::site_path::SitePath;
use crate::model::entity::Entity;
use crate::model::output::Output;
use crate::render::changes;
use crate::render::docs::stale::stale;
use crate::render::health::Stat;
use crate::render::layout::Press;

/// How many days are lately.
const LATELY: i64 = 7;
const DAY: i64 = 86_400;

/// Shows a team in a list.
#[derive(Serialize)]
pub(super) struct Team {
    pub(super) title: String,
    pub(super) href: String,
    /// Its namespace and name, as its file is called.
    pub(super) file: String,
    pub(super) words: String,
    #[serde(skip)]
    owns: usize,
}

/// What the front door shows of one's own team.
#[derive(Serialize)]
struct Figures {
    title: String,
    href: String,
    stats: Vec<Stat>,
}

/// Lists the teams, those that own most first.
pub(super) fn teams(press: &Press<'_>, path: &SitePath) -> Vec<Team> {
    let team = |group: &Entity| {
        let owns = group.relations_of("ownerOf").count();
        let members = group.relations_of("hasMember").count();
        let mut words = Vec::new();
        if members > 0 {
            words.push(press.strings.count("members-counted", members));
        }
        words.push(match owns {
            0 => press.strings.text("owns-nothing").to_owned(),
            owns => press.strings.count("owns", owns),
        });
        Team {
            title: group.title().to_owned(),
            href: press.href(path, &group.reference.site_path()),
            file: format!("{}/{}", group.reference.namespace, group.reference.name),
            words: words.join(", "),
            owns,
        }
    };
    let mut teams: Vec<Team> = press.portal().of_kind("group").map(team).collect();
    teams.sort_by(|one, other| other.owns.cmp(&one.owns).then_with(|| one.title.cmp(&other.title)));
    teams
}

/// Writes the file of every team; what the groups below it own counts, too.
pub(super) fn files(press: &Press<'_>) {
    let since = Instant(press.judged.now.0.saturating_sub(LATELY * DAY));
    for group in press.portal().of_kind("group") {
        let owns = press.owned.get(&group.reference).map(Vec::as_slice).unwrap_or_default();
        let news = press.news_of.get(&group.reference).into_iter().flatten().filter_map(|number| press.news.get(*number));
        let lately = news.take_while(|event| event.time >= since).count();
        let figures = figures(press, group, owns, lately, since);
        let file = format!("{}.json", group.reference.name);
        let text = serde_json::to_string(&figures).unwrap_or_default();
        (press.sink)(Output::text(SitePath::file(["api", "teams", &group.reference.namespace, &file]), text + "\n"));
    }
}

fn figures(press: &Press<'_>, group: &Entity, owns: &[&Entity], lately: usize, since: Instant) -> Figures {
    let home = SitePath::home();
    let to = |parts: &[&str]| Some(press.href(&home, &SitePath::page(parts.iter().copied())));
    let href = press.href(&home, &group.reference.site_path());
    let count = |kind: &str| owns.iter().filter(|entity| entity.reference.kind == kind).count();
    let findings: Vec<Severity> = owns
        .iter()
        .flat_map(|entity| press.findings_about(&entity.reference))
        .map(|finding| finding.diagnostic.severity)
        .collect();
    let of = |severity| findings.iter().filter(|known| **known == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let sites = owns.iter().filter_map(|entity| press.portal().docs.get(&entity.reference));
    let strings = press.strings;
    let stat = |label: &str, value: usize, note: String, href| Stat {
        label: strings.text(label).to_owned(),
        value: strings.number(value),
        note,
        href,
    };
    let stats = vec![
        stat("components-title", count("component"), strings.count("systems", count("system")), Some(href.clone())),
        stat("apis", count("api"), strings.count("entities-in-all", owns.len()), Some(href.clone())),
        stat("to-fix", errors + warnings, strings.errors_and_warnings(errors, warnings), to(&["health", "owners"])),
        stat(
            "stale-docs",
            sites.map(|site| stale(press, site).count()).sum(),
            strings.count("not-touched-for", usize::try_from(press.site.stale_after).unwrap_or_default()),
            to(&["docs"]),
        ),
        stat(
            "changes",
            lately,
            strings.phrase("since", &[("day", &strings.day(since))]),
            Some(press.href(&home, &changes::path())),
        ),
    ];
    Figures { title: group.title().to_owned(), href, stats }
}
