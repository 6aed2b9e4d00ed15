//! Runs `git` for what only git does well: talking to remotes. Without system or personal configuration, prompts, hooks or odd transports.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::forge;

/// How long one call may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// Runs git in `folder`; on failure gives the last thing that it said. The `authorization`, a URL and the header that is for it alone, travels in the
/// environment, because everybody on the machine may read the arguments of a process.
pub(super) fn run(folder: &Path, arguments: &[&str], authorization: Option<&(String, String)>) -> Result<String, String> {
    let mut command = Command::new("git");
    // A hook or a person may have set more than can be listed here: other folders, configuration, transports.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    if let Some((url, header)) = authorization {
        command
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", format!("http.{url}.extraHeader"))
            .env("GIT_CONFIG_VALUE_0", header);
    }
    let mut child = command
        .current_dir(folder)
        .args([
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "credential.helper=",
            "-c",
            "core.askPass=true",
        ])
        .args(["-c", "protocol.allow=never", "-c", "protocol.https.allow=always", "-c", "protocol.ssh.allow=always"])
        .args([
            "-c",
            if arguments.iter().any(|argument| forge::is_loopback(argument)) {
                "protocol.http.allow=always"
            } else {
                "protocol.http.allow=never"
            },
        ])
        // Behind a redirect git goes on sending the header that was meant for the first server.
        .args(["-c", if authorization.is_some() { "http.followRedirects=false" } else { "http.followRedirects=initial" }])
        .args(["-c", "transfer.fsckObjects=true", "-c", "gc.auto=0"])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("git could not be started: {error}"))?;
    // Both pipes are read while git runs, so that it never waits for us.
    let read = |pipe: Option<Box<dyn Read + Send>>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(pipe) = pipe {
                let _ = pipe.take(1 << 20).read_to_end(&mut bytes);
            }
            String::from_utf8_lossy(&bytes).into_owned()
        })
    };
    let output = read(child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
    let errors = read(child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() > PATIENCE => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("git did not finish within {} seconds", PATIENCE.as_secs()));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(error) => return Err(format!("git could not be waited for: {error}")),
        }
    };
    let (output, errors) = (output.join().unwrap_or_default(), errors.join().unwrap_or_default());
    if status.success() {
        return Ok(output);
    }
    let last = errors.lines().map(str::trim).rfind(|line| !line.is_empty() && !line.starts_with("hint:"));
    Err(last.unwrap_or("git failed and did not say why").trim_start_matches("fatal: ").to_owned())
}
