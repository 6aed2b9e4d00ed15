//! CSV: entities -> comma-separated values for spreadsheets.

use crate::model::entity::Entity;

/// Writes comma-separated values after RFC 4180. What a spreadsheet would take for a formula is marked as text with an apostrophe.
pub fn csv(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        let is_formula =
            text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with(['\t', '\r', '\n']);
        let text = if is_formula { format!("'{text}") } else { text.clone() };
        if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r").collect::<Vec<_>>().join("\n")
}

/// Lists entities, the names of the columns first.
pub fn records(entities: &[&Entity]) -> Vec<Vec<String>> {
    let head = ["ref", "kind", "namespace", "name", "title", "type", "lifecycle", "owner", "tags", "description"];
    let row = |entity: &&Entity| {
        vec![
            entity.reference.to_string(),
            entity.kind.clone(),
            entity.namespace.clone(),
            entity.name.clone(),
            entity.title().to_owned(),
            entity.type_name().unwrap_or_default().to_owned(),
            entity.lifecycle().unwrap_or_default().to_owned(),
            entity.owners().map(|owner| owner.target.to_string()).collect::<Vec<_>>().join(" "),
            entity.tags().collect::<Vec<_>>().join(" "),
            entity.description().unwrap_or_default().to_owned(),
        ]
    };
    std::iter::once(head.map(str::to_owned).to_vec()).chain(entities.iter().map(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn formulas_are_texts() {
        let rows = [["=1+1", "a,b", "say \"hi\"", "-x", " @y", "plain"].map(str::to_owned).to_vec()];
        assert_eq!(csv(&rows), "'=1+1,\"a,b\",\"say \"\"hi\"\"\",'-x,' @y,plain\r");
    }
}
