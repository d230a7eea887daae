//! Where errors about the types of a declaration are shown.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// The code with each `<T as Trait>::name` as if all of it stood where `T` does: an error about `T` is then the same
/// wherever it comes from, so that the compiler shows it once.
pub(crate) fn rooted(code: TokenStream) -> TokenStream {
    let mut rooted = Vec::new();
    // The types of the paths that are open.
    let mut open: Vec<Option<Span>> = Vec::new();
    let mut closed = None;
    let mut before = [' '; 2];
    let code: Vec<_> = code.into_iter().collect();
    for (place, mut token) in code.iter().cloned().enumerate() {
        let mark = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match (mark, before) {
            // Arguments of a path, as in `Vec::<T>`.
            ('<', [':', ':']) => open.push(None),
            ('<', _) => {
                let ty = first_of_type(&code[place..]);
                resolve(&mut token, ty);
                open.push(ty);
            }
            // Of an arrow.
            ('>', [.., '-' | '=']) => {}
            ('>', _) => closed = open.pop().flatten(),
            (':', _) => {}
            (_, [':', ':']) => resolve(&mut token, closed.take()),
            _ => closed = None,
        }
        before = [before[1], mark];
        rooted.push(match token {
            TokenTree::Group(group) => {
                let span = group.span();
                let mut group = Group::new(group.delimiter(), self::rooted(group.stream()));
                group.set_span(span);
                group.into()
            }
            token => token,
        });
    }
    rooted.into_iter().collect()
}

/// The first token of a type behind `<`, which may be such a path itself.
fn first_of_type(path: &[TokenTree]) -> Option<Span> {
    let is_open = |token: &&TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == '<');
    path.iter()
        .find(|token| !is_open(token))
        .map(TokenTree::span)
}

/// Lets a token be of the same code as what is at `span`, and stay where it is.
fn resolve(token: &mut TokenTree, span: Option<Span>) {
    if let Some(span) = span {
        token.set_span(token.span().resolved_at(span));
    }
}
