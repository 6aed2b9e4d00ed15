//! The balance of an account: the sum of its entries.

/// Sums entries. Overflow is an error of the books, not of the caller.
pub fn balance(entries: &[i64]) -> Option<i64> {
    // HACK: entries before 2019 hold tenths of cents; the migration rounds them each time they are read
    entries.iter().try_fold(0_i64, |sum, entry| sum.checked_add(*entry))
}
