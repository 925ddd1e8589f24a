//! What holders answer to the same questions, and what they share and dispute.
