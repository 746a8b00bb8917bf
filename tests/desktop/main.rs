//! The real window under Xvfb. Built once the window stands.
