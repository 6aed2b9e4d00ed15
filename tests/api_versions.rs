//! Releases of APIs: a page lists them and says what changed from each to the next, and what of it breaks those who use the API.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may stop where it stands"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::git::{Repository, git};

/// Gives what the page of changes says of an API whose file had these texts.
fn changes(kind: &str, file: &str, texts: &[(&str, &str)]) -> String {
    told(&portal(kind, file, texts).path().join("site/catalog/default/api/pay/definition"))
}

/// Builds a portal of one API whose file had these texts, each but the last one at a tag.
fn portal(kind: &str, file: &str, texts: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::create(&folder.path().join("pay"));
    repository.write(
        "catalog-info.yaml",
        format!("apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {{name: pay}}\nspec: {{type: {kind}, lifecycle: production, owner: user:ada, definition: {{$text: ./{file}}}}}\n").as_bytes(),
    );
    for (tag, text) in texts {
        repository.write(file, text.as_bytes());
        repository.commit(tag);
        if *tag != "now" {
            git(&repository.path, &["tag", tag]);
        }
    }
    let settings =
        "site: {title: Versions}\nsources: [{path: pay}]\ncatalog: {elsewhere: ['user:*']}\ndocs: {versions: ['v*']}\n";
    fs::write(folder.path().join("vestibule.yaml"), settings).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    command
        .current_dir(folder.path())
        .args(["build", "--strict", "--out", "site"])
        .env("VESTIBULE_CACHE", folder.path().join("cache"));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// Reads a page of changes as lines of text.
fn told(definition: &Path) -> String {
    let page = fs::read_to_string(definition.join("changes/index.html")).unwrap();
    let main = page.split("<section class=\"card\"").skip(1).collect::<String>();
    let main = main.split("</main>").next().unwrap();
    let mut out = String::new();
    for piece in main.split(['\n', '<']) {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        match tag.split(' ').next().unwrap() {
            "h2" => out.push_str("\n# "),
            "p" => out.push_str("\n- "),
            "span" if !out.ends_with(' ') => out.push(' '),
            "li" if !out.ends_with("\n  ") => out.push_str("\n  "),
            "code" | "/code" => out.push('`'),
            _ => {}
        }
        out.push_str(text);
    }
    out.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).map(|line| format!("{line}\n")).collect()
}

const OPENAPI: &str = r##"openapi: 3.1.0
info: {title: Pay, version: '1.2'}
components:
  schemas:
    Payment:
      type: object
      required: [id]
      properties:
        id: {type: string}
        state: {type: string, enum: [open, paid]}
        amount: {type: integer}
    Order:
      type: object
      required: [amount]
      properties:
        amount: {type: integer, minimum: 0}
        currency: {type: string, enum: [EUR, SEK]}
        note: {type: string}
paths:
  /payments:
    get:
      parameters: [{name: state, in: query, schema: {type: string}}]
      responses: {'200': {description: All, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Payment'}}}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses:
        '201': {description: Made, content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}
        '409': {description: Made before}
  /payments/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: One, content: {application/json: {schema: {$ref: '#/components/schemas/Payment'}}}}}
    delete:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Gone}}
"##;

#[test]
fn what_breaks_callers_is_told_apart() {
    let broken = OPENAPI
        .replace("required: [id]", "required: []")
        .replace("enum: [open, paid]", "enum: [open, paid, void]")
        .replace("        amount: {type: integer}\n", "        amount: {type: string}\n        made: {type: string}\n")
        .replace("required: [amount]", "required: [amount, token]")
        .replace("minimum: 0", "minimum: 1")
        .replace("enum: [EUR, SEK]", "enum: [EUR]")
        .replace("        note: {type: string}\n", "        token: {type: string}\n")
        .replace(
            "{name: state, in: query, schema",
            "{name: shop, in: query, required: true, schema: {type: string}}, {name: state, in: query, schema",
        )
        .replace("        '409': {description: Made before}\n", "        '422': {description: Wrong}\n")
        .replace("    delete:", "    put:")
        .replace("/payments/{id}:", "/payments/{payment}:")
        .replace("name: id, in: path", "name: payment, in: path");
    assert_eq!(
        changes("openapi", "openapi.yaml", &[("v1.1", OPENAPI), ("v1.2", OPENAPI), ("v1.3-rc.1", "nothing"), ("now", &broken)]),
        "\
# From v1.2 to now 8 breaking changes, 5 other 4 operations
- DELETE /payments/{id}
  breaking is gone
- GET /payments
  breaking `shop` is new and required
- Payment
  breaking `id` may be missing
  breaking `amount` is `string` instead of `integer`
  `state` may be `void`
  `made` is new
- Order
  breaking `amount` is `integer, at least 1` instead of `integer, at least 0`
  breaking `currency` cannot be `SEK` any more
  breaking `note` is gone
  breaking `token` is new and required
- POST /payments
  does not answer `409` any more
  may answer `422`
- PUT /payments/{payment}
  is new
# From v1.1 to v1.2 Nothing changed version 1.2, 4 operations
"
    );
}

