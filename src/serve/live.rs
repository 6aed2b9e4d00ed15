//! `Live`: what the browser is told: which build it should show, and what is wrong now. Made by `rebuild`, sent as server-sent events.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde::Serialize;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::problem::Problem;
use super::site::Site;

/// Says what the browser should show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Live {
    /// Counts the builds that were done; a page of another one reloads.
    pub(super) generation: u64,
    /// Whether the last build was done.
    pub(super) built: bool,
    /// What the reader broke: why there is no build, or the errors that were not there when the preview began.
    pub(super) problems: Vec<Problem>,
}

/// Answers `/_vestibule/events`: the state now, and again whenever it changes.
pub(super) async fn events(State(site): State<Site>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let states = WatchStream::new(site.live);
    let events = states.map(|live| Ok(Event::default().data(serde_json::to_string(&live).unwrap_or_default())));
    Sse::new(events).keep_alive(KeepAlive::default())
}
