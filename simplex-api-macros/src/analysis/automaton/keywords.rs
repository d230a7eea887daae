//! The keywords of a slot as a part of an automaton.

use super::build::Builder;
use super::decision::OptionalPart;
use crate::analysis::states::END;
use crate::analysis::trie::{ROOT, Trie};

impl<'g> Builder<'g> {
    /// One of the keywords. The reader takes the longest one: where one keyword is a prefix of another, it decides.
    pub(super) fn keywords(&mut self, keywords: &'g [String], slot: usize, next: usize) -> usize {
        let (prefixes, paths) = prefixes(keywords);
        let mut positions = vec![END; prefixes.len()];
        // The state after each prefix, and the first keyword that starts with it.
        let mut after = vec![(END, usize::MAX); prefixes.len()];
        for prefix in (0..prefixes.len()).rev() {
            let end = prefixes.value(prefix).map(|number| (next, number));
            let mut branches: Vec<_> = end.into_iter().collect();
            for (character, longer) in prefixes.children(prefix) {
                let (state, number) = after[*longer];
                positions[*longer] = self.fixed(*character, Some(slot), state);
                branches.push((positions[*longer], number));
            }
            branches.sort_by_key(|(_, number)| *number);
            let first = branches.first().map_or(usize::MAX, |(_, number)| *number);
            let states: Vec<_> = branches.iter().map(|(state, _)| *state).collect();
            after[prefix] = (self.states.add_fork(&states), first);
        }
        for (keyword, path) in keywords.iter().zip(&paths) {
            let ends = keyword.char_indices().map(|(at, c)| at + c.len_utf8());
            let shorter = path.iter().zip(ends).enumerate();
            let shorter = shorter.filter_map(|(index, (prefix, end))| {
                let number = (*prefixes.value(*prefix))?;
                (end < keyword.len()).then_some((number, index + 1, end))
            });
            let mut shorter: Vec<_> = shorter.collect();
            shorter.sort_unstable();
            for (_, length, end) in shorter {
                let positions = path[length..].iter().map(|prefix| positions[*prefix]);
                let positions: Vec<_> = positions.collect();
                let rest = &keyword[end..];
                self.decide(
                    positions[0],
                    next,
                    OptionalPart::Keyword { rest, positions },
                );
            }
        }
        after[ROOT].0
    }
}

/// The prefixes of the keywords, each with the index of the keyword that it is equal to, if any; and for each keyword,
/// its prefixes from the shortest to the longest.
fn prefixes(keywords: &[String]) -> (Trie<char, Option<usize>>, Vec<Vec<usize>>) {
    let mut prefixes = Trie::new();
    let paths = keywords.iter().enumerate().map(|(number, keyword)| {
        let mut prefix = ROOT;
        let path = keyword.chars().map(|character| {
            let longer = prefixes.child(prefix, character);
            prefix = longer.unwrap_or_else(|| prefixes.add(prefix, character, None));
            prefix
        });
        let path: Vec<_> = path.collect();
        if let Some(whole) = path.last() {
            prefixes.value_mut(*whole).get_or_insert(number);
        }
        path
    });
    let paths = paths.collect();
    (prefixes, paths)
}
