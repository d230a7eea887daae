//! `at!(place => code)`: the code as if it stood at another place, for errors to be shown there.

use proc_macro::{Group, Span, TokenStream, TokenTree};

/// The code behind `=>`, with all of it at the place of the first token.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let Some(place) = tokens.next() else {
        return TokenStream::new();
    };
    let arrow = 2;
    moved(tokens.skip(arrow), place.span())
}

fn moved(tokens: impl Iterator<Item = TokenTree>, place: Span) -> TokenStream {
    let tokens = tokens.map(|token| {
        // Names mean what they mean where they are written.
        let span = token.span().located_at(place);
        let mut token = match token {
            TokenTree::Group(group) => {
                let inner = moved(group.stream().into_iter(), place);
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            token => token,
        };
        token.set_span(span);
        token
    });
    tokens.collect()
}
