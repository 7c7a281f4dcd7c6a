//! Check digits: what distinguishes a bank account, a payment card or a social security number from other figures.

/// The remainder of a decimal number of any length divided by 97; letters count as two digits, A as 10 to Z
/// as 35, as in ISO 13616.
fn mod_97(text: impl Iterator<Item = u8>) -> u32 {
    text.fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte.to_ascii_uppercase() - b'A') + 10) % 97,
    })
}

/// Whether letters and digits of ASCII are an IBAN of the length that its country has, with its check digits.
pub(super) fn is_iban(text: &[u8]) -> bool {
    let Some((head, account)) = text.split_at_checked(4) else {
        return false;
    };
    iban_length(head) == Some(text.len()) && mod_97(account.iter().chain(head).copied()) == 1
}

/// How long the IBAN of a country is, by its first two letters (ISO 13616 registry).
pub(super) fn iban_length(head: &[u8]) -> Option<usize> {
    let country = [
        head.first()?.to_ascii_uppercase(),
        head.get(1)?.to_ascii_uppercase(),
    ];
    let found = IBAN_LENGTHS
        .iter()
        .find(|(countries, _)| countries.as_bytes().chunks(3).any(|c| c[..2] == country));
    found.map(|f| f.1)
}

/// Countries by the length of their IBAN.
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("NO", 15),
    ("BE", 16),
    ("DK FI FO GL NL", 18),
    ("MK SI", 19),
    ("AT BA EE KZ LT LU XK", 20),
    ("CH HR LI LV", 21),
    ("BG BH CR DE GB GE IE ME RS VA", 22),
    ("AE GI IL IQ", 23),
    ("AD CZ ES MD PK RO SA SE SK TN VG", 24),
    ("LY PT ST", 25),
    ("IS TR", 26),
    (
        "BF BI BJ BL CI CM DJ DZ FR GF GP GR IT MC MF MG ML MQ MR NC PF PM RE SM SN TF WF YT",
        27,
    ),
    ("AL AZ BY CY DO GT HU LB MA PL SV", 28),
    ("BR EG PS QA UA", 29),
    ("JO KW MU", 30),
    ("MT SC", 31),
];

/// Whether digits are the number of a payment card: the first digits of a network, its length, and the check
/// digit of Luhn.
pub(super) fn is_card(digits: &[u8]) -> bool {
    let first = |n: usize| {
        digits
            .iter()
            .take(n)
            .fold(0u32, |number, d| number * 10 + u32::from(d - b'0'))
    };
    let network = match digits.len() {
        15 => matches!(first(2), 34 | 37),
        16 => {
            matches!(first(1), 4)
                || matches!(first(2), 50..=58 | 60 | 62..=65 | 67)
                || (2221..=2720).contains(&first(4))
                || (3528..=3589).contains(&first(4))
        }
        19 => matches!(first(1), 4) || matches!(first(2), 62 | 63 | 67),
        _ => false,
    };
    network && luhn(digits)
}

/// The check digit of payment cards.
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(n, d)| {
            let digit = u32::from(d - b'0') << (n % 2);
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|d| *d != b'0')
}

/// Whether 15 characters are a French social security number with its key: sex, year and month of birth,
/// department (`2A` and `2B` in Corsica), commune, order, key.
pub(super) fn is_nir(text: &[u8]) -> bool {
    text.len() == 15 && is_nir_body(&text[..13]) && {
        let (body, key) = text.split_at(13);
        let digits = body.iter().enumerate().map(|(n, byte)| match (n, byte) {
            // The rule of the key: 2A counts as 19, 2B as 18.
            (5, _) if !body[6].is_ascii_digit() => b'1',
            (6, b'A' | b'a') => b'9',
            (6, b'B' | b'b') => b'8',
            _ => *byte,
        });
        let key = key.iter().fold(0, |k, d| k * 10 + u32::from(d - b'0'));
        key == 97 - mod_97(digits)
    }
}

/// Whether 13 characters have the form of a French social security number without its key.
pub(super) fn is_nir_body(text: &[u8]) -> bool {
    let digits = |from: usize, to: usize| text[from..to].iter().all(u8::is_ascii_digit);
    if text.len() != 13 || !digits(0, 6) || !digits(7, 13) {
        return false;
    }
    let month = (text[3] - b'0') * 10 + text[4] - b'0';
    let department = text[6].is_ascii_digit() || (text[5] == b'2' && b"ABab".contains(&text[6]));
    matches!(text[0], b'1' | b'2' | b'3' | b'4' | b'7' | b'8')
        && matches!(month, 1..=12 | 20..=42 | 50..=99)
        && department
}

/// Whether ten digits have the check digit of an ISBN of ten.
pub(super) fn is_isbn_10(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(n, d)| (10 - n as u32) * u32::from(d - b'0'))
        .sum();
    digits.len() == 10 && sum.is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_tell_numbers_apart() {
        assert!(is_iban(b"FR7630006000011234567890189") && is_iban(b"be68539007547034"));
        assert!(!is_iban(b"FR7630006000011234567890188") && !is_iban(b"FR76300060000112345678901"));
        assert!(!is_iban(b"") && !is_iban(b"ZZ7630006000011234567890189"));
        assert!(is_card(b"4111111111111111") && is_card(b"378282246310005"));
        assert!(!is_card(b"4111111111111112") && !is_card(b"73282932000074"));
        assert!(is_nir(b"185057800608491") && is_nir(b"284092A00412520"));
        assert!(is_nir(b"176022b03308730") && !is_nir(b"185057800608492"));
        assert!(!is_nir(b"185137800608491") && !is_nir(b"284093A00412520"));
        assert!(is_isbn_10(b"0306406152") && !is_isbn_10(b"0639981234"));
    }

    /// Every wrong digit is found by the check of each number.
    #[test]
    fn one_wrong_digit_is_refused() {
        type Check = fn(&[u8]) -> bool;
        let numbers: [(&[u8], Check); 3] = [
            (b"DE89370400440532013000", is_iban),
            (b"5555555555554444", is_card),
            (b"269054958815780", is_nir),
        ];
        for (number, check) in numbers {
            assert!(check(number));
            for at in 2..number.len() {
                for digit in b'0'..=b'9' {
                    let mut wrong = number.to_vec();
                    wrong[at] = digit;
                    assert_eq!(check(&wrong), wrong == number, "{at} {digit}");
                }
            }
        }
    }
}
