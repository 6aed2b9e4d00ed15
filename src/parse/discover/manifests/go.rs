//! `go.mod` (<https://go.dev/ref/mod>). It says nothing but the module's path and what it needs; programs are told by their folders.

use super::{Draft, Ecosystem, Unit, take_type};
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
    let mut is_list = false;
    for line in source.text.lines().map(str::trim) {
        let mut words = line.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match first {
            "module" => draft.provide(Ecosystem::Go, second),
            "require" if second == "(" => is_list = true,
            ")" => is_list = false,
            _ if line.ends_with("// indirect") || line.starts_with("//") => {}
            "require" => draft.need(Ecosystem::Go, second, &source),
            _ if is_list => draft.need(Ecosystem::Go, first, &source),
            _ => {}
        }
    }
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
