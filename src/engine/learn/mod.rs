//! Linear models: training and compact storage. Used by names and quotes; knows no language.

pub mod answers;
pub mod crf;
pub mod crf_train;
pub mod hash;
pub mod kmeans;
mod lattice;
pub mod linear;
pub mod network;
pub mod packed;
pub mod runs;
pub mod trees;
