mod mistakes;
mod trees;
