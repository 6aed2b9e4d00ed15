//! Vestibule: a developer portal as a pure function of git commits.
//!
//! One binary reads catalog files and Markdown docs out of many git repositories and writes a whole portal as plain files. Data flows one
//! way, through seven stages. Each is a folder whose entry function has the folder's name, takes the type that the stage before it made, and
//! gives the type that the next one wants, so that a wrong order does not compile:
//!
//! ```text
//!   Config ──▶ gather ──▶ parse ──▶ relate ──▶ assess ──▶ render ──▶ write
//!              Sources    Records   Portal     Judged  ╰▶ index  ──▶   │
//!                                                                     site/
//! ```
//!
//! - [`gather`] lists repositories, from working trees, git objects or mirrors, and those that forges list. Contents are read on demand.
//! - [`parse`] makes records of single files: descriptors with every rule checked, docs pages as safe HTML with holes where links go, and what plugins
//!   collect.
//! - [`relate`] names entities, ties relations both ways, gives docs and the records of plugins to their owners, resolves every link.
//! - [`assess`] computes what the model and the plugins say of entities, weighs the findings as the configuration says, and counts the catalog's health.
//! - [`render`] and [`index`] make pages, data and search files, and hand each on as soon as it is made.
//! - [`write`](mod@write) stages the files beside the old site and swaps the two.
//!
//! [`pipeline`] shows the whole build on one screen. Below the stages stand the nouns: [`base`] (places in files, diagnostics, site paths, YAML
//! with positions), [`drawing`] (layered graphs), [`diagram`] (Mermaid's and Graphviz's languages, drawn), [`model`] (entity, kinds, docs, plugins, portal, query) and, above it, [`config`] (`vestibule.yaml`, the files that declare kinds, of which
//! Backstage's are one, and the manifests of plugins). Beside the build stand the rims: [`serve`] and [`cli`].
//!
//! Stages in the middle cannot fail. They give a value and the [diagnostics](base::diagnostic) found on the way, and go on; `Result`s live at
//! the rims alone. The words of every diagnostic stand in one function of the `words` module beside the code that finds it.
//!
//! # Invariants
//!
//! | what holds | what guards it |
//! | --- | --- |
//! | Imports point down a floor, and stages do not see each other. | `tests/architecture.rs` |
//! | Only `gather` reads inputs, only `write` writes the site, nobody asks a clock. | clippy's `disallowed_methods`, `clippy.toml` |
//! | The catalog says of an entity what Backstage's validators say. | `tests/backstage.rs` |
//! | A mistake in an input never stops a build, nor hides its neighbours. | `tests/cases/parse/documents.md`, `tests/command_line.rs` |
//! | The same commits give the same bytes, whatever the number of threads. | `tests/command_line.rs`: `threads_do_not_change_a_byte` |
//! | A failed or killed build leaves the old site whole. | `tests/command_line.rs`: `a_killed_build_leaves_the_old_site_whole` |
//! | Nothing outside a repository is read through it; no name in it is taken on trust. | `tests/gather.rs` |
//! | What Markdown or YAML brings is no script, and links follow one policy, [`base::url_policy`]. | `tests/cases/docs/hostile.md`, `tests/cases/docs/swallowed.md`, `tests/properties.rs` |
//! | Any text of a diagram is drawn or told about, and nothing overlaps in what is drawn. | `tests/diagrams.rs`, `tests/cases/diagrams` |
//! | What a repository holds reaches a page through no plugin as markup, script or address that runs. | `tests/cases/plugins/page.md`, `tests/plugins.rs` |
//! | What is told of templates is what they are given. | `tests/templates.rs` |
//! | Everything that the interface says is in its files of strings, and every language says all of it. | `tests/strings.rs`, `tests/browser/languages.test.mjs` |
//! | Every code of a finding is explained, and its examples show what they say. | `tests/codes.rs` |
//! | Credentials in URLs are told nowhere. | `tests/command_line.rs`: `credentials_of_a_remote_are_told_nowhere`, `tests/gather.rs` |
//! | A forge's token goes to that forge alone, and is told nowhere. | `tests/forges.rs`: `a_token_goes_to_no_other_server`, `a_token_is_told_nowhere` |
//! | Every page is whole without JavaScript, asks no other host for anything, and passes axe-core. | `tests/browser` |

pub mod assess;
pub mod base;
#[allow(clippy::disallowed_methods, reason = "a rim: it reads the environment")]
pub mod cli;
pub mod config;
pub mod diagram;
pub mod drawing;
#[allow(clippy::disallowed_methods, reason = "the only reader of inputs")]
pub mod gather;
pub mod index;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod relate;
pub mod render;
#[allow(clippy::disallowed_methods, reason = "a rim: it watches inputs and reads the site back")]
pub mod serve;
#[allow(clippy::disallowed_methods, reason = "the only writer of the site")]
pub mod write;
