//! What integration tests share.
#![allow(dead_code, reason = "no test uses everything")]

pub mod fenced;
pub mod git;
pub mod http;
pub mod tree;
