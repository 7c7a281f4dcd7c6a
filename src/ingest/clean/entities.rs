//! The named and numbered entities of HTML.

use memchr::memchr_iter;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The longest name of an entity (`DiacriticalGrave`) with its semicolon, and more.
const MAX_ENTITY_BYTES: usize = 24;

/// The names of the characters U+00A0 to U+00FF, in order.
const LATIN: &str = "\
     nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
     sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
     Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
     ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
     szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
     icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
     yacute thorn yuml";

/// Other names of HTML, each before its character's number in hexadecimal.
const OTHERS: &str = "\
     AMP 26 Abreve 102 Alpha 391 Amacr 100 Aogon 104 Beta 392 Cacute 106 Ccaron 10c Ccirc 108 Cdot \
     10a Chi 3a7 Dagger 2021 Dcaron 10e Delta 394 DiacriticalGrave 60 Dstrok 110 ENG 14a Ecaron 11a \
     Edot 116 Emacr 112 Eogon 118 Epsilon 395 Eta 397 GT 3e Gamma 393 Gbreve 11e Gcedil 122 Gcirc 11c \
     Gdot 120 Hat 5e Hcirc 124 Hstrok 126 IJlig 132 Idot 130 Imacr 12a Iogon 12e Iota 399 Itilde 128 \
     Jcirc 134 Kappa 39a Kcedil 136 LT 3c Lacute 139 Lambda 39b Lcaron 13d Lcedil 13b Lmidot 13f \
     Lstrok 141 Mu 39c Nacute 143 Ncaron 147 Ncedil 145 NewLine a Nu 39d OElig 152 Odblac 150 Omacr \
     14c Omega 3a9 Omicron 39f Phi 3a6 Pi 3a0 Prime 2033 Psi 3a8 QUOT 22 Racute 154 Rcaron 158 Rcedil \
     156 Rho 3a1 Sacute 15a Scaron 160 Scedil 15e Scirc 15c Sigma 3a3 Tab 9 Tau 3a4 Tcaron 164 Tcedil \
     162 Theta 398 ThinSpace 2009 Tstrok 166 Ubreve 16c Udblac 170 Umacr 16a UnderBar 5f Uogon 172 \
     Upsilon 3a5 Uring 16e Utilde 168 VerticalLine 7c VeryThinSpace 200a Wcirc 174 Xi 39e Ycirc 176 \
     Yuml 178 Zacute 179 Zcaron 17d Zdot 17b Zeta 396 abreve 103 alefsym 2135 alpha 3b1 amacr 101 amp \
     26 and 2227 ang 2220 aogon 105 apos 27 ast 2a asymp 2248 bdquo 201e beta 3b2 bigstar 2605 bsol \
     5c bull 2022 cacute 107 cap 2229 ccaron 10d ccirc 109 cdot 10b check 2713 checkmark 2713 chi 3c7 \
     circ 2c6 clubs 2663 colon 3a comma 2c commat 40 cong 2245 crarr 21b5 cross 2717 cup 222a dArr \
     21d3 dagger 2020 darr 2193 dash 2010 dcaron 10f delta 3b4 diams 2666 dollar 24 dstrok 111 ecaron \
     11b edot 117 emacr 113 empty 2205 emsp 2003 eng 14b ensp 2002 eogon 119 epsilon 3b5 equals 3d \
     equiv 2261 eta 3b7 euro 20ac excl 21 exist 2203 fnof 192 forall 2200 frasl 2044 gamma 3b3 gbreve \
     11f gcirc 11d gdot 121 ge 2265 grave 60 gt 3e hArr 21d4 hairsp 200a harr 2194 hcirc 125 hearts \
     2665 hellip 2026 horbar 2015 hstrok 127 hyphen 2010 ijlig 133 imacr 12b image 2111 imath 131 \
     infin 221e inodot 131 int 222b iogon 12f iota 3b9 isin 2208 itilde 129 jcirc 135 kappa 3ba \
     kcedil 137 kgreen 138 lArr 21d0 lacute 13a lambda 3bb lang 2329 larr 2190 lbrace 7b lbrack 5b \
     lcaron 13e lcedil 13c lceil 2308 lcub 7b ldquo 201c le 2264 lfloor 230a lmidot 140 lowast 2217 \
     lowbar 5f loz 25ca lpar 28 lrm 200e lsaquo 2039 lsqb 5b lsquo 2018 lstrok 142 lt 3c mdash 2014 \
     midast 2a minus 2212 mu 3bc nabla 2207 nacute 144 napos 149 ncaron 148 ncedil 146 ndash 2013 ne \
     2260 ni 220b notin 2209 nsub 2284 nu 3bd num 23 numero 2116 numsp 2007 odblac 151 oelig 153 \
     oline 203e omacr 14d omega 3c9 omicron 3bf oplus 2295 or 2228 otimes 2297 part 2202 percnt 25 \
     period 2e permil 2030 perp 22a5 phi 3c6 pi 3c0 piv 3d6 plus 2b prime 2032 prod 220f prop 221d \
     psi 3c8 quest 3f quot 22 rArr 21d2 racute 155 radic 221a rang 232a rarr 2192 rbrace 7d rbrack 5d \
     rcaron 159 rcedil 157 rceil 2309 rcub 7d rdquo 201d real 211c rfloor 230b rho 3c1 rlm 200f rpar \
     29 rsaquo 203a rsqb 5d rsquo 2019 sacute 15b sbquo 201a scaron 161 scedil 15f scirc 15d sdot \
     22c5 semi 3b sigma 3c3 sigmaf 3c2 sim 223c sol 2f spades 2660 star 2606 starf 2605 sub 2282 sube \
     2286 sum 2211 sup 2283 supe 2287 tau 3c4 tcaron 165 tcedil 163 there4 2234 theta 3b8 thetasym \
     3d1 thinsp 2009 tilde 2dc trade 2122 tstrok 167 uArr 21d1 uarr 2191 ubreve 16d udblac 171 umacr \
     16b uogon 173 upsih 3d2 upsilon 3c5 uring 16f utilde 169 verbar 7c vert 7c wcirc 175 weierp 2118 \
     xi 3be ycirc 177 zacute 17a zcaron 17e zdot 17c zeta 3b6 zwj 200d zwnj 200c";

