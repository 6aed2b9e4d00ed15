//! `Selector`: a label selector as Kubernetes writes it (`k8s.io/apimachinery/pkg/labels`) -> which labels it selects.

use serde_json::{Map, Value as Json};

/// Holds what must hold of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selector(Vec<(String, Need)>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Need {
    Exists,
    Missing,
    In(Vec<String>),
    NotIn(Vec<String>),
}

impl Selector {
    /// Reads `app=pay,tier in (web, api),!canary`; `None` where it is empty or none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut needs = Vec::new();
        for part in split(text) {
            let (part, set) = match part.split_once('(') {
                Some((part, set)) => (part.trim(), Some(set.trim_end().strip_suffix(')')?)),
                None => (part, None),
            };
            let values = |text: &str| text.split(',').map(|value| value.trim().to_owned()).collect::<Vec<_>>();
            let (key, need) = if let Some(set) = set {
                match part.rsplit_once(char::is_whitespace)? {
                    (key, "in") => (key, Need::In(values(set))),
                    (key, "notin") => (key, Need::NotIn(values(set))),
                    _ => return None,
                }
            } else if let Some((key, value)) = part.split_once("!=") {
                (key, Need::NotIn(vec![value.trim().to_owned()]))
            } else if let Some((key, value)) = part.split_once('=') {
                (key, Need::In(vec![value.trim_start_matches('=').trim().to_owned()]))
            } else if let Some(key) = part.strip_prefix('!') {
                (key, Need::Missing)
            } else {
                (part, Need::Exists)
            };
            let key = key.trim();
            if key.is_empty() || key.contains(char::is_whitespace) {
                return None;
            }
            needs.push((key.to_owned(), need));
        }
        (!needs.is_empty()).then_some(Self(needs))
    }

    /// Tells whether these are labels that it selects.
    pub(super) fn selects(&self, labels: &Map<String, Json>) -> bool {
        self.0.iter().all(|(key, need)| {
            let value = labels.get(key).and_then(Json::as_str);
            match need {
                Need::Exists => value.is_some(),
                Need::Missing => value.is_none(),
                Need::In(values) => value.is_some_and(|value| values.iter().any(|known| known == value)),
                Need::NotIn(values) => value.is_none_or(|value| values.iter().all(|known| known != value)),
            }
        })
    }
}

/// Cuts at the commas that stand in no parentheses.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut is_inside) = (Vec::new(), 0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => is_inside = true,
            ')' => is_inside = false,
            ',' if !is_inside => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Selector;

    #[test]
    fn selectors_select_as_kubernetes_does() {
        let labels = json!({ "app": "pay", "tier": "api" });
        let labels = labels.as_object().unwrap();
        for (text, expected) in [
            ("app=pay", Some(true)),
            ("app==pay, tier in (web, api)", Some(true)),
            ("app=pay,tier!=api", Some(false)),
            ("app,!canary", Some(true)),
            ("tier notin (web,api)", Some(false)),
            ("zone notin (a)", Some(true)),
            ("", None),
            ("tier in (web", None),
            ("a b", None),
        ] {
            assert_eq!(Selector::parse(text).map(|selector| selector.selects(labels)), expected, "{text}");
        }
    }
}
