//! Typed numbers of the parts of a map.

use petgraph::graph::NodeIndex;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        ///
        /// Valid only with the map that gave it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) NodeIndex);

        impl $name {
            /// The part's node in the map's graph.
            pub fn node(self) -> NodeIndex {
                self.0
            }

            /// The node's number, below [`Map::node_count`](super::Map::node_count).
            pub fn index(self) -> usize {
                self.0.index()
            }
        }

        impl From<$name> for NodeIndex {
            fn from(id: $name) -> NodeIndex {
                id.0
            }
        }
    )*};
}

ids! {
    /// The number of a claim.
    ClaimId
    /// The number of an inference.
    InferenceId
    /// The number of a source.
    SourceId
    /// The number of a holder.
    HolderId
    /// The number of a question.
    QuestionId
    /// The number of a conflict.
    ConflictId
    /// The number of a group of claims.
    GroupId
    /// The number of a propositional letter.
    AtomId
}
