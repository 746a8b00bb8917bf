//! The desk: the open article, its history, the queue, and what is chosen. No drawing, no file formats.
