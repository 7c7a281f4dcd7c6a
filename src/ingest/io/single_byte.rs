//! Which encoding of one byte a character a French text is in, by the words and letters that its bytes make.
//!
//! Windows-1252, Mac Roman and the code pages of DOS have every byte as a character, so that none is wrong. But
//! an `é` of one is a `Ž`, a `‚` or an `È` inside a word of the others: each reading is scored by what stands
//! beside each byte that is no ASCII, and by common French words. The table of weights was set by hand, from
//! how French is written; `docs/formats/encodings.md` has what was measured.

use std::borrow::Cow;

/// An encoding of one byte a character that is told from Windows-1252 by what it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum SingleByte {
    MacRoman,
    Cp850,
    Cp437,
}

const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
     ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
     αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

impl SingleByte {
    const ALL: [SingleByte; 3] = [SingleByte::MacRoman, SingleByte::Cp850, SingleByte::Cp437];

    /// Its name.
    pub(in crate::ingest) fn name(self) -> &'static str {
        match self {
            SingleByte::MacRoman => "Mac Roman",
            SingleByte::Cp850 => "CP850",
            SingleByte::Cp437 => "CP437",
        }
    }

    /// Bytes as text. Every byte is a character.
    pub(in crate::ingest) fn read(self, bytes: &[u8]) -> Cow<'_, str> {
        let page = match self {
            SingleByte::MacRoman => {
                return encoding_rs::MACINTOSH.decode_without_bom_handling(bytes).0;
            }
            SingleByte::Cp850 => CP850,
            SingleByte::Cp437 => CP437,
        };
        let upper: Vec<char> = page.chars().collect();
        let character = |b: &u8| match b.checked_sub(0x80) {
            Some(n) => upper[usize::from(n)],
            None => char::from(*b),
        };
        Cow::Owned(bytes.iter().map(character).collect())
    }
}

/// How many passages with a byte that is no ASCII are looked at.
const LOOKED_AT: usize = 4000;

/// The encoding that bytes which are not UTF-8 are in, rather than in `usual`, Windows-1252 or ISO-8859-15; `None`
/// where they are in that, or nothing speaks for another.
pub(super) fn single_byte(
    bytes: &[u8],
    usual: &'static encoding_rs::Encoding,
) -> Option<SingleByte> {
    let passages = passages(bytes);
    let score_all = |read: &dyn Fn(&[u8]) -> i64| -> i64 { passages.iter().map(|p| read(p)).sum() };
    let mut best = (
        score_all(&|p| score(&usual.decode_without_bom_handling(p).0)),
        None,
    );
    for encoding in SingleByte::ALL {
        let found = score_all(&|p| score(&encoding.read(p)));
        if found > best.0 {
            best = (found, Some(encoding));
        }
    }
    best.1
}

/// The first passages around bytes that are no ASCII, cut at line ends and long ones at blanks.
fn passages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut out = Vec::new();
    let mut high = 0;
    for line in bytes.split(|b| matches!(b, b'\n' | b'\r')) {
        let here = line.iter().filter(|b| !b.is_ascii()).count();
        if here > 0 {
            out.push(line);
            high += here;
        }
        if high >= LOOKED_AT {
            break;
        }
    }
    out
}

/// Common French words with an accent or a ligature, as they are written in lower case.
const WORDS: &str = "à été être même très après déjà là où voilà près père mère frère également qualité sécurité \
     société école écoles élèves année années numérique problème problèmes système intérêt état économie \
     économique énergie énergies accès réseau réseaux région régions développement démocratie démocratique création \
     données français française françaises façon reçu ça leçon âge âgées âgés tâches hôpital hôpitaux contrôle \
     côté rôle plutôt bientôt diplôme coût coûts août goût sûr dû île maître connaître paraît dès cœur œuvre \
     sœur vœu vœux nœud œil citoyenneté égalité liberté fraternité santé activité activités possibilité \
     collectivités réalité responsabilité nécessaire nécessité générale général intéressant présent présente \
     préférable prévu prévoir proposé propose début débat débats décision décisions dépense dépenses délai \
     délais élus élu équipe éviter étude études étudiants étrangers européen européenne européens évolution \
     fenêtre forêt fête arrêt arrêter bâtiment bâtiments bibliothèque chômage chèque collègue complète congés \
     créer crée créé matière manière dernière première premières lumière rivière carrière frontière entière \
     pièce règle règles règlement siècle succès modèle espèces particulière régulièrement légère gêne grâce \
     théâtre médecin médecins métier métiers métro ménage mécanique média médias mémoire pénible période \
     piéton piétons propriété publicité rénovation répondre réponse réponses résultat résultats réunion \
     sécurisé téléphone télévision vélo vélos véhicule véhicules vérité idée idées impôt impôts journée \
     marché marchés musée musées soirée durée entrée fermé fermée ouvert dédié limité payé privé privée liée lié \
     agréable aménagement aménagements améliorer amélioration bénéfice bénévoles caméra crédit éclairage écologie \
     écologique éducation électrique éolien éoliennes";

