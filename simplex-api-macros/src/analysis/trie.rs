//! Sets of sequences, by their common prefixes.

/// A set of sequences: a node for each of their prefixes, with a value. A longer prefix has a higher number.
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

    /// The number of prefixes, the empty one included.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn value(&self, node: usize) -> &V {
        &self.nodes[node].value
    }

    pub(super) fn value_mut(&mut self, node: usize) -> &mut V {
        &mut self.nodes[node].value
    }

    /// The prefixes that are longer by one, in the order in which they were added.
    pub(super) fn children(&self, node: usize) -> &[(K, usize)] {
        &self.nodes[node].children
    }

    /// The prefix that is longer by `key`.
    pub(super) fn child(&self, node: usize, key: K) -> Option<usize> {
        let mut children = self.nodes[node].children.iter();
        let child = children.find(|(known, _)| *known == key);
        child.map(|(_, child)| *child)
    }

    /// Adds the prefix that is longer by `key`.
    pub(super) fn add(&mut self, node: usize, key: K, value: V) -> usize {
        let child = self.nodes.len();
        self.nodes[node].children.push((key, child));
        let children = Vec::new();
        self.nodes.push(Node { value, children });
        child
    }
}
