//! Serve: a portal's folder -> a preview in the browser that follows every change. Builds through a closure; knows nothing of how a build is done.

mod live;
mod page;
mod problem;
mod rebuild;
mod site;
mod watch;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
#[cfg(unix)]
use std::task::Poll;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch::Receiver;

use crate::base::diagnostic::Diagnostic;
use live::Live;

/// The ports that are tried when none is asked for.
const PORTS: std::ops::Range<u16> = 4000..4020;

/// Tells what one build came to.
#[derive(Debug, Default)]
pub struct Attempt {
    /// What was made, for people: `97 entities, 386 docs pages`; nothing if the site could not be built.
    pub built: Option<String>,
    /// What is wrong. Of a build that was done, the findings at error level; of one that was not, all that stands in its way.
    pub problems: Vec<Diagnostic>,
    /// The files and folders that the site depends on.
    pub inputs: Vec<PathBuf>,
}

/// Builds the site into the folder that it is given.
pub type Build = dyn FnMut(&Path) -> Attempt + Send;

/// Tells people a line.
pub type Say = dyn Fn(&str) + Send + Sync;

/// Says why a preview could not be had.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Somebody else listens on the port that was asked for.
    #[error("port {0} is in use; choose another with `--port`")]
    PortInUse(u16),
    /// Somebody else listens on all ports that were tried.
    #[error("ports {} to {} are in use; choose another with `--port`", PORTS.start, PORTS.end - 1)]
    NoFreePort,
    /// The system refused the port that was asked for.
    #[error("port {0} cannot be used: {1}; choose another with `--port`")]
    Port(u16, io::Error),
    /// The system refused something else.
    #[error("the preview could not be started: {0}")]
    Io(#[from] io::Error),
}

/// Holds a preview that runs until it is dropped.
#[derive(Debug)]
pub struct Preview {
    address: SocketAddr,
    runtime: Option<Runtime>,
    rebuilding: Option<rebuild::Rebuilding>,
    folder: PathBuf,
}

/// Builds the site into a folder of its own below `cache`, serves it on this machine alone, and builds it again whenever an input changes.
pub fn serve(port: Option<u16>, cache: &Path, build: Box<Build>, say: Arc<Say>) -> Result<Preview, ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(listen(port))?;
    let address = listener.local_addr()?;
    let folder = cache.join(format!("preview-{}-{}", std::process::id(), address.port()));
    std::fs::create_dir_all(&folder)?;
    let out = folder.join("site");

    let (rebuilding, live) = rebuild::start(build, out.clone(), Arc::clone(&say));
    runtime.spawn(async move {
        if let Err(error) = axum::serve(listener, site::router(out, live)).await {
            say(&format!("error: the preview has ended: {error}"));
        }
    });
    Ok(Preview { address, runtime: Some(runtime), rebuilding: Some(rebuilding), folder })
}

impl Preview {
    /// Gives the front door's URL.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Waits until the user ends the program.
    pub fn wait(&self) -> io::Result<()> {
        self.runtime.as_ref().map_or(Ok(()), |runtime| runtime.block_on(end()))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.rebuilding.take());
        if let Some(runtime) = self.runtime.take() {
            // Browsers keep the event stream open for as long as they can.
            runtime.shutdown_background();
        }
        // The folder is in the cache; what cannot be removed now may be removed at any time.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Waits for Ctrl-C, or for whoever runs the program to end it.
async fn end() -> io::Result<()> {
    #[cfg(unix)]
    {
        let mut ended = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        let mut interrupted = std::pin::pin!(tokio::signal::ctrl_c());
        std::future::poll_fn(|context| match ended.poll_recv(context) {
            Poll::Ready(_) => Poll::Ready(Ok(())),
            Poll::Pending => interrupted.as_mut().poll(context),
        })
        .await
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

async fn listen(port: Option<u16>) -> Result<TcpListener, ServeError> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortInUse(port),
            _ => ServeError::Port(port, error),
        });
    }
    for port in PORTS {
        match bind(port).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            answer => return answer.map_err(|error| ServeError::Port(port, error)),
        }
    }
    Err(ServeError::NoFreePort)
}

/// Hears of every change of what the browser should show.
type Changes = Receiver<Live>;
