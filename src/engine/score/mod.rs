//! Measures findings against gold data, as the scorers of the field do.
