//! The embedded server with clients of other projects.

mod simploxide;
