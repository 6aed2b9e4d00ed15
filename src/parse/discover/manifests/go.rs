//! `go.mod` (<https://go.dev/ref/mod>). It says nothing but the module's path and what it needs; programs are told by their folders.

use super::{Draft, Unit, take_type};
use crate::model::evidence::Certainty;

/// Modules that answer requests.
const SERVERS: [&str; 7] = [
    "github.com/gin-gonic/gin",
    "github.com/labstack/echo",
    "github.com/gofiber/fiber",
    "github.com/go-chi/chi",
    "github.com/gorilla/mux",
    "google.golang.org/grpc",
    "connectrpc.com/connect",
];

pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let Some(source) = unit.read("go.mod") else { return };
    let is_program = unit.files.iter().any(|file| {
        let path = file.path.as_str().strip_prefix(unit.folder.as_str()).unwrap_or_default().trim_start_matches('/');
        path == "main.go" || path.starts_with("cmd/")
    });
    match SERVERS.iter().find(|server| source.text.contains(*server)) {
        Some(server) if is_program => take_type(draft, &source, "service", server, Certainty::Likely),
        _ if is_program => take_type(draft, &source, "tool", "module", Certainty::Guessed),
        _ => take_type(draft, &source, "library", "module", Certainty::Likely),
    }
}
