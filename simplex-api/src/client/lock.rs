//! A mutex that runs wakers only after it is unlocked.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

/// A mutex around state that tasks wait for.
///
/// Waking a task runs foreign code: an executor may poll the task at once, and the task may take this lock. So the
/// wakers run after the lock is released.
#[derive(Debug, Default)]
pub(super) struct WakeMutex<T>(Mutex<T>);

/// Access to the value. Dropping it releases the lock, then runs the wakers.
#[derive(Debug)]
pub(super) struct WakeGuard<'a, T> {
    value: MutexGuard<'a, T>,
    // Fields are dropped in order: the wakers run after the lock is released.
    wakers: PendingWakes,
}

/// Usually one waker, which needs no allocation.
#[derive(Debug, Default)]
struct PendingWakes {
    first: Option<Waker>,
    others: Vec<Waker>,
}

impl<T> WakeMutex<T> {
    pub(super) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(super) fn lock(&self) -> WakeGuard<'_, T> {
        WakeGuard {
            value: self.0.lock().unwrap_or_else(PoisonError::into_inner),
            wakers: PendingWakes::default(),
        }
    }
}

impl<T> WakeGuard<'_, T> {
    /// Wakes a task after the lock is released.
    pub(super) fn wake(&mut self, waker: Waker) {
        match &self.wakers.first {
            None => self.wakers.first = Some(waker),
            Some(_) => self.wakers.others.push(waker),
        }
    }
}

impl<T> Deref for WakeGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for WakeGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl Drop for PendingWakes {
    #[inline]
    fn drop(&mut self) {
        if let Some(first) = self.first.take() {
            first.wake();
            self.others.drain(..).for_each(Waker::wake);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::task::Wake;

    use super::*;

    /// Records whether the lock was free when it was woken.
    struct LockProbe {
        lock: Arc<WakeMutex<u32>>,
        lock_was_free: Mutex<Vec<bool>>,
    }

    impl Wake for LockProbe {
        fn wake(self: Arc<Self>) {
            let is_free = self.lock.0.try_lock().is_ok();
            self.lock_was_free.lock().unwrap().push(is_free);
        }
    }

    #[test]
    fn wakers_run_after_the_lock_is_released() {
        let lock = Arc::new(WakeMutex::new(0));
        let probe = Arc::new(LockProbe {
            lock: lock.clone(),
            lock_was_free: Mutex::default(),
        });
        let mut guard = lock.lock();
        for _ in 0..3 {
            guard.wake(probe.clone().into());
        }
        *guard += 1;
        assert!(probe.lock_was_free.lock().unwrap().is_empty());
        drop(guard);
        assert_eq!(*probe.lock_was_free.lock().unwrap(), [true; 3]);
        assert_eq!(*lock.lock(), 1);
    }
}