/// How likely a reading is French; the greater, the likelier.
fn score(text: &str) -> i64 {
    use rustc_hash::FxHashSet;
    use std::sync::LazyLock;
    static KNOWN: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| WORDS.split_ascii_whitespace().collect());
    let chars: Vec<char> = text.chars().collect();
    let at = |n: Option<usize>| n.and_then(|n| chars.get(n)).copied().unwrap_or(' ');
    let mut out = 0;
    for (n, c) in chars.iter().enumerate() {
        if !c.is_ascii() {
            out += weight(*c, at(n.checked_sub(1)), at(Some(n + 1)));
        }
    }
    let words = text.split(|c: char| !c.is_alphabetic());
    for word in words.filter(|w| !w.is_ascii()) {
        out += 6 * i64::from(KNOWN.contains(word.to_lowercase().as_str()));
    }
    out
}

/// What a character that is no ASCII says, by what is before and after it.
fn weight(c: char, before: char, after: char) -> i64 {
    let letter = |c: char| c.is_alphabetic();
    let apart = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
    let one_of = |c: char, list: &str| list.contains(c);
    let if_else = |holds: bool, yes: i64, no: i64| if holds { yes } else { no };
    match c {
        'à' if apart(before) && apart(after) => 4,
        c if c.is_lowercase() && before.is_uppercase() && after.is_uppercase() => -3,
        // «là», «déjà», «deçà»: nothing goes on behind it.
        'à' => if_else(one_of(before, "ljç") && !letter(after), 3, -2),
        'é' | 'è' | 'ê' | 'â' | 'î' | 'ô' | 'û' => {
            if_else(letter(before) || letter(after), 3, -2)
        }
        'ç' => if_else(one_of(after, "aouâôéAOU"), 3, -2),
        'ù' => if_else(before == 'o' || before == 'O', 3, -2),
        'œ' | 'æ' => if_else(one_of(after, "uidcsUtqa"), 3, -1),
        'ë' | 'ï' | 'ü' => if_else(one_of(before, "aeiouAEIOUéN"), 3, -1),
        'Ç' if !one_of(after, "aouâôAOUÂÔ") => -3,
        'É' | 'È' | 'Ê' | 'À' | 'Â' | 'Ç' | 'Î' | 'Ô' | 'Û' | 'Ë' | 'Ï' | 'Ü' | 'Ù' | 'Œ' | 'Æ' => {
            match (letter(before), letter(after)) {
                (true, _) if before.is_lowercase() => -4,
                (true, true) => if_else(after.is_uppercase(), 3, -4),
                (true, false) => 2,
                (false, true) => 3,
                (false, false) => if_else(c == 'À', 2, -2),
            }
        }
        '’' => if_else(
            letter(before) && letter(after),
            4,
            if_else(letter(before), 0, -2),
        ),
        '«' => if_else(!letter(before) && !apart_sign(after), 2, -3),
        '»' => if_else(!letter(after), 2, -3),
        '“' => if_else(!letter(before) && letter(after), 2, -2),
        '”' => if_else(!letter(after), 2, -2),
        '…' => if_else(!letter(after) && !before.is_whitespace(), 2, -2),
        '–' | '—' => if_else(!letter(before) && !letter(after), 2, -2),
        '\u{A0}' => {
            let french = one_of(after, ":;?!»%€") || before == '«';
            let number = before.is_ascii_digit() || after.is_ascii_digit();
            if_else(
                french || number,
                3,
                if_else(letter(before) && letter(after), -1, 0),
            )
        }
        '°' => if_else(one_of(before, "nN") || before.is_ascii_digit(), 2, -2),
        '€' => if_else(before.is_ascii_digit() || before.is_whitespace(), 2, -2),
        '²' | '³' | '½' | '¼' => {
            if_else(one_of(before, "mMk") || before.is_ascii_digit(), 1, -2)
        }
        '•' | '§' | '·' | '±' | '×' => if_else(!letter(before) && !letter(after), 0, -3),
        c if letter(c) && (c as u32) < 0x180 => -2,
        _ => -4,
    }
}

