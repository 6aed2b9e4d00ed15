//! Page: what the preview adds to pages on their way to the browser: the script that reloads them and shows what is broken. Never in the built files.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

const CLIENT: &str = include_str!("client.js");

/// Answers `/_vestibule/client.js`.
pub(super) async fn client() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], CLIENT).into_response()
}

/// Puts the client before the end of a page's body.
pub(super) fn with_client(mut page: Vec<u8>, generation: u64) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let script = format!("<script src=\"/_vestibule/client.js\" data-generation=\"{generation}\" defer></script>");
    let at = page.windows(END.len()).rposition(|window| window.eq_ignore_ascii_case(END)).unwrap_or(page.len());
    page.splice(at..at, script.into_bytes());
    page
}

/// Answers while there is no build yet: the page reloads when there is one, and shows what stands in its way.
pub(super) fn waiting() -> Response {
    let page = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Vestibule</title>\
        <body><p>The portal is not built yet. This page follows when it is.</p></body></html>";
    let body = with_client(page.as_bytes().to_vec(), 0);
    (StatusCode::SERVICE_UNAVAILABLE, [(CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::with_client;

    #[test]
    fn the_client_stands_at_the_end() {
        let page = |text: &str| String::from_utf8(with_client(text.as_bytes().to_vec(), 3)).unwrap();
        let script = "<script src=\"/_vestibule/client.js\" data-generation=\"3\" defer></script>";
        assert_eq!(page("<body><code></body></code></BODY>"), format!("<body><code></body></code>{script}</BODY>"));
        assert_eq!(page("none"), format!("none{script}"));
    }
}
