//! Linear models: training and compact storage. Used by names and quotes; knows no language.
