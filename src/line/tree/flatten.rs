//! From nested values to lines that can be searched.

use super::{Leaf, MOST, Node};
use crate::line::settings::assignment;

/// Longest path that is written out, in bytes.
const LONGEST_PATH: usize = 300;

/// Keys whose items or members are containers, or services, with a name.
const CONTAINERS: [&[u8]; 8] = [
    b"containers",
    b"initContainers",
    b"containerStatuses",
    b"initContainerStatuses",
    b"containerDefinitions",
    b"services",
    b"Containers",
    b"Init Containers",
];

/// Keys whose members are environment variables.
const ENVIRONMENTS: [&str; 5] = ["env", "environment", "environmentvariables", "variables", "appsettings"];

pub(super) fn flatten(document: &[Node]) -> Vec<Leaf> {
    let mut found = Vec::new();
    members(document, &Place::default(), &mut found);
    found
}

/// Where a value stands.
#[derive(Debug, Clone, Default)]
struct Place<'a> {
    path: Vec<u8>,
    /// The key of what it is in.
    key: &'a [u8],
    owner: Option<String>,
}

fn members(nodes: &[Node], place: &Place<'_>, found: &mut Vec<Leaf>) {
    for (node, index) in nodes.iter().zip(0_usize..) {
        if found.len() >= MOST || place.path.len() > LONGEST_PATH {
            return;
        }
        match &node.key {
            Some(key) => member(node, key, place, found),
            None => item(node, index, place, found),
        }
    }
}

fn member(node: &Node, key: &[u8], place: &Place<'_>, found: &mut Vec<Leaf>) {
    if let (Some(value), Some(name)) = (&node.value, variable(key))
        && ENVIRONMENTS.contains(&String::from_utf8_lossy(place.key).to_ascii_lowercase().as_str())
    {
        found.push(setting(node.line, name, value, place));
        return;
    }
    let dot: &[u8] = if place.path.is_empty() { b"" } else { b"." };
    let path = [&place.path, dot, key].concat();
    let owner = if CONTAINERS.contains(&place.key) { owner_of(key) } else { place.owner.clone() };
    value(node, &Place { path, key, owner }, found);
}

fn item(node: &Node, index: usize, place: &Place<'_>, found: &mut Vec<Leaf>) {
    if let Some((name, value)) = node.value.as_deref().and_then(assignment) {
        found.push(setting(node.line, name, &value, place));
        return;
    }
    let inner = |wanted: &[&[u8]]| {
        let has = |child: &&Node| child.key.as_deref().is_some_and(|key| wanted.contains(&key));
        node.children.iter().find(has)
    };
    let named = inner(&[b"name", b"Name", b"suite_name"]).and_then(|name| name.value.as_deref());
    if let Some(name) = named.and_then(variable)
        && let Some(value) = inner(&[b"value", b"Value"])
    {
        found.push(setting(value.line, name, value.value.as_deref().unwrap_or_default(), place));
        return;
    }
    let label = named.map_or_else(|| index.to_string().into_bytes(), <[u8]>::to_vec);
    let path = [place.path.as_slice(), b"[", &label, b"]"].concat();
    // An inspected container stands alone in a list, and its name begins with a slash.
    let is_container = CONTAINERS.contains(&place.key) || (place.path.is_empty() && label.starts_with(b"/"));
    let owner = named.filter(|_| is_container).and_then(owner_of).or_else(|| place.owner.clone());
    value(node, &Place { path, key: b"", owner }, found);
}

fn value(node: &Node, place: &Place<'_>, found: &mut Vec<Leaf>) {
    if let Some(value) = &node.value {
        let text = [&place.path, &b": "[..], value].concat();
        found.push(Leaf { line: node.line, text, owner: None });
    }
    members(&node.children, place, found);
}

fn setting(line: u64, name: &str, value: &[u8], place: &Place<'_>) -> Leaf {
    Leaf { line, text: [name.as_bytes(), b"=", value].concat(), owner: place.owner.clone() }
}

fn owner_of(name: &[u8]) -> Option<String> {
    Some(String::from_utf8_lossy(name).trim_start_matches('/').to_owned()).filter(|name| !name.is_empty())
}

