//! Asks a server of its own about the links of a page: dead ones are told at their place, others are not, and an answer is not asked for twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use support::fenced::build;
use vestibule::gather::{Asking, dead_links};
use vestibule::model::progress::Silent;

/// Serves on loopback: what each path answers to HEAD and to GET. Gives its address and the requests that it got.
fn server() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let log = Arc::clone(&log);
            std::thread::spawn(move || {
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let request = lines.next().unwrap_or_default();
                lines.take_while(|line| !line.is_empty()).for_each(drop);
                let mut words = request.split(' ');
                let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                log.lock().unwrap().push(format!("{method} {path}"));
                let status = match (method, path) {
                    (_, "/fine") | ("GET", "/no-head") => "200 OK",
                    ("HEAD", "/no-head") => "405 Method Not Allowed",
                    (_, "/moved") => "302 Found\r\nLocation: /gone",
                    (_, "/gone") => "410 Gone",
                    (_, "/closed") => "403 Forbidden",
                    (_, "/broken") => "500 Internal Server Error",
                    (_, "/slow") => {
                        std::thread::sleep(Duration::from_secs(5));
                        "404 Not Found"
                    }
                    _ => "404 Not Found",
                };
                let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            });
        }
    });
    (address, heard)
}

#[test]
fn dead_links_are_told_and_answers_are_kept() {
    let (address, heard) = server();
    let page = format!(
        "# Pay\n\n[fine]({address}/fine) [no head]({address}/no-head) [moved]({address}/moved) [gone]({address}/gone#top)\n\
         [closed]({address}/closed) [broken]({address}/broken) [slow]({address}/slow) <{address}/missing>\n\n\
         <a href=\"{address}/missing\">again</a> [host](https://no-such-host.invalid/x) [here](http://localhost/x)\n"
    );
    let catalog = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: pay}\n\
                   spec: {type: service, lifecycle: production, owner: 'group:payers'}\n";
    let files: BTreeMap<String, String> =
        [("catalog-info.yaml".to_owned(), catalog.to_owned()), ("docs/index.md".to_owned(), page)].into();
    let folder = tempfile::tempdir().unwrap();
    let built = build(&files, folder.path()).unwrap();
    let docs = &built.judged.portal.docs;
    let told = |asking: &Asking| -> Vec<String> {
        let findings = dead_links(docs, &folder.path().join("cache"), asking, &Silent);
        findings
            .iter()
            .map(|finding| {
                let place = finding.diagnostic.place.as_ref().and_then(|place| place.start());
                let place = place.map_or_else(String::new, |at| format!("{}:{} ", at.line, at.column));
                format!("{place}{}", finding.diagnostic.message).replace(&address, "")
            })
            .collect()
    };
    // This machine is asked only when that is allowed.
    assert_eq!(told(&Asking::default()), [""; 0]);
    assert_eq!(heard.lock().unwrap().len(), 0);

    let asking = Asking { loopback: true, patience: Duration::from_secs(1), ..Asking::default() };
    let dead = ["3:", "4:"];
    let found = told(&asking);
    assert_eq!(
        found.iter().map(|line| line.split_once(' ').unwrap().1).collect::<Vec<_>>(),
        ["`/gone#top` leads nowhere: its host answers 410", "`/missing` leads nowhere: its host answers 404"]
    );
    assert!(found.iter().zip(dead).all(|(line, start)| line.starts_with(start)), "{found:?}");

    let asked = heard.lock().unwrap().len();
    assert_eq!(told(&asking), found);
    let again: Vec<String> = heard.lock().unwrap()[asked..].to_vec();
    assert_eq!(again, ["HEAD /slow"], "only what gave no answer is asked again");

    let few = Asking { most: 0, ..asking };
    std::fs::remove_file(folder.path().join("cache/links.json")).unwrap();
    assert_eq!(told(&few), ["8 links were not asked: there are too many, or their hosts are slow"]);
}
