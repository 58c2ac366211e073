//! As much of JSON Schema as the published schemas use. A keyword that it does not know is a failure, so that no schema
//! can say what is not checked.

use serde_json::Value;

/// What is wrong with `value`; empty when nothing is.
pub(crate) fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    check(schema, schema, value, "$", &mut problems);
    problems
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, problems: &mut Vec<String>) {
    let mut complain = |what: String| problems.push(format!("{at}: {what}"));
    let keywords = schema.as_object().expect("a schema is an object");
    for (keyword, rule) in keywords {
        let good = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" => true,
            "$ref" | "items" | "properties" | "additionalProperties" => true,
            "type" => match rule {
                Value::Array(types) => types.iter().any(|it| is(value, it.as_str().unwrap())),
                one => is(value, one.as_str().unwrap()),
            },
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_i64().is_none_or(|number| number >= rule.as_i64().unwrap()),
            "minItems" => value.as_array().is_none_or(|it| it.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|it| it.len() as u64 <= rule.as_u64().unwrap()),
            "required" => rule.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
            other => panic!("this test does not know the keyword {other}"),
        };
        if !good {
            complain(format!("{value} is against {keyword}: {rule}"));
        }
    }
    if let Some(reference) = keywords.get("$ref") {
        let pointer = reference.as_str().unwrap().strip_prefix('#').expect("a reference into the same schema");
        let target = root.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not there"));
        check(root, target, value, at, problems);
    }
    for (nth, item) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(items) = keywords.get("items") {
            check(root, items, item, &format!("{at}[{nth}]"), problems);
        }
    }
    for (key, member) in value.as_object().into_iter().flatten() {
        let known = keywords.get("properties").and_then(|properties| properties.get(key));
        match known.or(keywords.get("additionalProperties")) {
            Some(Value::Bool(false)) => problems.push(format!("{at}: the key {key} is not in the schema")),
            Some(schema) => check(root, schema, member, &format!("{at}.{key}"), problems),
            None => {}
        }
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("this test does not know the type {other}"),
    }
}
