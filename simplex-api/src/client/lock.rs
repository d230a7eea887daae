//! A lock under which nobody is woken.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;

/// A mutex for what others wait for.
///
/// To wake is to run the code of others: an executor may poll whom it wakes at once, and that takes the lock again. So
/// whoever is to be woken is when the lock was given back.
#[derive(Debug, Default)]
pub(super) struct Lock<T>(Mutex<T>);

/// The value, and who is woken when it is let go.
#[derive(Debug)]
pub(super) struct Locked<'a, T> {
    value: MutexGuard<'a, T>,
    // Dropped after the guard, in the order of the fields.
    woken: Woken,
}

/// Most often it is one, for whom nothing is allocated.
#[derive(Debug, Default)]
struct Woken {
    first: Option<Waker>,
    others: Vec<Waker>,
}

impl<T> Lock<T> {
    pub(super) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(super) fn lock(&self) -> Locked<'_, T> {
        Locked {
            value: self.0.lock().unwrap_or_else(PoisonError::into_inner),
            woken: Woken::default(),
        }
    }
}

impl<T> Locked<'_, T> {
    /// Wakes it when the lock was given back.
    pub(super) fn wake(&mut self, waiting: Waker) {
        match &self.woken.first {
            None => self.woken.first = Some(waiting),
            Some(_) => self.woken.others.push(waiting),
        }
    }
}

impl<T> Deref for Locked<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Locked<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl Drop for Woken {
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

    /// Notes whether the lock was free when it was woken.
    struct Visitor {
        lock: Arc<Lock<u32>>,
        found: Mutex<Vec<bool>>,
    }

    impl Wake for Visitor {
        fn wake(self: Arc<Self>) {
            let is_free = self.lock.0.try_lock().is_ok();
            self.found.lock().unwrap().push(is_free);
        }
    }

    #[test]
    fn whoever_is_woken_finds_the_lock_free() {
        let lock = Arc::new(Lock::new(0));
        let visitor = Arc::new(Visitor {
            lock: lock.clone(),
            found: Mutex::default(),
        });
        let mut locked = lock.lock();
        for _ in 0..3 {
            locked.wake(visitor.clone().into());
        }
        *locked += 1;
        assert!(visitor.found.lock().unwrap().is_empty());
        drop(locked);
        assert_eq!(*visitor.found.lock().unwrap(), [true; 3]);
        assert_eq!(*lock.lock(), 1);
    }
}
