//! A declaration where only an absolute path leads to the library, and names that the macro uses too.

fn main() {
    use simplex_api::Command as _;

    #[simplex_api::command(syntax = "/_x <out> <reader> <self_>[ params=<params>]")]
    struct Names {
        out: i64,
        reader: i64,
        self_: i64,
        params: Option<i64>,
    }

    let names = Names::new(1, 2, 3).params(4);
    assert_eq!(names.encode().unwrap(), "/_x 1 2 3 params=4");
    assert_eq!(Names::decode("/_x 1 2 3 params=4").unwrap(), names);
}
