//! Plain scalars of the YAML 1.2 core schema (<https://yaml.org/spec/1.2.2/#1032-tag-resolution>): text -> `Value`.

use serde_json::Number;

use super::Value;

/// Resolves an untagged plain scalar.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return digits(hexadecimal, 16);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !unsigned.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        let text = text.strip_prefix('+').unwrap_or(text);
        return text.parse::<i64>().map(Number::from).ok().or_else(|| Number::from_f64(text.parse().ok()?));
    }
    is_float(unsigned).then(|| Number::from_f64(text.parse().ok()?)).flatten()
}

fn digits(text: &str, radix: u32) -> Option<Number> {
    let valid = !text.is_empty() && text.chars().all(|c| c.is_digit(radix));
    valid.then(|| u64::from_str_radix(text, radix).ok().map(Number::from)).flatten()
}

/// Checks `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
fn is_float(text: &str) -> bool {
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) =
        text.split_once(['e', 'E']).map_or((text, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent_is_good = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && all_digits(exponent)
    });
    all_digits(whole) && all_digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && exponent_is_good
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::resolve;
    use crate::base::source::Span;
    use crate::base::yaml::Node;

    #[test]
    fn agrees_with_the_core_schema() {
        let json = |text: &str| Node { span: Span::default(), value: resolve(text) }.to_json();
        for text in ["yes", "on", "1_000", "2001-01-01", "1.2.3", "-", "+", ".", "0x", "0b1", "1e", "e3", "..", "-.", "v1", "1:2"]
        {
            assert_eq!(json(text), json!(text), "{text}");
        }
        assert_eq!(json("017"), json!(17));
        assert_eq!(json("0o17"), json!(15));
        assert_eq!(json("0x1F"), json!(31));
        assert_eq!(json("-12"), json!(-12));
        assert_eq!(json("1.10"), json!(1.1));
        assert_eq!(json(".5"), json!(0.5));
        assert_eq!(json("12e03"), json!(12000.0));
        assert_eq!(json("~"), json!(null));
        assert_eq!(json("True"), json!(true));
    }
}
