//! A prefix tree.

/// A set of sequences: one node with a value for each of their prefixes. A longer prefix has a higher number.
#[derive(Debug)]
pub(super) struct Trie<K, V> {
    nodes: Vec<Node<K, V>>,
}

#[derive(Debug)]
struct Node<K, V> {
    value: V,
    children: Vec<(K, usize)>,
}

/// The node of the empty prefix.
pub(super) const ROOT: usize = 0;

impl<K: Copy + PartialEq, V: Default> Trie<K, V> {
    pub(super) fn new() -> Self {
        let root = Node {
            value: V::default(),
            children: Vec::new(),
        };
        Self { nodes: vec![root] }
    }

    /// The number of prefixes, including the empty one.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn value(&self, node: usize) -> &V {
        &self.nodes[node].value
    }

    pub(super) fn value_mut(&mut self, node: usize) -> &mut V {
        &mut self.nodes[node].value
    }

    /// The prefixes with one more element, in the order in which they were added.
    pub(super) fn children(&self, node: usize) -> &[(K, usize)] {
        &self.nodes[node].children
    }

    /// The prefix extended by `key`.
    pub(super) fn child(&self, node: usize, key: K) -> Option<usize> {
        let mut children = self.nodes[node].children.iter();
        let child = children.find(|(known, _)| *known == key);
        child.map(|(_, child)| *child)
    }

    /// Adds the prefix extended by `key`.
    pub(super) fn add(&mut self, node: usize, key: K, value: V) -> usize {
        let child = self.nodes.len();
        self.nodes[node].children.push((key, child));
        let children = Vec::new();
        self.nodes.push(Node { value, children });
        child
    }
}
