//! Which keys an object has.

/// The keys of one sort of object.
pub(super) struct Shape {
    /// What the object is, for messages: `a claim`.
    pub what: &'static str,
    /// The keys that it must have; what is missing is reported here.
    pub required: &'static [&'static str],
    /// The keys that it may have.
    pub optional: &'static [&'static str],
}

impl Shape {
    /// All keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.required.iter().chain(self.optional).copied()
    }

    /// The number of a key.
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        self.keys().position(|known| known == key)
    }
}