#[test]
fn what_is_only_more_breaks_nobody() {
    let more = OPENAPI
        .replace("        note: {type: string}\n", "        note: {type: [string, 'null']}\n        tag: {type: string}\n")
        .replace("minimum: 0", "minimum: -5")
        .replace("required: [id]", "required: [id, state]")
        .replace("  /payments:\n", "  /refunds:\n    get: {responses: {'200': {description: ok}}}\n  /payments:\n");
    assert_eq!(
        changes("openapi", "openapi.yaml", &[("v1.2", OPENAPI), ("now", &more)]),
        "\
# From v1.2 to now 5 changes 4 operations
- GET /refunds
  is new
- Payment
  `state` is always there
- Order
  `amount` is `integer, at least -5` instead of `integer, at least 0`
  `note` is `string or null` instead of `string`
  `tag` is new
"
    );
}

#[test]
fn pages_below_the_reference_lead_back_to_it() {
    let folder = portal("openapi", "openapi.yaml", &[("v1.2", OPENAPI), ("now", OPENAPI)]);
    let crumbs = |page: &str| {
        let page = folder.path().join("site/catalog/default/api/pay/definition").join(page).join("index.html");
        let page = fs::read_to_string(page).unwrap();
        let (_, crumbs) = page.split_once("class=\"crumbs\"").unwrap();
        let crumbs = crumbs.split("</nav>").next().unwrap();
        let items = crumbs.split("<li").skip(1).map(|item| {
            let href = item.split_once("href=\"").map(|(_, rest)| rest.split('"').next().unwrap());
            let text = item.split('>').filter_map(|rest| rest.split('<').next()).find(|text| !text.trim().is_empty());
            format!("{} {}", text.unwrap().trim(), href.unwrap_or("here"))
        });
        items.collect::<Vec<_>>()
    };
    assert_eq!(crumbs("")[2..], ["pay ../", "Reference here"]);
    assert_eq!(crumbs("changes")[2..], ["pay ../../", "Reference ../", "Changes here"]);
    assert_eq!(crumbs("raw")[2..], ["pay ../../", "Reference ../", "openapi.yaml here"]);
}

#[test]
fn a_schema_that_is_only_called_otherwise_breaks_nobody() {
    let with_lines = OPENAPI.replace(
        "    Order:\n",
        "    Line: {type: object, properties: {sku: {type: string}, part: {$ref: '#/components/schemas/Line'}}}\n    Money: {type: object, properties: {amount: {type: integer}}}\n    Fee: {type: object, properties: {amount: {type: integer}}}\n    Order:\n",
    );
    let old = with_lines.replace(
        "        note: {type: string}\n",
        "        note: {type: string}\n        lines: {type: array, items: {$ref: '#/components/schemas/Line'}}\n        total: {$ref: '#/components/schemas/Money'}\n        fee: {$ref: '#/components/schemas/Fee'}\n",
    );
    let mut new = old.replace("note: {type: string}", "note: {type: string, description: 'As it came.'}");
    for (was, is) in [("Order", "PlacedOrder"), ("Line", "OrderLine"), ("Money", "MoneyValue"), ("Fee", "FeeValue")] {
        new = new
            .replace(&format!("    {was}:"), &format!("    {is}:"))
            .replace(&format!("schemas/{was}'"), &format!("schemas/{is}'"));
    }
    assert_eq!(
        changes("openapi", "openapi.yaml", &[("v1", &old), ("now", &new)]),
        "\
# From v1 to now 4 changes version 1.2, 4 operations
- OrderLine
  was called `Line`, and is the same
- MoneyValue
  was called `Money`, and is the same
- FeeValue
  was called `Fee`, and is the same
- PlacedOrder
  was called `Order`, and is the same
"
    );
    // What changed besides is another schema.
    let other = new.replace("sku: {type: string}", "sku: {type: integer}");
    let told = changes("openapi", "openapi.yaml", &[("v1", &old), ("now", &other)]);
    assert!(
        told.contains("- OrderLine\n  is new\n") && told.contains("was called `Money`") && told.contains("breaking"),
        "{told}"
    );
}