/// A sign that ends a clause: none stands behind an opening quotation mark.
fn apart_sign(c: char) -> bool {
    matches!(c, ',' | ';' | '.' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::io::decode::{Encoding, decode};

    const TEXTS: [&str; 4] = [
        "L’accueil est fermé l’après-midi. Ce n’est pas une œuvre de charité – c’est un droit.",
        "À l’Île d’Yeu, rien n’a été prévu. Ça suffit…",
        "Les agents sont dévoués, mais débordés : 30 % d’absents.",
        "« Où est le guichet ? » : personne n’a su répondre, même à l’école.",
    ];

    /// A text in an encoding; `None` where that lacks a character of it.
    pub(super) fn encoded(text: &str, encoding: Option<SingleByte>) -> Option<Vec<u8>> {
        let of = |b: u8| match encoding {
            Some(encoding) => encoding.read(&[b]).into_owned(),
            None => encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(&[b])
                .0
                .into_owned(),
        };
        let upper: Vec<String> = (0x80..=0xFF).map(of).collect();
        let byte = |c: char| match c.is_ascii() {
            true => Some(c as u8),
            false => (upper.iter().position(|u| u.chars().eq([c]))).map(|n| n as u8 + 0x80),
        };
        text.chars().map(byte).collect()
    }

    /// As people write where the encoding has no better sign.
    fn plain(text: &str) -> String {
        text.replace('’', "'")
            .replace('œ', "oe")
            .replace('Œ', "Oe")
            .replace(['–', '—'], "-")
            .replace('…', "...")
            .replace(['“', '”'], "\"")
            .replace('€', "EUR")
            .replace('\u{202F}', "\u{A0}")
    }

    #[test]
    fn short_texts_are_read_in_their_encoding() {
        for text in TEXTS.iter().flat_map(|t| t.split(". ")) {
            let mac = encoded(text, Some(SingleByte::MacRoman)).unwrap();
            assert_eq!(decode(&mac), (text.into(), Encoding::MacRoman));
            let windows = encoded(text, None).unwrap();
            assert_eq!(decode(&windows), (text.into(), Encoding::Windows1252));
            let dos = encoded(&plain(text), Some(SingleByte::Cp850)).unwrap();
            assert_eq!(decode(&dos).0, plain(text));
        }
        for (bytes, text) in [
            (&b"caf\xE9"[..], "café"),
            (b"Z\xFCrich", "Zürich"),
            (b"\xE0 voir", "à voir"),
        ] {
            assert_eq!(
                decode(bytes),
                (text.into(), Encoding::Windows1252),
                "{text}"
            );
        }
        assert_eq!(decode(b"caf\x8E").0, "café");
        assert_eq!(decode(b"caf\x82"), ("café".into(), Encoding::Cp850));
        // Greek letters and signs are in CP437 alone.
        assert_eq!(decode(b"l'\x82t\x82 : \xF2 3 \xEA").1, Encoding::Cp850);
    }

    #[test]
    fn pages_have_every_character_once() {
        for encoding in [SingleByte::Cp850, SingleByte::Cp437] {
            let bytes: Vec<u8> = (0..=255).collect();
            let text = encoding.read(&bytes);
            let mut chars: Vec<char> = text.chars().collect();
            assert_eq!(chars.len(), 256);
            chars.sort_unstable();
            chars.dedup();
            assert_eq!(chars.len(), 256, "{encoding:?}");
        }
    }

    /// Real texts in each encoding, cut to a few lengths; `docs/formats/encodings.md` has the figures. The half
    /// that the weights may be changed by is shown with `PALABRE_SHOW=1`; the other one is measured:
    /// `cargo test --lib measured_encodings -- --nocapture`.
    #[test]
    fn measured_encodings() {
        let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");
        let files = [
            "egalite-femmes-hommes/annotations.csv",
            "decidim-lille/proposals.csv",
            "decidim-lille/comments.csv",
        ];
        let read = |f: &&str| std::fs::read_to_string(format!("{shared}/{f}")).ok();
        let texts: Vec<String> = files.iter().filter_map(read).collect();
        if texts.is_empty() {
            eprintln!("skipped: {shared} is absent");
            return;
        }
        let show = std::env::var_os("PALABRE_SHOW").is_some();
        let encodings = [
            None,
            Some(SingleByte::MacRoman),
            Some(SingleByte::Cp850),
            Some(SingleByte::Cp437),
        ];
        for length in [50, 200, 1000] {
            for encoding in encodings {
                let name = encoding.map_or("Windows-1252", SingleByte::name);
                let mut halves = [(0u32, 0u32); 2];
                for piece in pieces(&texts, length, encoding) {
                    let Some(bytes) = encoded(&piece, encoding).filter(|b| !b.is_ascii()) else {
                        continue;
                    };
                    let half = usize::from(blake3::hash(piece.as_bytes()).as_bytes()[0] >> 7);
                    if half == 0 && !show {
                        continue;
                    }
                    let found = decode(&bytes).0;
                    halves[half].1 += 1;
                    halves[half].0 += u32::from(found == piece);
                    if show && half == 0 && found != piece {
                        println!("{name} {length}: {piece:?}\n    {found:?}");
                    }
                }
                let [_, (right, all)] = halves;
                println!("{length} characters in {name}: {right} of {all} right");
                assert!(all > 200 && 1000 * right >= 970 * all, "{length} {name}");
            }
        }
    }

    /// Pieces of texts of so many characters, as an encoding can have them; every few of the short ones.
    fn pieces(texts: &[String], length: usize, encoding: Option<SingleByte>) -> Vec<String> {
        let mut out = Vec::new();
        for text in texts {
            let text = crate::ingest::repair(text).0;
            let text = match encoding {
                Some(SingleByte::Cp850 | SingleByte::Cp437) => plain(&text),
                _ => text.replace('\u{202F}', "\u{A0}"),
            };
            let chars: Vec<char> = text.chars().collect();
            let each = chars.chunks(length).step_by((2000 / length).div_ceil(2));
            out.extend(each.map(|piece| piece.iter().collect::<String>()));
        }
        out
    }
}
