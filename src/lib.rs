//! Vestibule.

pub mod assess;
pub mod base;
pub mod config;
pub mod gather;
pub mod index;
pub mod model;
pub mod parse;
pub mod relate;
pub mod render;
