//! Distinct small numbers, counted in memory that fits how many there are.

/// Numbers met so far. Many groups of few records must not each clear a bitmap as long as the corpus has authors.
pub(super) enum Distinct {
    /// The numbers themselves, while they are few; and how many words a bitmap has.
    Few(Vec<u32>, usize),
    /// A bit a number, and how many are set.
    Many(Vec<u64>, u64),
}

impl Distinct {
    /// None yet, of numbers below 64 times `words`.
    pub(super) fn new(words: usize) -> Self {
        Distinct::Few(Vec::new(), words)
    }

    /// Meets a number.
    pub(super) fn add(&mut self, number: u32) {
        match self {
            Distinct::Few(numbers, words) if numbers.len() < *words / 2 + 16 => {
                numbers.push(number)
            }
            Distinct::Few(numbers, words) => {
                let mut many = Distinct::Many(vec![0; *words], 0);
                numbers.iter().for_each(|n| many.add(*n));
                many.add(number);
                *self = many;
            }
            Distinct::Many(bits, count) => {
                let (word, bit) = (number as usize / 64, 1 << (number % 64));
                *count += u64::from(bits[word] & bit == 0);
                bits[word] |= bit;
            }
        }
    }

    /// How many distinct ones were met.
    pub(super) fn count(self) -> u64 {
        match self {
            Distinct::Few(mut numbers, _) => {
                numbers.sort_unstable();
                numbers.dedup();
                numbers.len() as u64
            }
            Distinct::Many(_, count) => count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_counted_once() {
        for n in [0u32, 1, 10, 17, 40, 300] {
            let mut seen = Distinct::new(5);
            for i in 0..n {
                seen.add(1 + i % 297);
                seen.add(1 + i % 7);
            }
            assert_eq!(seen.count(), u64::from(n.min(297)), "{n}");
        }
    }
}
