//! What a colour says, as the domain has it.

pub use domain::tone::Tone;
