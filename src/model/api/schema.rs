//! Shapes: how a value looks: its type in words that link, its rules, its fields and its variants.

/// Describes a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The type as people read it: `array of `, `Payment`.
    pub words: Vec<Piece>,
    /// What must hold: enumerations, defaults, bounds.
    pub rules: Vec<Rule>,
    /// The fields, where they are not those of a named type.
    pub fields: Vec<Field>,
    /// What it may be instead.
    pub variants: Vec<Variant>,
    /// The named type that it is, or that it is a list or map of.
    pub target: Option<usize>,
}

/// Holds a piece of a type in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub to: Option<Link>,
}

/// Says where words lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To a named type, by number.
    Type(usize),
    /// To the operation with this anchor.
    Operation(String),
}

/// Says one thing that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What: `Default`, `One of`.
    pub label: String,
    /// The values, as code.
    pub values: Vec<String>,
}

/// Holds a field, a parameter, an answer, a value of an enumeration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name; those that stand for many are in brackets: `[key]`.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Words behind it: `read only`, `nullable`.
    pub notes: Vec<String>,
    /// What it is for, as safe HTML.
    pub description: String,
    /// How it looks.
    pub shape: Shape,
}

/// Holds one of several possibilities, or a part with a heading of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The heading.
    pub label: String,
    /// How it looks.
    pub shape: Shape,
}

impl Piece {
    /// Makes words that lead nowhere.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), to: None }
    }
}

impl Shape {
    /// Describes a value by words alone.
    pub fn words(text: impl Into<String>) -> Self {
        Self { words: vec![Piece::text(text)], ..Self::default() }
    }

    /// Describes a value by its fields alone.
    pub fn fields(fields: Vec<Field>) -> Self {
        Self { fields, ..Self::default() }
    }

    /// Gives the type as plain text.
    pub fn plain(&self) -> String {
        self.words.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Calls `see` with the number of every named type that is mentioned, at any depth.
    pub fn mentions(&self, see: &mut dyn FnMut(usize)) {
        for piece in &self.words {
            if let Some(Link::Type(number)) = piece.to {
                see(number);
            }
        }
        self.fields.iter().for_each(|field| field.shape.mentions(see));
        self.variants.iter().for_each(|variant| variant.shape.mentions(see));
    }
}
