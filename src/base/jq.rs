//! jq programs: text -> `Program`; JSON in, JSON out. Nothing of the world reaches a program: no environment, no clock, no input of its own.

use jaq_core::data::JustLut;
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Filter, Vars, unwrap_valr};
use jaq_json::{Val, read};
use serde_json::Value as Json;

/// What would make a portal depend on more than commits, or end the program.
const WITHHELD: [&str; 13] = [
    "env",
    "now",
    "localtime",
    "input",
    "inputs",
    "halt",
    "halt_error",
    "debug",
    "debug_empty",
    "stderr",
    "stderr_empty",
    "input_line_number",
    "strflocaltime",
];

/// Holds a compiled program.
pub struct Program {
    text: String,
    filter: Filter<JustLut<Val>>,
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Program").field(&self.text).finish()
    }
}

impl Program {
    /// Compiles `text`, or says what is wrong with it.
    pub fn new(text: &str) -> Result<Self, String> {
        Self::compiled(text, &[])
    }

    /// Compiles `text`, which may name `$file`: `path` and `repository`.
    pub fn of_files(text: &str) -> Result<Self, String> {
        Self::compiled(text, &["$file"])
    }

    fn compiled(text: &str, variables: &[&str]) -> Result<Self, String> {
        let is_pure = |name: &str| !WITHHELD.contains(&name);
        let defs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs()).filter(|def| is_pure(def.name));
        let funs = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs()).filter(|(name, ..)| is_pure(name));
        let arena = Arena::default();
        let modules = Loader::new(defs)
            .load(&arena, File { code: text, path: () })
            .map_err(|errors| errors.first().map_or_else(|| "it cannot be read".to_owned(), |(_, error)| syntax(error)))?;
        let filter = Compiler::default().with_funs(funs).with_global_vars(variables.iter().copied()).compile(modules).map_err(
            |errors| {
                let undefined = errors.first().and_then(|(_, undefined)| undefined.first());
                undefined.map_or_else(
                    || "it cannot be compiled".to_owned(),
                    |(name, what)| format!("{} `{name}` is not defined", what.as_str()),
                )
            },
        )?;
        Ok(Self { text: text.to_owned(), filter })
    }

    /// Gives the program as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Runs the program on `input` and gives its first output; `None` when there is none.
    pub fn run(&self, input: &Json) -> Result<Option<Json>, String> {
        Ok(self.run_all(input, 1)?.pop())
    }

    /// Runs the program on `input` and gives its outputs, at most `most` of them.
    pub fn run_all(&self, input: &Json, most: usize) -> Result<Vec<Json>, String> {
        self.run_with(input, None, most)
    }

    /// Runs a program of files on `input`, which stands in `file`.
    pub fn run_on(&self, input: &Json, file: &Json, most: usize) -> Result<Vec<Json>, String> {
        self.run_with(input, Some(file), most)
    }

    fn run_with(&self, input: &Json, file: Option<&Json>, most: usize) -> Result<Vec<Json>, String> {
        let value = |json: &Json| read::parse_single(json.to_string().as_bytes()).map_err(|error| error.to_string());
        let input = value(input)?;
        let variables: Vec<Val> = file.map(value).transpose()?.into_iter().collect();
        let context = Ctx::<JustLut<Val>>::new(&self.filter.lut, Vars::new(variables));
        let outputs = self.filter.id.run((context, input)).map(unwrap_valr).take(most);
        outputs
            .map(|output| match output {
                Ok(value) => Ok(serde_json::from_str(&value.to_string()).unwrap_or(Json::Null)),
                Err(error) => Err(error.to_string()),
            })
            .collect()
    }
}

fn syntax(error: &jaq_core::load::Error<&str>) -> String {
    use jaq_core::load::Error;
    let near = |rest: &str| match rest.lines().next().unwrap_or_default().trim() {
        "" => "at its end".to_owned(),
        rest => format!("before `{}`", rest.chars().take(20).collect::<String>()),
    };
    match error {
        Error::Lex(errors) => errors.first().map(|(expected, rest)| format!("{} is expected {}", expected.as_str(), near(rest))),
        Error::Parse(errors) => {
            errors.first().map(|(expected, rest)| format!("{} is expected {}", expected.as_str(), near(rest)))
        }
        Error::Io(_) => Some("it may not read other files".to_owned()),
    }
    .unwrap_or_else(|| "it cannot be read".to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Program;

    #[test]
    fn programs_compute_from_their_input_alone() {
        let run = |text: &str| Program::new(text).and_then(|program| program.run(&json!({"a": [1, 2.5], "b": "x"})));
        assert_eq!(run(".a | add"), Ok(Some(json!(3.5))));
        assert_eq!(run("{b, n: (.a | length)}"), Ok(Some(json!({"b": "x", "n": 2}))));
        assert_eq!(run("empty"), Ok(None));
        assert_eq!(run(".b + 1").map_err(|_| ()), Err(()));
        for impure in ["env", "now", "$ENV", "input", "inputs", "halt", "localtime", "\"x\" | debug", "halt_error"] {
            assert!(Program::new(impure).is_err(), "{impure}");
        }
        assert_eq!(Program::new(".a |").map(|_| ()), Err("term is expected at its end".to_owned()));
        assert_eq!(Program::new("lenght").map(|_| ()), Err("filter `lenght` is not defined".to_owned()));
    }
}
