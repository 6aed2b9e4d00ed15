//! Under which terms a unit is given: the first words of its licence file. A manifest that names them is surer.

use super::draft::{Draft, LICENCE};
use super::unit::Unit;
use crate::base::source::Place;
use crate::model::evidence::Certainty;

/// What stands in a licence's text, and its SPDX identifier (<https://spdx.org/licenses/>); the more particular first.
const TEXTS: [(&str, &str); 14] = [
    ("GNU AFFERO GENERAL PUBLIC LICENSE", "AGPL-3.0"),
    ("GNU LESSER GENERAL PUBLIC LICENSE", "LGPL-3.0"),
    ("GNU GENERAL PUBLIC LICENSE Version 2", "GPL-2.0"),
    ("GNU GENERAL PUBLIC LICENSE", "GPL-3.0"),
    ("Apache License", "Apache-2.0"),
    ("Mozilla Public License", "MPL-2.0"),
    ("Eclipse Public License - v 2.0", "EPL-2.0"),
    ("Boost Software License", "BSL-1.0"),
    ("This is free and unencumbered software", "Unlicense"),
    ("Permission to use, copy, modify, and/or distribute", "ISC"),
    ("Permission is hereby granted, free of charge", "MIT"),
    ("Neither the name of", "BSD-3-Clause"),
    ("Redistribution and use in source and binary forms", "BSD-2-Clause"),
    ("CC0 1.0 Universal", "CC0-1.0"),
];

/// Reads `LICENSE` and its like.
pub(super) fn detect(unit: &Unit<'_>, draft: &mut Draft) {
    let is_licence = |name: &str| ["license", "licence", "copying", "unlicense"].iter().any(|stem| name.starts_with(stem));
    let Some(source) = unit.find(is_licence).and_then(|file| unit.open(file)) else { return };
    let text = source.text.split_whitespace().take(2_000).collect::<Vec<_>>().join(" ");
    if let Some((_, name)) = TEXTS.iter().find(|(words, _)| text.contains(words)) {
        draft.set(LICENCE, name, Place::of(&source), Certainty::Likely);
    }
}
