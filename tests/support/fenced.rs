//! Files as fenced blocks: a Markdown text -> its blocks -> a portal that is built out of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::git::{Repository, git};
use vestibule::base::diagnostic::Diagnostic;
use vestibule::base::repo_path::RepoPath;
use vestibule::base::source::Source;
use vestibule::config::{self, Config};
use vestibule::model::progress::Silent;
use vestibule::pipeline::{self, Built, Options};

/// A fenced block, with the lines that hold its content.
pub struct Block {
    /// What stands behind the opening fence.
    pub info: String,
    /// The content.
    pub content: String,
    /// The lines of the content.
    pub lines: std::ops::Range<usize>,
}

/// Reads the blocks. A fence of more back-ticks may hold shorter ones.
pub fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let ticks = lines[at].chars().take_while(|c| *c == '`').count();
        if ticks >= 3 {
            let fence = "`".repeat(ticks);
            let end = (at + 1..lines.len()).find(|line| lines[*line] == fence).expect("the fence is closed");
            let content = lines[at + 1..end].iter().fold(String::new(), |content, line| content + line + "\n");
            blocks.push(Block { info: lines[at][ticks..].trim().to_owned(), content, lines: at + 1..end });
            at = end;
        }
        at += 1;
    }
    blocks
}

/// Builds a portal out of the case's files (`owner/name//path` is one of another repository; these are the sources then) and gives the output folder with what was built, or the configuration's diagnostics.
pub fn build(files: &BTreeMap<String, String>, folder: &Path) -> Result<Built, Vec<Diagnostic>> {
    let mut config = Config::default_in(folder.join("portal"));
    let of_others = |path: &String| path.contains("//");
    let all = || "sources: [{ path: ../*/* }]\n".to_owned();
    let settings = files.get("vestibule.yaml").cloned().or_else(|| files.keys().any(of_others).then(all));
    if let Some(text) = &settings {
        let source = Arc::new(Source {
            repository: None,
            commit: None,
            path: RepoPath::new("vestibule.yaml").unwrap(),
            text: text.as_str().into(),
        });
        config = config::read(&source, folder.join("portal"))?;
    }
    let repository = Repository::create(&folder.join("portal"));
    let mut others: BTreeMap<&str, Repository> = BTreeMap::new();
    for (path, content) in files {
        match path.split_once("//") {
            Some((name, path)) => {
                let other = others.entry(name).or_insert_with(|| {
                    let other = Repository::create(&folder.join(name));
                    git(&other.path, &["remote", "add", "origin", &format!("https://github.com/{name}.git")]);
                    other
                });
                other.write(path, content.as_bytes());
            }
            None => repository.write(path, content.as_bytes()),
        }
    }
    others.values().chain([&repository]).for_each(|repository| repository.commit("Add everything"));
    match pipeline::learn(&mut config) {
        Err(pipeline::LearnError::Model(findings)) => return Err(findings),
        learned => learned.expect("the model files can be read"),
    }
    let options = Options { out: folder.join("site"), cache: vestibule::gather::Cache::new(folder.join("cache")), now: None };
    Ok(pipeline::build(&config, &options, &Silent).expect("the build runs"))
}
