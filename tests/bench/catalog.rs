//! How the cost of `vestibule check` grows with the catalog: 1,000, 10,000 and 50,000 entities, ten in a repository. `cargo bench --bench catalog` prints CPU
//! seconds (user and system, of all threads), their ratio to the number of entities, and the peak of memory. Needs Linux.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program that measures"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use git2::{FileMode, Repository, Signature, Time};

const ENTITIES_OF_A_REPOSITORY: usize = 10;
const SIZES: [usize; 3] = [1_000, 10_000, 50_000];
const RUNS: usize = 3;

/// What one run took.
#[derive(Clone, Copy)]
struct Taken {
    cpu: f64,
    wall: f64,
    peak: u64,
}

fn main() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("catalog-bench");
    println!("{:>9} {:>13} {:>9} {:>9} {:>12} {:>9}", "entities", "repositories", "CPU s", "wall s", "CPU µs each", "peak MiB");
    for size in SIZES {
        let portal = root.join(size.to_string());
        if !portal.join("vestibule.yaml").is_file() {
            create(&portal, size / ENTITIES_OF_A_REPOSITORY);
        }
        check(&portal);
        let best = (0..RUNS).map(|_| check(&portal)).min_by(|one, other| one.cpu.total_cmp(&other.cpu)).unwrap();
        println!(
            "{size:>9} {:>13} {:>9.2} {:>9.2} {:>12.0} {:>9.0}",
            size / ENTITIES_OF_A_REPOSITORY,
            best.cpu,
            best.wall,
            best.cpu * 1e6 / size as f64,
            best.peak as f64 / 1024.0
        );
    }
}

/// Makes bare repositories that hold a service with its API, system, database, owner and libraries, related within and across repositories.
fn create(portal: &Path, repositories: usize) {
    let _ = fs::remove_dir_all(portal);
    for number in 0..repositories {
        let git = Repository::init_bare(portal.join(format!("repos/svc-{number}"))).unwrap();
        let readme = git.blob(format!("# Service {number}\n\nTakes orders.\n").as_bytes()).unwrap();
        let descriptor = git.blob(descriptor(number, repositories).as_bytes()).unwrap();
        let mut tree = git.treebuilder(None).unwrap();
        tree.insert("README.md", readme, FileMode::Blob.into()).unwrap();
        tree.insert("catalog-info.yaml", descriptor, FileMode::Blob.into()).unwrap();
        let tree = git.find_tree(tree.write().unwrap()).unwrap();
        let author = Signature::new("Ada", "ada@northwind.example", &Time::new(1_780_000_000, 0)).unwrap();
        git.commit(Some("HEAD"), &author, &author, "Describe the service", &tree, &[]).unwrap();
    }
    fs::write(portal.join("vestibule.yaml"), "sources: [{ path: repos/* }]\n").unwrap();
}

fn descriptor(number: usize, repositories: usize) -> String {
    let other = (number * 7 + 3) % repositories;
    let mut text = String::new();
    let mut entity = |kind: &str, name: &str, spec: &str| {
        let _ = write!(
            text,
            "---\napiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: {name}\n  description: Takes orders, \
             and hands them on.\n  tags: [rust, orders]\n  annotations:\n    example.com/slug: northwind/{name}\nspec:\n{spec}"
        );
    };
    let owned = format!("  owner: team-{number}\n  system: system-{number}\n");
    entity("Group", &format!("team-{number}"), "  type: team\n  children: []\n");
    entity("System", &format!("system-{number}"), &format!("  owner: team-{number}\n"));
    entity(
        "API",
        &format!("api-{number}"),
        &format!("  type: openapi\n  lifecycle: production\n  definition: 'openapi: 3.1.0'\n{owned}"),
    );
    entity("Resource", &format!("db-{number}"), &format!("  type: database\n{owned}"));
    entity(
        "Component",
        &format!("svc-{number}"),
        &format!(
            "  type: service\n  lifecycle: production\n{owned}  providesApis: [api-{number}]\n  consumesApis: [api-{other}]\n  \
             dependsOn: [resource:db-{number}, component:lib-{other}-0]\n"
        ),
    );
    for part in 0..ENTITIES_OF_A_REPOSITORY - 5 {
        entity("Component", &format!("lib-{number}-{part}"), &format!("  type: library\n  lifecycle: production\n{owned}"));
    }
    text
}

/// Runs the program in a process of its own and reads what it took from the system's books.
fn check(portal: &Path) -> Taken {
    let start = Instant::now();
    let before = cpu_of_children();
    let mut child = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .args(["check", "--quiet", "--cache"])
        .arg(portal.join("cache"))
        .arg(portal)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Ok(status) = fs::read_to_string(&status_file) {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(peak);
        }
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "the check of {} failed", portal.display());
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    Taken { cpu: cpu_of_children() - before, wall: start.elapsed().as_secs_f64(), peak }
}

/// Gives the seconds of user and system time of all children that ended.
fn cpu_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(") ").unwrap().1;
    let ticks: Vec<f64> = after_name.split(' ').skip(13).take(2).map(|field| field.parse().unwrap()).collect();
    // The kernel tells times in hundredths of a second on every platform that runs this.
    ticks.iter().sum::<f64>() / 100.0
}
