//! Mutations of the rules themselves: each part of a condition taken as always true, and as never true.

use profiler_doctor::pack::Condition;

/// The condition with one of its leaves replaced, for each leaf both ways, and what was done.
pub(crate) fn mutants(condition: &Condition) -> Vec<(usize, bool, Condition)> {
    let mut leaves = 0;
    condition.visit(&mut |part| leaves += usize::from(is_leaf(part)));
    (0..leaves)
        .flat_map(|leaf| [true, false].map(|holds| (leaf, holds, replaced(condition, &mut leaf.clone(), holds))))
        .collect()
}

fn is_leaf(condition: &Condition) -> bool {
    !matches!(condition, Condition::All(_) | Condition::Any(_) | Condition::None(_))
}

/// The leaf with that number is nothing but true or false.
fn replaced(condition: &Condition, leaf: &mut usize, holds: bool) -> Condition {
    let mut inner = |parts: &[Condition]| parts.iter().map(|part| replaced(part, leaf, holds)).collect::<Vec<_>>();
    match condition {
        Condition::All(parts) => Condition::All(inner(parts)),
        Condition::Any(parts) => Condition::Any(inner(parts)),
        Condition::None(parts) => Condition::None(inner(parts)),
        other => {
            let found = *leaf == 0;
            *leaf = leaf.wrapping_sub(1);
            match (found, holds) {
                (true, true) => Condition::All(Vec::new()),
                (true, false) => Condition::Any(Vec::new()),
                (false, _) => other.clone(),
            }
        }
    }
}