#[test]
fn the_name_of_a_schema_that_callers_see_is_no_mere_name() {
    let old = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\ncomponents:\n  schemas:\n    Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}}\n    Dog: {type: object, properties: {kind: {type: string}, tricks: {type: integer}}}\npaths:\n  /pets:\n    get:\n      responses:\n        '200':\n          description: A pet\n          content:\n            application/json:\n              schema:\n                oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n                discriminator: {propertyName: kind}\n";
    let new = old.replace("    Cat:", "    Lion:").replace("schemas/Cat'", "schemas/Lion'");
    let told = changes("openapi", "openapi.yaml", &[("v1", old), ("now", &new)]);
    assert!(!told.contains("was called") && told.contains("breaking"), "{told}");
    let mapped = |text: &str, name: &str| {
        text.replace(
            "{propertyName: kind}",
            &format!("{{propertyName: kind, mapping: {{cat: '#/components/schemas/{name}', dog: '#/components/schemas/Dog'}}}}"),
        )
    };
    let told = changes("openapi", "openapi.yaml", &[("v1", &mapped(old, "Cat")), ("now", &mapped(&new, "Lion"))]);
    assert_eq!(told, "# From v1 to now 1 change 1 operation\n- Lion\n  was called `Cat`, and is the same\n");
}

#[test]
fn types_of_graphql_and_protobuf_are_compared_too() {
    let old = "type Query { item(id: ID!, lang: String): Item! all(by: Filter): [Item] }\ntype Item { id: ID! name: String kind: Kind! old: Int }\nenum Kind { A B }\ninput Filter { name: String }\n";
    let new = "type Query { item(id: ID, lang: String!): Item }\ntype Item { id: ID! name: String! kind: Kind! tag: String }\nenum Kind { A C }\n";
    assert_eq!(
        changes("graphql", "schema.graphql", &[("v1", old), ("now", new)]),
        "\
# From v1 to now 6 breaking changes, 4 other 2 operations
- QUERY all
  breaking is gone
- QUERY item
  breaking `lang` is `String!` instead of `String`
  breaking answer is `Item` instead of `Item!`
  `id` is `ID` instead of `ID!`
- Item
  breaking `old` is gone
  `name` is `String!` instead of `String`
  `tag` is new
- Kind
  breaking has no `B` any more
  may be `C`
- Filter
  breaking is gone
"
    );
    let old = "syntax = \"proto3\";\npackage pay;\nservice Pay { rpc Make(Order) returns (Done); rpc Drop(Order) returns (Done); }\nmessage Order { string id = 1; int32 amount = 2; }\nmessage Done { bool ok = 1; }\nmessage Unused { string x = 1; }\n";
    let new = "syntax = \"proto3\";\npackage pay;\nservice Pay { rpc Make(Order) returns (stream Done); }\nmessage Order { string id = 3; int64 amount = 2; repeated string tags = 4; }\nmessage Done { bool ok = 1; }\n";
    assert_eq!(
        changes("grpc", "pay.proto", &[("v1", old), ("now", new)]),
        "\
# From v1 to now 5 breaking changes, 1 other 2 operations
- RPC /pay.Pay/Drop
  breaking is gone
- STREAM /pay.Pay/Make
  breaking is `STREAM` instead of `RPC`
- Order
  breaking `id` is `string = 3` instead of `string = 1`
  breaking `amount` is `int64 = 2` instead of `int32 = 2`
  `tags` is new
- Unused
  breaking is gone
"
    );
}
