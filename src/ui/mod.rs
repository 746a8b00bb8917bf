//! The window. Draws from `&Desk`, pushes actions, keeps only scroll and half-typed text.
