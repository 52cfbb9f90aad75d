//! Sets of stations as columns of a table of bits: one row a place, one column a set.

use std::collections::HashMap;

/// A table of bits.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    count: usize,
    words: usize,
    bits: Vec<u64>,
}

impl Columns {
    /// So many rows of so many columns, nothing set.
    pub(super) fn new(rows: usize, count: usize) -> Self {
        let words = count.div_ceil(64).max(1);
        Self { count, words, bits: vec![0; rows * words] }
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// How many words a row has.
    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// A row, bit `c % 64` of word `c / 64` for column `c`.
    pub(super) fn row(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..(row + 1) * self.words]
    }

    /// Sets one bit.
    pub(super) fn set(&mut self, row: usize, column: usize) {
        self.bits[row * self.words + column / 64] |= 1 << (column % 64);
    }

    /// Sets every bit of a row that is set in another one of the same length.
    pub(super) fn add(&mut self, row: usize, others: &[u64]) {
        for (word, other) in self.bits[row * self.words..].iter_mut().zip(others) {
            *word |= other;
        }
    }

    /// Visits the columns that are set in a row.
    pub(super) fn each(row: &[u64], mut visit: impl FnMut(usize)) {
        for (at, word) in row.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                visit(at * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    /// The same table in several of so many columns each but the last.
    pub(super) fn split(&self, columns: usize) -> Vec<Self> {
        let rows = self.bits.len() / self.words;
        let starts = (0..self.count).step_by(columns);
        let parts = starts.map(|start| {
            let mut part = Self::new(rows, columns.min(self.count - start));
            for row in 0..rows {
                Self::each(self.row(row), |column| {
                    if (start..start + part.count).contains(&column) {
                        part.set(row, column - start);
                    }
                });
            }
            part
        });
        parts.collect()
    }

    /// The same table with columns that are alike put together, and where each one went.
    pub(super) fn distinct(&self) -> (Self, Vec<usize>) {
        let rows = self.bits.len() / self.words;
        let mut columns = vec![vec![0u64; rows.div_ceil(64)]; self.count];
        for row in 0..rows {
            Self::each(self.row(row), |column| columns[column][row / 64] |= 1 << (row % 64));
        }
        let mut places: HashMap<&[u64], usize> = HashMap::new();
        let mut went = Vec::with_capacity(self.count);
        for column in &columns {
            let next = places.len();
            went.push(*places.entry(column).or_insert(next));
        }
        let mut table = Self::new(rows, places.len());
        for row in 0..rows {
            Self::each(self.row(row), |column| table.set(row, went[column]));
        }
        (table, went)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_are_alike_become_one_and_keep_their_rows() {
        let mut table = Columns::new(70, 130);
        for row in [0, 3, 69] {
            for column in [1, 64, 129] {
                table.set(row, column);
            }
        }
        table.set(5, 2);
        let (distinct, went) = table.distinct();
        assert_eq!(distinct.count(), 3);
        assert_eq!((went[1], went[64]), (went[129], went[129]));
        assert_eq!(went[0], went[128]);
        let set = |row: usize| {
            let mut found = Vec::new();
            Columns::each(distinct.row(row), |column| found.push(column));
            found
        };
        assert_eq!((set(69), set(5), set(4)), (vec![went[1]], vec![went[2]], vec![]));
    }
}
