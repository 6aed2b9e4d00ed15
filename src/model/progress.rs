//! `Progress`: how a long build tells how far it is. Implemented by `cli`; stages only speak to it.

/// Hears how a build goes on. Called from many threads.
pub trait Progress: Sync {
    /// A stage begins; `total` is the number of steps, zero if unknown. The name is a verb: `reading`.
    fn stage(&self, name: &'static str, total: usize);
    /// One step of the current stage is done.
    fn step(&self);
}

/// Hears nothing.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}
