//! Two versions of a map with a common origin made one.