/// The text, where it is the name of a variable: upper case with an underscore, as `DOTNET_EnableDiagnostics` too.
fn variable(name: &[u8]) -> Option<&str> {
    let is_one = name.first().is_some_and(u8::is_ascii_uppercase)
        && name.contains(&b'_')
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    std::str::from_utf8(name).ok().filter(|_| is_one)
}

#[cfg(test)]
mod tests {
    use super::super::leaves;

    /// Each value with its line, and its container in front.
    fn read(text: &str) -> Vec<String> {
        let shown = |leaf: super::Leaf| {
            let owner = leaf.owner.map(|owner| format!("({owner}) ")).unwrap_or_default();
            format!("{}: {owner}{}", leaf.line, String::from_utf8_lossy(&leaf.text))
        };
        leaves(text.as_bytes()).into_iter().map(shown).collect()
    }

    #[test]
    fn items_are_called_by_their_names() {
        let json = r#"{
  "tasks": [
    { "status": "RUNNING",
      "containers": [
        { "exitCode": 137,
          "name": "agent" }
      ]
    }
  ]
}"#;
        let expected = ["2: tasks[0].status: RUNNING", "4: tasks[0].containers[agent].exitCode: 137"];
        assert_eq!(read(json).get(..2), Some(&expected.map(str::to_owned)[..]));
    }

    #[test]
    fn variables_are_alike_in_every_form() {
        let forms = [
            "services:\n  shop:\n    environment:\n      DD_ENV: prod\n",
            "services:\n  shop:\n    environment:\n    - DD_ENV=prod\n",
            "spec:\n  containers:\n  - env:\n    - name: DD_ENV\n      value: prod\n    name: shop\n",
            "spec:\n  containers:\n    - name: shop\n      env:\n        - { name: DD_ENV, value: \"prod\" }\n",
            "Containers:\n  shop:\n    Image:  x\n    Environment:\n      DD_ENV:   prod\n",
            r#"{"containerDefinitions":[{"environment":[{"name":"DD_ENV","value":"prod"}],"name":"shop"}]}"#,
            "[{\"Config\": {\"Env\": [\"DD_ENV=prod\"]}, \"Name\": \"/shop\"}]",
        ];
        for form in forms {
            assert!(read(form).iter().any(|line| line.ends_with(": (shop) DD_ENV=prod")), "{:?}", read(form));
        }
        let settings = r#"[{"name": "DD_ENV", "slotSetting": false, "value": "prod"}]"#;
        assert_eq!(read(settings), ["0: DD_ENV=prod"]);
    }

    #[test]
    fn a_description_is_read_by_its_indentation() {
        let text = "Containers:\n  shop:\n    Last State:     Terminated\n      Exit Code:    139\n    Ready:  True\n";
        assert_eq!(
            read(text),
            [
                "2: Containers.shop.Last State: Terminated",
                "3: Containers.shop.Last State.Exit Code: 139",
                "4: Containers.shop.Ready: True",
            ]
        );
    }

    #[test]
    fn comments_texts_and_quotes_are_understood() {
        let text =
            "# a comment\napi_key: 'x # y'  # secret\nscript: |\n  a: b\nsite: datadoghq.eu # here\nempty:\nnone: ~\n";
        assert_eq!(read(text), ["1: api_key: x # y", "4: site: datadoghq.eu"]);
    }

    #[test]
    fn what_is_cut_off_gives_what_is_there() {
        let whole = r#"{"a": [1, {"b": "\u00e9\"x", "c": null}], "d": true}"#;
        assert_eq!(read(whole), ["0: a[0]: 1", "0: a[1].b: é\"x", "0: d: true"]);
        for length in 0..whole.len() {
            assert!(read(whole.get(..length).unwrap_or_default()).len() <= 4);
        }
        for broken in ["{\"a\"", "{]", "[}", "{\"a\" 1}", "- - - x", "a: [b", "\u{0}", "{{{{", "- a:\n- b"] {
            read(broken);
        }
    }

    #[test]
    fn nesting_has_an_end() {
        for deep in ["[".repeat(100_000), "- ".repeat(50_000), "{\"a\":".repeat(50_000)] {
            assert!(read(&deep).len() <= 1);
        }
        let indented: String = (0..3000).map(|depth| " ".repeat(depth) + "a:\n").collect();
        assert!(read(&indented).is_empty());
    }
}
