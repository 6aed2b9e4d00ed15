//! Real git repositories in temporary folders, the same bytes every time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Stands for a working tree.
pub struct Repository {
    /// Its folder.
    pub path: PathBuf,
}

/// Runs git as a person without a configuration, on 14 May 2026, 09:40 UTC.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let moment = "1778751600 +0000";
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@example.com",
            "-c",
            "init.defaultBranch=main",
            "-c",
            "core.autocrlf=false",
        ])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_DATE", moment)
        .env("GIT_COMMITTER_DATE", moment)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

impl Repository {
    /// Makes an empty repository at `path`.
    pub fn create(path: &Path) -> Self {
        fs::create_dir_all(path).unwrap();
        git(path, &["init", "--quiet"]);
        Self { path: path.to_owned() }
    }

    /// Writes a file, with its folders.
    pub fn write(&self, path: &str, content: &[u8]) {
        let path = self.path.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Commits everything.
    pub fn commit(&self, message: &str) {
        git(&self.path, &["add", "--all"]);
        git(&self.path, &["commit", "--quiet", "--allow-empty", "--message", message]);
    }
}
