//! Lists of numbers, one after the other in one piece of memory.

/// For each row a list of small numbers, ascending. Half of what `Vec<Vec<u32>>` takes, and read
/// front to back.
#[derive(Debug, Clone, Default)]
pub(super) struct Sparse {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Sparse {
    /// Of lists, whose items are sorted here.
    pub(super) fn from_lists(lists: impl IntoIterator<Item = Vec<u32>>) -> Self {
        let mut sparse = Self { starts: vec![0], items: Vec::new() };
        for mut list in lists {
            list.sort_unstable();
            list.dedup();
            sparse.push_row(&list);
        }
        sparse
    }

    /// Without rows, with room for so many items.
    pub(super) fn with_capacity(rows: usize, items: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        Self { starts, items: Vec::with_capacity(items) }
    }

    /// Puts a row below; its items have to be ascending.
    pub(super) fn push_row(&mut self, row: &[u32]) {
        self.items.extend_from_slice(row);
        self.starts.push(self.items.len() as u32);
    }

    pub(super) fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn row(&self, row: usize) -> &[u32] {
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// Items in all rows.
    pub(super) fn items(&self) -> usize {
        self.items.len()
    }

    /// For each of so many items the rows in which it stands.
    pub(super) fn transposed(&self, items: usize) -> Self {
        let mut starts = vec![0; items + 1];
        for item in &self.items {
            starts[*item as usize + 1] += 1;
        }
        for item in 0..items {
            starts[item + 1] += starts[item];
        }
        let mut next = starts.clone();
        let mut rows = vec![0; self.items.len()];
        for row in 0..self.rows() {
            for item in self.row(row) {
                let at = &mut next[*item as usize];
                rows[*at as usize] = row as u32;
                *at += 1;
            }
        }
        Self { starts, items: rows }
    }
}
