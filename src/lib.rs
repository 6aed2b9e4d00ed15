//! Vestibule.

pub mod assess;
pub mod base;
#[allow(clippy::disallowed_methods, reason = "a rim: it may meet the outside")]
pub mod cli;
pub mod config;
#[allow(clippy::disallowed_methods, reason = "a rim: it may meet the outside")]
pub mod gather;
pub mod index;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod relate;
pub mod render;
#[allow(clippy::disallowed_methods, reason = "a rim: it may meet the outside")]
pub mod write;
