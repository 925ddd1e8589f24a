//! Work on many things at once, with results in the order of the things.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

use anyhow::{Context, Result};

/// Workers.
pub struct Workers {
    jobs: usize,
}

impl Workers {
    /// So many workers; nothing means as many as there are cores, but no more than `things`.
    pub fn new(jobs: Option<usize>, things: usize) -> Workers {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        Workers { jobs: jobs.unwrap_or_else(cores).min(things).max(1) }
    }

    /// Does `work` on all things, and hands the results to `take` in their order, each as soon as
    /// it and all before it are there; it stops when `take` says so.
    ///
    /// A worker that is free asks `things` for the next one, so nothing is asked for before it is
    /// needed: things may come from somebody who waits for the results of earlier ones. There is no
    /// thread that only hands results on, since to wake it for each would cost more than most
    /// things do: the worker whose result is the next hands on all that waited for it.
    ///
    /// # Errors
    /// What `things` or `take` return; or if the system has no threads left.
    pub fn run<T, R: Send>(
        &self,
        things: impl Iterator<Item = Result<T>> + Send,
        work: impl Fn(T) -> R + Sync,
        take: impl FnMut(R) -> Result<()> + Send,
    ) -> Result<()> {
        let things = Mutex::new(things.enumerate());
        let order = Mutex::new(Order { next: 0, early: BTreeMap::new(), take, failure: None });
        let run = || {
            loop {
                let next = lock(&things).next();
                let Some((number, thing)) = next else { return };
                let result = thing.map(&work);
                if !lock(&order).add(number, result) {
                    return;
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.jobs {
                Builder::new().spawn_scoped(scope, run).context("cannot start a worker")?;
            }
            run();
            Ok::<_, anyhow::Error>(())
        })?;
        order.into_inner().unwrap_or_else(PoisonError::into_inner).failure.map_or(Ok(()), Err)
    }
}

/// Where results are handed on by their numbers; what comes too early waits.
struct Order<R, F> {
    next: usize,
    early: BTreeMap<usize, Result<R>>,
    take: F,
    failure: Option<anyhow::Error>,
}

impl<R, F: FnMut(R) -> Result<()>> Order<R, F> {
    /// Adds a result, and says whether more are wanted.
    fn add(&mut self, number: usize, result: Result<R>) -> bool {
        self.early.insert(number, result);
        while self.failure.is_none()
            && let Some(result) = self.early.remove(&self.next)
        {
            self.next += 1;
            self.failure = result.and_then(&mut self.take).err();
        }
        self.failure.is_none()
    }
}

/// A lock is only broken by a panic, which ends the command when the workers are gone.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::Workers;

    #[test]
    fn results_come_in_order_however_many_work() {
        for jobs in [1, 2, 5] {
            let workers = Workers::new(Some(jobs), 1000);
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

    #[test]
    fn a_thing_may_depend_on_the_result_of_the_one_before() {
        for jobs in [1, 2, 5] {
            let (answer, answers) = channel();
            let things = (0..100).map(move |number| {
                // The first one comes by itself, every further one after an answer.
                assert!(number == 0 || answers.recv() == Ok(number - 1));
                Ok(number)
            });
            let workers = Workers::new(Some(jobs), usize::MAX);
            let take = |number| {
                answer.send(number).unwrap();
                Ok(())
            };
            workers.run(things, |number| number, take).unwrap();
        }
    }

    #[test]
    fn an_error_of_either_side_ends_the_work() {
        let broken = |number: u32| {
            if number < 500 { Ok(number) } else { Err(anyhow::anyhow!("no {number}")) }
        };
        for jobs in [1, 2, 5] {
            let workers = Workers::new(Some(jobs), usize::MAX);
            let mut count = 0;
            let take = |_| {
                count += 1;
                Ok(())
            };
            let error = workers.run((0..).map(broken), |number| number, take).unwrap_err();
            assert_eq!((count, &*error.to_string()), (500, "no 500"));
            let take = |number| broken(number + 490).map(drop);
            let error = workers.run((0_u32..).map(Ok), |number| number, take).unwrap_err();
            assert_eq!(error.to_string(), "no 500");
        }
    }
}
