//! Model: the nouns that stages hand to each other. Data and its plain questions; no input, no output, no stage's logic.

pub mod api;
pub mod changes;
pub mod cycles;
pub mod decision;
pub mod docs;
pub mod edit;
pub mod edit_link;
pub mod entity;
pub mod entity_ref;
pub mod evidence;
pub mod finding;
pub mod forge_url;
pub mod history;
pub mod kind;
pub mod location_ref;
pub mod output;
pub mod picture;
pub mod plugin;
pub mod portal;
pub mod progress;
pub mod query;
pub mod records;
pub mod sources;
pub mod view;