/// The characters by name: all of HTML 4, and of HTML 5 the punctuation and the Latin letters.
static NAMED: LazyLock<FxHashMap<&str, char>> = LazyLock::new(|| {
    let latin = LATIN.split(' ').zip('\u{A0}'..='\u{FF}');
    let mut others = OTHERS.split(' ');
    let pairs = std::iter::from_fn(move || Some((others.next()?, others.next()?)));
    let others = pairs.filter_map(|(name, code)| {
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    });
    latin.chain(others).collect()
});

/// Whether a text holds an entity that HTML knows.
pub(in crate::ingest) fn holds_entity(text: &str) -> bool {
    memchr_iter(b'&', text.as_bytes()).any(|at| entity(&text[at..]).is_some())
}

/// A text with its entities decoded, once. What is none stays: `R&D;`.
pub(in crate::ingest) fn decode_entities(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for at in memchr_iter(b'&', text.as_bytes()) {
        if let Some((value, length)) = entity(&text[at..]) {
            out.push_str(&text[done..at]);
            out.push(value);
            done = at + length;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The entity at the beginning of a text, and its length. A semicolon ends it: `&copy` may be a parameter of
/// an address.
fn entity(text: &str) -> Option<(char, usize)> {
    let bytes = &text.as_bytes()[1..text.len().min(MAX_ENTITY_BYTES + 2)];
    let end = bytes
        .iter()
        .position(|b| !b.is_ascii_alphanumeric() && *b != b'#')?;
    if bytes[end] != b';' {
        return None;
    }
    let name = &text[1..=end];
    let value = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => *NAMED.get(name)?,
    };
    Some((value, end + 2))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    // HTML reads the numbers 0x80 to 0x9F as Windows-1252.
    if let code @ 0x80..=0x9F = code {
        let byte = [code as u8];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return text.chars().next();
    }
    char::from_u32(code).filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_character() {
        let names = LATIN.split(' ').count() + OTHERS.split(' ').count() / 2;
        assert_eq!((LATIN.split(' ').count(), NAMED.len()), (96, names));
        for (name, c) in [
            ("yuml", 'ÿ'),
            ("OElig", 'Œ'),
            ("zwj", '\u{200D}'),
            ("AMP", '&'),
        ] {
            assert_eq!(NAMED.get(name), Some(&c), "{name}");
        }
        assert!(OTHERS.split(' ').all(|n| n.len() < MAX_ENTITY_BYTES));
    }

    #[test]
    fn entities_by_name_and_number() {
        for (text, decoded) in [
            ("&eacute;&OElig;&hellip;", "éŒ…"),
            ("&#233;&#xE9;&#XE9;&#146;", "ééé’"),
            ("R&D; &bonjour; & &; &#; &#x; &#0; &#99999999999; &é;", ""),
            ("?a=1&copy=2&amp;b=3", "?a=1&copy=2&b=3"),
            ("&amp;eacute;", "&eacute;"),
            ("fin &", ""),
        ] {
            let expected = if decoded.is_empty() { text } else { decoded };
            assert_eq!(decode_entities(text), expected);
            assert_eq!(holds_entity(text), !decoded.is_empty());
        }
    }
}
