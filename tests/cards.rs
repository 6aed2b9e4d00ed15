//! Title images and icons: what pages say of them, what they show, and what a theme and the configuration change.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use png::{Decoder, Transformations};
use support::git::Repository;

const CATALOG: &str = "\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay
  description: Takes \"money\" & gives receipts.
  annotations: {backstage.io/techdocs-ref: 'dir:.'}
spec: {type: service, lifecycle: production, owner: user:ada}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: pay}
spec: {type: openapi, lifecycle: production, owner: user:ada, definition: 'openapi: 3.1.0'}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: kanji, title: 支払いゲートウェイ}
spec: {type: service, lifecycle: production, owner: user:ada}
";

/// Builds a portal with the rest of `site` and gives its folder and what was said.
fn build(site: &str, theme: &[(&str, &[u8])]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("pay"));
    repository.write("catalog-info.yaml", CATALOG.as_bytes());
    repository.write("docs/index.md", b"# Pay\n\nHow to be paid.\n");
    repository.write("docs/retry.md", b"# Once more\n\nEvery call may be repeated.\n");
    repository.commit("Describe everything");
    for (name, bytes) in theme {
        let path = folder.path().join("theme").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let text = format!("site: {{title: Northwind{site}}}\nsources: [{{path: pay}}]\ncatalog: {{elsewhere: ['user:*']}}\n");
    fs::write(folder.path().join("vestibule.yaml"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .current_dir(folder.path())
        .args(["build", "--out", "site"])
        .env("VESTIBULE_CACHE", folder.path().join("cache"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    (folder, said)
}

const ADDRESS: &str = ", url: 'https://portal.example/base', cards: true";

/// Gives what a page says of its picture, with stars for the picture's name.
fn told(folder: &Path, page: &str) -> String {
    let html = fs::read_to_string(folder.join("site").join(page).join("index.html")).unwrap();
    let lines = html.lines().filter(|line| line.contains("og:image") || line.contains("twitter:"));
    let lines: Vec<String> = lines.map(|line| line.replace(&name(line), "*")).collect();
    lines.join("\n")
}

fn name(line: &str) -> String {
    line.split("/cards/").nth(1).map_or_else(|| "-".repeat(80), |rest| rest.split('"').next().unwrap().to_owned())
}

/// Names the picture of a page.
fn picture(folder: &Path, page: &str) -> String {
    let html = fs::read_to_string(folder.join("site").join(page).join("index.html")).unwrap();
    name(html.lines().find(|line| line.contains("property=\"og:image\"")).unwrap())
}

/// Reads a picture: its width, its height, and the colour of each pixel.
fn decoded(bytes: Vec<u8>) -> (u32, u32, Vec<[u8; 3]>) {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let samples = frame.color_type.samples();
    (frame.width, frame.height, pixels.chunks(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect())
}

fn card(folder: &Path, page: &str) -> (u32, u32, Vec<[u8; 3]>) {
    decoded(fs::read(folder.join("site/assets/cards").join(picture(folder, page))).unwrap())
}

#[test]
fn pages_say_where_their_picture_is_and_what_it_shows() {
    let (folder, _) = build(ADDRESS, &[]);
    let expected = |words: &str| {
        format!(
            "<meta property=\"og:image\" content=\"https://portal.example/base/assets/cards/*\">\n\
             <meta property=\"og:image:width\" content=\"1200\">\n\
             <meta property=\"og:image:height\" content=\"630\">\n\
             <meta property=\"og:image:alt\" content=\"{words}\">\n\
             <meta name=\"twitter:card\" content=\"summary_large_image\">"
        )
    };
    for (page, words) in [
        ("", "Northwind"),
        ("catalog/default/component/pay", "Component: pay"),
        ("catalog/default/api/pay", "API: pay"),
        ("catalog/default/component/kanji", "Northwind"),
        ("catalog/component", "Catalog: Components"),
        ("docs/default/component/pay", "Docs: pay"),
        ("docs/default/component/pay/retry", "Docs · pay: Once more"),
        ("health", "Health: Catalog health"),
    ] {
        assert_eq!(told(folder.path(), page), expected(words), "{page}");
    }
}

#[test]
fn a_site_without_an_address_has_no_pictures() {
    let (folder, _) = build("", &[]);
    assert_eq!(told(folder.path(), "catalog/default/component/pay"), "");
    assert!(!folder.path().join("site/assets/cards").exists());
}

#[test]
fn a_picture_shows_the_words_of_its_page() {
    let (folder, _) = build(ADDRESS, &[]);
    let (width, height, pay) = card(folder.path(), "catalog/default/component/pay");
    assert_eq!((width, height), (1200, 630));
    let (_, _, api) = card(folder.path(), "catalog/default/api/pay");
    let (_, _, retry) = card(folder.path(), "docs/default/component/pay/retry");
    let dark = |pixels: &[[u8; 3]], rows: std::ops::Range<usize>| {
        let words = rows.flat_map(|row| &pixels[row * 1200 + 60..row * 1200 + 720]);
        words.filter(|pixel| pixel.iter().all(|part| *part < 80)).count()
    };
    // The name of the site above, the title below; the last rows are bare.
    for pixels in [&pay, &api, &retry] {
        assert!(dark(pixels, 60..120) > 1500 && dark(pixels, 200..570) > 1500, "{}", dark(pixels, 200..570));
        assert_eq!(dark(pixels, 600..630), 0);
    }
    assert!(pay != api && pay != retry);
    let site = folder.path().join("site/assets/cards");
    let largest = fs::read_dir(site).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).max().unwrap();
    assert!(largest < 20_000, "{largest}");
}

#[test]
fn without_cards_all_pages_show_that_of_the_site() {
    let (folder, _) = build(", url: 'https://portal.example/base'", &[]);
    let pages = ["", "catalog/default/component/pay", "docs/default/component/pay/retry", "health"];
    let pictures: BTreeSet<String> = pages.iter().map(|page| picture(folder.path(), page)).collect();
    assert_eq!(pictures.len(), 1);
    assert_eq!(fs::read_dir(folder.path().join("site/assets/cards")).unwrap().count(), 1);
}

#[test]
fn a_theme_draws_cards_of_its_own() {
    let card_svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\" data-kind=\"\"><style>rect {fill: #204060}\n\
                    [data-kind=api] rect {fill: #602040}</style><rect width=\"1200\" height=\"630\"/><g visibility=\"hidden\">\
                    <rect id=\"title\" x=\"100\" y=\"100\" width=\"1000\" height=\"400\" fill=\"#ffffff\" font-size=\"100\"/></g></svg>";
    let font = ("assets/card.ttf", notosans::REGULAR_TTF);
    let (folder, said) = build(&format!("{ADDRESS}, theme: theme"), &[("card.svg", card_svg.as_bytes()), font]);
    assert!(!said.contains("theme"), "{said}");
    for (page, ground) in [("component", [0x20, 0x40, 0x60]), ("api", [0x60, 0x20, 0x40])] {
        let (_, _, pixels) = card(folder.path(), &format!("catalog/default/{page}/pay"));
        assert_eq!(pixels[0], ground);
        assert!(pixels.iter().filter(|pixel| **pixel == [255, 255, 255]).count() > 1000);
    }
    let published = fs::read_dir(folder.path().join("site/assets")).unwrap();
    assert!(
        published.into_iter().all(|file| !file.unwrap().file_name().to_string_lossy().ends_with(".ttf")),
        "it is not for browsers"
    );
}

#[test]
fn browsers_and_phones_find_the_icons_that_they_ask_for() {
    let (folder, _) = build("", &[]);
    let site = folder.path().join("site");
    let ico = fs::read(site.join("favicon.ico")).unwrap();
    assert_eq!(ico[..6], [0, 0, 1, 0, 3, 0]);
    for (number, side) in [16_u32, 32, 48].into_iter().enumerate() {
        let entry = &ico[6 + 16 * number..22 + 16 * number];
        let word = |at: usize| u32::from_le_bytes(entry[at..at + 4].try_into().unwrap()) as usize;
        let (width, height, _) = decoded(ico[word(12)..word(12) + word(8)].to_vec());
        assert_eq!((u32::from(entry[0]), width, height), (side, side, side));
    }
    let (width, _, touch) = decoded(fs::read(site.join("apple-touch-icon.png")).unwrap());
    assert_eq!((width, touch[0]), (180, [0x1a, 0x1e, 0x28]), "it goes to the corners");
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(site.join("site.webmanifest")).unwrap()).unwrap();
    assert_eq!(manifest["name"], "Northwind");
    let icons = manifest["icons"].as_array().unwrap();
    assert_eq!(icons.len(), 4);
    for icon in icons {
        let (width, height, _) = decoded(fs::read(site.join(icon["src"].as_str().unwrap())).unwrap());
        assert_eq!(icon["sizes"], format!("{width}x{height}"));
    }
    let html = fs::read_to_string(site.join("catalog/default/component/pay/index.html")).unwrap();
    let links =
        html.lines().filter(|line| line.contains("touch-icon") || line.contains("manifest\"") || line.contains("theme-color"));
    let expected = [
        "<link rel=\"apple-touch-icon\" href=\"../../../../apple-touch-icon.png\">",
        "<link rel=\"manifest\" href=\"../../../../site.webmanifest\">",
        "<meta name=\"theme-color\" content=\"#fafbfc\" media=\"(prefers-color-scheme: light)\">",
        "<meta name=\"theme-color\" content=\"#0e1014\" media=\"(prefers-color-scheme: dark)\">",
    ];
    assert_eq!(links.filter(|line| line.starts_with('<') && !line.starts_with("<body")).collect::<Vec<_>>(), expected);
}
