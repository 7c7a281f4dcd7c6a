//! Whether a printed name is a person's, rather than that of an organisation, by its words.

use crate::text::fold;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words of organisations and groups, without accents.
const GROUPS: &str = "association asso associations mairie commune communes communaute ville metropole agglomeration \
     departement departemental departementale region regional regionale conseil prefecture ministere gouvernement \
     etat sarl sas sasu eurl sa scop scic sci snc gie syndicat syndicats syndicale federation confederation union \
     collectif comite groupe groupement club ligue fondation institut universite ecole ecoles lycee college \
     laboratoire centre agence office chambre ordre societe entreprise entreprises cabinet cooperative mutuelle \
     reseau mouvement parti amis amies citoyens citoyennes habitants riverains usagers parents eleves etudiants \
     equipe service services direction bureau maison eglise paroisse hopital clinique ehpad musee bibliotheque \
     mediatheque theatre radio journal editions librairie france francais francaise europe europeen europeenne \
     national nationale nationaux international internationale group foundation council city company ltd inc gmbh \
     team project assemblee autorite banque caisse campus cercle commission compagnie coordination copropriete \
     delegation espace etablissement forum front initiative jeunes les nos des our the net connect solutions \
     systems consulting conseils industrie industries energie energies logement transport transports moderateur \
     moderation administrateur admin administration organisateur secretariat police gendarmerie pompiers tribunal \
     barreau think tank lab observatoire plateforme anonyme anonymous inconnu utilisateur participant citoyen \
     citoyenne contributeur internaute";

/// Words before a person's name.
const TITLES: &str =
    "m mr mme mlle monsieur madame mademoiselle dr pr docteur professeur maitre me";

/// Words inside names that are written small.
const PARTICLES: &str = "de du d des la le l el al ben bin van von der den da di dos do saint sainte st ste mac mc y et";

/// First names, without accents: the most frequent of the last hundred years.
const FIRST_NAMES: &str = "adam adele adrien agathe agnes alain albert alex alexandra alexandre alexis alice aline alphonse \
     amandine ambre amelie ana anais andre andrea andree ange angele angelique anna anne annick annie anthony antoine \
     antonin ariane armand armelle arnaud arthur astrid aude audrey augustin aurelie aurelien axel axelle baptiste \
     barbara bastien beatrice benedicte benjamin benoit bernadette bernard bertrand blanche brigitte bruno camille \
     capucine carine carla carole caroline catherine cecile cedric celia celine chantal charles charlotte chloe \
     christelle christian christiane christine christophe claire clara claude claudette claudine clemence clement \
     clementine colette coline come constance corentin corinne cyril cyrille damien daniel danielle danny david \
     delphine denis denise diane didier dimitri dominique dorothee edith edmond edouard edwige elena eliane elias \
     eline elisa elisabeth elise ella elodie eloise elsa emeline emile emilie emma emmanuel emmanuelle enzo eric \
     erwan estelle esther ethan etienne eugene eva eve evelyne fabien fabienne fabrice fanny fatima fatma felix \
     ferdinand fernand flavie flora florence florent florian francis franck francois francoise frank fred frederic \
     frederique gabin gabriel gabrielle gael gaelle gaetan gaston genevieve georges georgette gerald geraldine \
     gerard germain germaine ghislain ghislaine gilbert gilberte gilles ginette gisele grace gregoire gregory \
     guillaume gustave guy gwenaelle hamid hassan helene henri henriette herve hugo hugues ibrahim ida ines irene \
     isabelle jacqueline jacques jade jean jeanne jeannine jeremie jeremy jerome joel joelle johan jonathan jordan \
     josephine joseph josette josiane jules julia julie julien juliette justin justine karim karine kevin khadija \
     laetitia lara laura laure laurence laurent lea leila lena leo leon leonie lia liam lili liliane lilou lina lionel \
     lisa loic lola lou louane louis louise luc lucas lucette lucie lucien lucienne lucile ludivine ludovic lydia \
     lydie mael maelle magali malika manon marc marcel marcelle margaux margot marguerite maria mariam marianne \
     marie marine marion marius marjorie marlene marthe martine mathieu mathilde mathis matteo matthieu maud \
     maurice max maxence maxime melanie melissa michel michele micheline michelle milan mireille mohamed mohammed \
     monique morgane muriel myriam nadege nadia nadine naomi natacha nathalie nathan nicolas nicole nina noa noah \
     noe noel noelle noemie odette odile olivia olivier oscar pascal pascale patrice patricia patrick paul paula \
     paulette pauline pedro philippe pierre pierrette quentin rachel rachid raoul raphael raymond raymonde regine \
     regis remi remy renaud rene renee richard robert robin roger roland rolande romain romane rosa rosalie rose \
     sabine sabrina salome samia samir samuel sandra sandrine sara sarah sebastien serge severine simon simone sofia \
     solange solene sonia sophie stephane stephanie steven suzanne suzy sylvain sylvette sylviane sylvie tanguy \
     tatiana theo theodore therese thibault thibaut thierry thomas tiffany tom tristan valentin valentine valerie \
     vanessa vera veronique victor victoire victoria vincent violette virginie vivien viviane wilfried xavier yacine \
     yann yannick yasmine yoann yohan youssef yves yvette yvon yvonne zoe";

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_ascii_whitespace().collect()
}

static GROUP_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(GROUPS));
static FIRST: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(FIRST_NAMES));
static TITLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(TITLES));
static PARTICLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(PARTICLES));

/// Whether a word, in lower case and without accents, is a common first name.
pub(super) fn is_first_name(folded: &str) -> bool {
    FIRST.contains(folded)
}

/// Whether a word, in lower case and without accents, is one that joins the parts of a name.
pub(super) fn is_particle(folded: &str) -> bool {
    PARTICLE.contains(folded)
}

/// The words of a person's printed name, in lower case and without accents, titles left out; `None` where it is no
/// name or that of an organisation: a word says so, or an acronym in capitals.
pub(super) fn person(name: &str) -> Option<Vec<String>> {
    let fits = |c: char| {
        c.is_alphabetic() || c.is_whitespace() || matches!(c, '-' | '‑' | '\'' | '’' | '.')
    };
    let name = name.trim();
    if name.is_empty() || name.len() > 80 || !name.chars().all(fits) {
        return None;
    }
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .collect();
    let folded: Vec<String> = words.iter().map(|w| fold(w).into_owned()).collect();
    let begin = folded.iter().position(|w| !TITLE.contains(w.as_str()))?;
    let (words, folded) = (&words[begin..], &folded[begin..]);
    if folded.len() > 6 || folded.iter().any(|w| GROUP_WORDS.contains(w.as_str())) {
        return None;
    }
    if folded[0] == "la" || folded[0] == "un" || folded[0] == "une" {
        return None;
    }
    let first = folded.iter().any(|w| is_first_name(w));
    let capitals = |w: &&str| w.chars().all(char::is_uppercase) && w.chars().count() > 1;
    let acronym = words.iter().zip(folded).any(|(word, folded)| {
        let letters = word.chars().count();
        capitals(word) && letters <= 5 && !is_particle(folded)
    });
    // A family name in capitals may be short: then a first name is beside it.
    if acronym && !first {
        return None;
    }
    Some(folded.to_vec())
}
