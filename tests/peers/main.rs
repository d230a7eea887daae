//! The embedded server with clients that others wrote.

mod simploxide;
