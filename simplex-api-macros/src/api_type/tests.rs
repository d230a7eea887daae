use proc_macro2::TokenStream;
use quote::quote;

use super::expand;

/// The messages of the errors in an expansion.
fn errors(args: TokenStream, item: TokenStream) -> Vec<String> {
    let expanded = expand(args, item).to_string();
    let errors = expanded.split("compile_error ! {").skip(1);
    let literals = errors.filter_map(|rest| Some(rest.split_once('}')?.0.trim()));
    let literals = literals.filter_map(|text| syn::parse_str::<syn::LitStr>(text).ok());
    literals.map(|literal| literal.value()).collect()
}

#[test]
fn a_type_without_mistakes() {
    let none: [&str; 0] = [];
    let record = quote! {
        pub struct Meta { item_id: i64, #[api(name = "x_", since = "7.0")] x: Option<String> }
    };
    assert_eq!(errors(quote!(name = "CIMeta", since = "6.4"), record), none);
    assert_eq!(
        errors(
            quote!(response, event),
            quote!(
                struct Ok {
                    object: i32,
                    index: u32,
                }
            )
        ),
        none
    );
    assert_eq!(
        errors(
            quote!(),
            quote!(
                struct Id(pub i64);
            )
        ),
        none
    );
    assert_eq!(
        errors(
            quote!(primitive = "UTCTime"),
            quote!(
                struct Time(pub String);
            )
        ),
        none
    );
    assert_eq!(
        errors(
            quote!(),
            quote!(
                enum Mode {
                    One,
                    #[api(name = "2")]
                    Two,
                }
            )
        ),
        none
    );
    let union = quote!(
        enum Content {
            Text { text: String },
            None,
            Other(Record),
        }
    );
    assert_eq!(errors(quote!(tag = "type"), union), none);
}

#[test]
fn unknown_keys() {
    assert_eq!(
        errors(
            quote!(nam = "X", color = "red", since),
            quote!(
                struct A {
                    a: i32,
                }
            )
        ),
        [
            "`since` needs a text: `since = \"…\"`",
            "unknown key `nam` of a record, did you mean `name`?",
            "unknown key `color` of a record, \
             expected one of `name`, `since`, `syntax`, `check`, `refuse`, `eq`, `crate`, `tag`, `response`, `event`, `older`, `extra`",
        ]
    );
    assert_eq!(
        errors(
            quote!(),
            quote!(
                struct A {
                    #[api(since = "7.0", since = "7.1")]
                    a: bool,
                }
            )
        ),
        ["`since` is given twice"]
    );
    assert_eq!(
        errors(
            quote!(response = "a"),
            quote!(
                struct A {
                    #[api]
                    a: bool,
                }
            )
        ),
        ["`response` takes no value", "expected `#[api(…)]`"]
    );
    assert_eq!(
        errors(
            quote!(name = "UTCTime"),
            quote!(
                struct Time(pub String);
            )
        ),
        ["unknown key `name` of a newtype, expected one of `primitive`, `crate`"]
    );
    assert_eq!(
        errors(
            quote!(),
            quote!(
                struct Password(#[api(secrt)] String);
            )
        ),
        ["unknown key `secrt` of what is inside of a newtype, did you mean `secret`?"]
    );
}

#[test]
fn commas_that_are_missing() {
    let mistakes = [
        quote!(name = "A" since = "7.0"),
        quote!(response event),
        quote!(response, older = old event),
    ];
    for args in mistakes {
        let item = quote!(
            struct A {}
        );
        assert_eq!(errors(args, item), ["expected `,` before this"]);
    }
}

#[test]
fn items_that_are_no_types() {
    assert_eq!(
        errors(
            quote!(),
            quote!(
                struct A<T> {
                    a: T,
                }
            )
        ),
        ["a type of the API has no generic parameters"]
    );
    assert_eq!(
        errors(
            quote!(),
            quote!(
                struct A(i32, i32);
            )
        ),
        ["expected named members, or a newtype of one"]
    );
    assert_eq!(
        errors(
            quote!(),
            quote!(
                enum A {}
            )
        ),
        ["an enum of the API has at least one variant"]
    );
    assert_eq!(
        errors(quote!(), quote!(union A { a: i32 })),
        ["a type of the API is a `struct` or an `enum`"]
    );
    assert_eq!(
        errors(
            quote!(),
            quote!(
                fn a() {}
            )
        )
        .len(),
        1
    );
}

#[test]
fn the_item_stays() {
    for item in [
        quote!(
            struct A<T> {
                a: T,
            }
        ),
        quote!(
            struct A(i32, i32);
        ),
        quote!(
            enum A {
                #[api(nam = "b")]
                B,
            }
        ),
        quote!(
            fn A() {}
        ),
    ] {
        let expanded = expand(quote!(nonsense), item).to_string();
        assert!(expanded.contains(" A "), "{expanded}");
        assert!(expanded.contains("compile_error"), "{expanded}");
    }
}

#[test]
fn members_that_cannot_be() {
    let since = quote!(
        struct A {
            #[api(since = "7.0")]
            new_one: Id,
        }
    );
    assert_eq!(
        errors(quote!(), since),
        [
            "servers before 7.0 do not send `newOne`, so it may be absent: \
          its type must be `Option<Id>`, `bool`, `Vec` or `BTreeMap`"
        ]
    );
    let twice = quote!(
        struct A {
            a: i32,
            #[api(name = "a")]
            b: i32,
        }
    );
    assert_eq!(errors(quote!(), twice), ["`a` is the name of two members"]);
    assert_eq!(
        errors(
            quote!(event),
            quote!(
                struct A {
                    r#type: i32,
                }
            )
        ),
        ["`type` is the tag, so it cannot be a member"]
    );
    let extra = quote!(
        struct A {
            extra: i32,
        }
    );
    assert!(errors(quote!(), extra)[0].starts_with("`extra` is the macro's own member"));
    let cfg = quote!(
        struct A {
            #[cfg(unix)]
            a: i32,
        }
    );
    assert!(errors(quote!(), cfg)[0].starts_with("the shape of an API type"));
    assert_eq!(
        errors(
            quote!(tag = "x"),
            quote!(
                struct A {}
            )
        ),
        ["only a `response` or an `event` has a tag"]
    );
}

#[test]
fn variants_that_cannot_be() {
    assert_eq!(
        errors(
            quote!(),
            quote!(
                enum A {
                    B { c: i32 },
                }
            )
        ),
        ["an enum whose variants have members needs `tag = \"type\"`"]
    );
    assert_eq!(
        errors(
            quote!(),
            quote!(
                enum A {
                    B,
                    #[api(name = "b")]
                    C,
                }
            )
        ),
        ["`b` is the name of `B` already\n\
             = help: a name or `alias` says which variant it is: give this one another",]
    );
    assert_eq!(
        errors(
            quote!(tag = "kind"),
            quote!(
                enum A {
                    B(i32, i32),
                    C { kind: i32 },
                }
            )
        ),
        [
            "expected named members, or one record",
            "`kind` is the tag, so it cannot be a member",
        ]
    );
    let undocumented = quote!(
        enum A {
            Undocumented,
        }
    );
    assert!(errors(quote!(), undocumented)[0].starts_with("`Undocumented` is the macro's own"));
}

#[test]
fn what_the_item_becomes() {
    let item = quote!(
        pub struct Meta {
            pub item_id: i64,
            #[doc = "Text."]
            pub text: String,
        }
    );
    let expanded = expand(quote!(name = "CIMeta"), item).to_string();
    let expected = quote! {
        #[doc(alias = "CIMeta")]
        #[derive(
            ::core::prelude::v1::Debug,
            ::core::prelude::v1::Clone,
            ::core::prelude::v1::PartialEq
        )]
        #[non_exhaustive]
        pub struct Meta {
            #[doc = "`itemId` in the API."]
            #[doc(alias = "itemId")]
            pub item_id: i64,
            #[doc = "Text."]
            pub text: String,
            #[doc = "Members that this version does not know."]
            pub extra: ::simplex_api::json::Extra,
        }
    };
    assert!(expanded.starts_with(&expected.to_string()), "{expanded}");
}

#[test]
fn the_library_is_where_it_is_said_to_be() {
    for (keys, item) in [
        (
            quote!(syntax = "<a>[ b=<b>]", check = check),
            quote!(
                pub struct X {
                    a: i64,
                    #[api(secret)]
                    b: Option<String>,
                }
            ),
        ),
        (
            quote!(response, older = older),
            quote!(
                pub struct X {
                    a: i64,
                }
            ),
        ),
        (
            quote!(syntax = "a|b"),
            quote!(
                pub enum X {
                    A,
                    B,
                }
            ),
        ),
        (
            quote!(tag = "type", syntax = "a|b <b>"),
            quote!(
                pub enum X {
                    A,
                    B { b: i64 },
                    C(Y),
                }
            ),
        ),
        (
            quote!(),
            quote!(
                pub struct X(#[api(secret)] String);
            ),
        ),
    ] {
        let expanded = expand(quote!(crate = framework::api, #keys), item).to_string();
        assert!(!expanded.contains("simplex_api"), "{expanded}");
    }
}
