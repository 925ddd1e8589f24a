//! Work on many things at once, with results in the order of the things.

use anyhow::{Context, Result};
use rayon::ThreadPool;
use rayon::prelude::*;

/// So many things are at work at a time for each thread: enough that threads seldom wait for each
/// other, and few enough that results take little room.
const EACH: usize = 32;

/// Workers.
pub struct Workers {
    /// Nothing where there is one.
    pool: Option<ThreadPool>,
    jobs: usize,
}

impl Workers {
    /// So many workers; nothing means as many as there are cores, but no more than `things`.
    ///
    /// # Errors
    /// If the system has no threads left.
    pub fn new(jobs: Option<usize>, things: usize) -> Result<Workers> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let jobs = jobs.unwrap_or_else(cores).min(things).max(1);
        let pool = (jobs > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(jobs).build());
        Ok(Workers { pool: pool.transpose().context("cannot start workers")?, jobs })
    }

    /// Does `work` on all things, and hands the results to `take` in their order; it stops when
    /// `take` says so. Only the results of a few things are held at a time.
    ///
    /// # Errors
    /// What `things` or `take` return.
    pub fn run<T: Send, R: Send>(
        &self,
        things: impl Iterator<Item = Result<T>>,
        work: impl Fn(T) -> R + Sync,
        mut take: impl FnMut(R) -> Result<()>,
    ) -> Result<()> {
        let Some(pool) = &self.pool else {
            for thing in things {
                take(work(thing?))?;
            }
            return Ok(());
        };
        let mut things = things;
        loop {
            let some: Vec<T> = things.by_ref().take(self.jobs * EACH).collect::<Result<_>>()?;
            if some.is_empty() {
                return Ok(());
            }
            let results: Vec<R> = pool.install(|| some.into_par_iter().map(&work).collect());
            results.into_iter().try_for_each(&mut take)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Workers;

    #[test]
    fn results_come_in_order_however_many_work() {
        for jobs in [1, 2, 5] {
            let workers = Workers::new(Some(jobs), 1000).unwrap();
            let mut taken = Vec::new();
            let work = |number: usize| {
                // The first ones take longest.
                (0..(1000 - number) * 10)
                    .fold(number, |sum, at| std::hint::black_box(sum + at - at))
            };
            let take = |number| {
                taken.push(number);
                Ok(())
            };
            workers.run((0..1000).map(Ok), work, take).unwrap();
            assert_eq!(taken, (0..1000).collect::<Vec<_>>());
        }
    }
}
