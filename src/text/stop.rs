//! French stop words: flagged, never dropped.

use super::fold::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Function words of French, folded. Written for this project: determiners, pronouns, prepositions,
/// conjunctions, the auxiliaries' frequent forms, and the adverbs that carry no subject.
const WORDS: &str = "
a à afin ai aie aient ainsi alors apres as au aucun aucune aujourd'hui aupres auquel aura aurait auraient
aurons auront aussi autre autres aux avaient avais avait avant avec avez aviez avions avoir avons ayant
beaucoup bien c ca car ce ceci cela celle celles celui cependant certain certaine certaines certains ces
cet cette ceux chaque chez ci combien comme comment d dans de debout dehors deja depuis des dessous dessus
deux devant doit doivent donc dont du durant e elle elles en encore enfin entre es est et etaient etais
etait etant etc ete etes etre eu eux fait font faut fois furent fut hors ici il ils j je jusqu l la
laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais malgre me meme memes mes
mien mienne moi moins mon n ne ni non nos notre nous on ont or ou où oui par parce parfois parmi pas pendant
peu peut peuvent plus plusieurs plutot pour pourquoi pourtant pouvoir presque puis puisque qu quand que quel
quelle quelles quels quelqu'un quelque quelques qui quoi quoique rien s sa sans sauf se selon sera serait
seraient serons seront ses si sien sienne sinon soi soient soit sommes son sont souvent sous suis sur surtout
t ta tandis tant te tel telle telles tels tes toi ton toujours tous tout toute toutes toutefois tres trop tu
un une vers veut via voici voila vos votre vous vraiment y
";

static STOP: LazyLock<HashSet<String>> = LazyLock::new(|| {
    WORDS
        .split_whitespace()
        .map(|w| fold(w).into_owned())
        .collect()
});

/// Those of them that are also nouns or verbs that a query may be about: «été», «avions», «pouvoir».
const HOMOGRAPHS: &[&str] = &[
    "ete", "avions", "pouvoir", "or", "car", "bien", "sommes", "fait", "son", "ton", "etre",
    "avoir", "moi", "debout", "devant", "dehors", "ayant",
];

/// Whether a form is a function word and no other word: beside others, outside quotation marks, it is not
/// required.
pub(super) fn is_function(form: &str) -> bool {
    is_stop(form) && !HOMOGRAPHS.contains(&fold(form).as_ref())
}

/// Whether a form (lower case, accents or not) is a stop word.
pub fn is_stop(form: &str) -> bool {
    STOP.contains(fold(form).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_only() {
        assert!(is_stop("même") && is_stop("où") && is_stop("les"));
        assert!(!is_stop("agent") && !is_stop("formation"));
    }
}
