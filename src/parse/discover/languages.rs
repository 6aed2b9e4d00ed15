//! Which language a unit is mostly written in, by bytes. Data, prose and markup do not count.

use std::collections::BTreeMap;

use super::draft::{Draft, LANGUAGE};
use super::unit::Unit;
use crate::base::source::Place;
use crate::model::evidence::Certainty;

/// The languages by the extensions of their files (names as <https://github.com/github-linguist/linguist> has them).
const LANGUAGES: [(&str, &[&str]); 36] = [
    ("C", &["c", "h"]),
    ("C#", &["cs"]),
    ("C++", &["cpp", "cc", "cxx", "hpp", "hh"]),
    ("Clojure", &["clj", "cljs", "cljc"]),
    ("Dart", &["dart"]),
    ("Elixir", &["ex", "exs"]),
    ("Elm", &["elm"]),
    ("Erlang", &["erl", "hrl"]),
    ("F#", &["fs", "fsx"]),
    ("Go", &["go"]),
    ("Groovy", &["groovy"]),
    ("Haskell", &["hs"]),
    ("HCL", &["tf", "hcl"]),
    ("Java", &["java"]),
    ("JavaScript", &["js", "jsx", "mjs", "cjs"]),
    ("Julia", &["jl"]),
    ("Kotlin", &["kt", "kts"]),
    ("Lua", &["lua"]),
    ("Nix", &["nix"]),
    ("Objective-C", &["m", "mm"]),
    ("OCaml", &["ml", "mli"]),
    ("Perl", &["pl", "pm"]),
    ("PHP", &["php"]),
    ("PowerShell", &["ps1", "psm1"]),
    ("Python", &["py", "pyi"]),
    ("R", &["r"]),
    ("Ruby", &["rb"]),
    ("Rust", &["rs"]),
    ("Scala", &["scala", "sc"]),
    ("Shell", &["sh", "bash", "zsh"]),
    ("Svelte", &["svelte"]),
    ("Swift", &["swift"]),
    ("TypeScript", &["ts", "tsx", "mts", "cts"]),
    ("Visual Basic .NET", &["vb"]),
    ("Vue", &["vue"]),
    ("Zig", &["zig"]),
];

/// Counts the bytes of every language; the evidence is the largest file of the first.
pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for file in &unit.files {
        if let Some(language) = language(&file.path.extension()).filter(|_| !is_generated(file.path.file_name())) {
            *sizes.entry(language).or_default() += file.size.max(1);
        }
    }
    let total: u64 = sizes.values().sum();
    let Some((name, size)) = sizes.into_iter().max_by_key(|(name, size)| (*size, std::cmp::Reverse(*name))) else { return };
    let of_it = unit.files.iter().filter(|file| language(&file.path.extension()) == Some(name));
    let Some(source) = of_it.max_by_key(|file| (file.size, std::cmp::Reverse(&file.path))).map(|file| unit.source_of(file))
    else {
        return;
    };
    let certainty = if size * 2 > total { Certainty::Certain } else { Certainty::Likely };
    draft.set(LANGUAGE, name, Place::of(&source), certainty);
}

fn language(extension: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(_, extensions)| extensions.contains(&extension)).map(|(name, _)| *name)
}

fn is_generated(name: &str) -> bool {
    [".min.js", ".pb.go", "_pb2.py", ".bundle.js", ".d.ts", ".g.dart"].iter().any(|end| name.ends_with(end))
}
