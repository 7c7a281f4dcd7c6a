#!/usr/bin/env python3
"""Make the table "form -> headword" from the Dicollecte spelling dictionary.

Usage:  headwords.py fr.dic fr.aff exceptions.tsv OUTPUT_FOLDER

It writes into OUTPUT_FOLDER
    headwords.tsv   a first line "#version <TAB> ...", then one line a form, sorted by bytes:
                  form <TAB> headword <TAB> what the form may be <TAB> what the headword is
and prints a summary. The Rust example `headwords` turns headwords.tsv into headwords.bin.

Only the standard library is used. The output depends on the input files alone:
two runs give the same bytes.
"""
import hashlib
import os
import re
import sys
import unicodedata
from collections import defaultdict

# What a word may be: one bit each. The Rust module uses the same numbers.
NOUN, VERB, ADJECTIVE, ADVERB, FUNCTION, NAME, OTHER = 1, 2, 4, 8, 16, 32, 64
LETTER = {"n": NOUN, "v": VERB, "a": ADJECTIVE, "r": ADVERB, "f": FUNCTION, "p": NAME, "o": OTHER}

# How good a reading of a form is; the smallest number wins.
SELF = 1        # the form is itself a function word, noun, adjective, adverb or infinitive
INFLECTED = 2   # plural or feminine of a noun or an adjective
PARTICIPLE = 3  # participle of a verb
FINITE = 4      # any other form of a verb
MINOR = 5       # interjection, part of a Latin phrase, title, prefix, roman number
CAPITAL = 6     # an entry written with a capital: PME, Français
PROPER = 7      # a proper name

# The files this lexicon was made from: package hunspell-fr-comprehensive 1:7.0-1 of Debian.
# With other files the script stops, unless they are wanted: HEADWORDS_ANY=1.
EXPECTED = {
    "fr.dic": "f98d56be522f05426ae254ecfac1d089b196ea19a35f231d8306715c19e47d9a",
    "fr.aff": "0c756a9cae09bf4c4fd8ad1fc894a800cfc65940b7914ef9bf681fea66a4f19c",
}

# Where two verbs give the same form with the same number of letters changed.
FREQUENT_VERBS = (
    "être avoir faire pouvoir devoir vouloir dire aller savoir voir falloir mettre prendre donner "
    "venir permettre suivre rendre devenir tenir passer trouver porter proposer utiliser créer "
    "ouvrir convenir recouvrir publier payer lire vivre croire tuer durer paraître comparaître "
    "courir boire valoir plaire émettre fonder"
).split()

# Endings of feminine nouns of persons, with the masculine ending.
PERSON_ENDINGS = (("trice", "teur"), ("euse", "eur"), ("ienne", "ien"), ("ère", "er"))

# A form of the lexicon is made of these characters only.
GOOD_FORM = re.compile(r"^(?=.*[a-zà-öø-ÿœ])[a-zà-öø-ÿœ0-9'-]+$")


# --------------------------------------------------------------------------
# Reading the affix file
# --------------------------------------------------------------------------

def read_affixes(path):
    """The suffix rules, and the prefix rules that make new words (kilo-, méga-).

    Returns two tables: flag -> list of (cut, added, condition, fields).
    The other prefix rules write the elisions l' d' qu' and are left out.
    """
    suffixes, prefixes = defaultdict(list), defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            parts = line.split()
            if len(parts) < 5 or parts[0] not in ("SFX", "PFX"):
                continue
            kind, flag, cut, added, condition = parts[:5]
            added = added.split("/")[0]
            cut = "" if cut == "0" else cut
            added = "" if added == "0" else added
            fields = parts[5:]
            if kind == "SFX":
                suffixes[flag].append((cut, added, condition_test(condition), fields))
            elif flag in ("Um", "Ui") and added and "'" not in added:
                prefixes[flag].append(added)
    return suffixes, prefixes


def condition_test(condition):
    """A function telling whether a word may take a rule."""
    if condition == ".":
        return lambda word: True
    if "[" not in condition and "." not in condition:
        return lambda word: word.endswith(condition)
    return re.compile("(?:" + condition + ")$").search


def flags_of(text):
    return [text[i:i + 2] for i in range(0, len(text), 2)]


# --------------------------------------------------------------------------
# Reading the word list
# --------------------------------------------------------------------------

def bits_of(fields):
    """What an entry is, from its `po:` fields, and whether it is only a minor word."""
    bits, minor = 0, True
    for field in fields:
        if not field.startswith("po:"):
            continue
        name = field[3:]
        if name in ("nom",):
            bits, minor = bits | NOUN, False
        elif name == "adj":
            bits, minor = bits | ADJECTIVE, False
        elif name in ("adv", "advint", "proadv"):
            bits, minor = bits | ADVERB, False
        elif re.match(r"v[0-3]", name):
            bits, minor = bits | VERB, False
        elif name in ("npr", "prn", "patr", "loc.patr"):
            bits |= NAME
        elif name == "loc.adv":
            bits |= ADVERB
        elif name == "loc.adj":
            bits |= ADJECTIVE
        elif name == "loc.nom":
            bits |= NOUN
        elif re.match(r"(mg|nb|prep|prepv|cj|pro|det|neg)", name) and name != "nbro":
            bits, minor = bits | FUNCTION, False
        elif name in ("sign", "ponc", "err"):
            return 0, True
        elif name in ("nbro", "interj", "titr", "pfx", "sfx", "loc.interj", "loc.verb"):
            bits |= OTHER
    if bits & ~NAME == 0:
        minor = True
    return bits, minor


def entries(path):
    """(word, flags, fields) of every line of fr.dic."""
    with open(path, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            parts = line.split()
            if len(parts) < 2:
                continue
            word, _, flags = parts[0].partition("/")
            fields = parts[1:]
            yield word, flags_of(flags), fields


def lower(text):
    """Small letters, composed accents, straight apostrophe."""
    return unicodedata.normalize("NFC", text).lower().replace("\u2019", "'")


class Reading:
    """One way to read a form: its headword, how good the reading is, and what it is."""
    __slots__ = ("head", "rank", "bits", "feminine", "plural")

    def __init__(self, head, rank, bits, feminine=False, plural=False):
        self.head, self.rank, self.bits = head, rank, bits
        self.feminine, self.plural = feminine, plural


def expand(dic, aff):
    """All the readings of all the forms: form -> list of Reading. And the plain entries."""
    suffixes, prefixes = read_affixes(aff)
    readings = defaultdict(list)
    own = defaultdict(list)          # entry -> list of (bits, fields)
    for word, flags, fields in entries(dic):
        bits, minor = bits_of(fields)
        # Symbols of units (km, Hz) are written with the flag "U." and must keep their case.
        if bits == 0 or "{}" in flags:
            continue
        if bits == NAME:
            group = PROPER
        elif word[:1] != word[:1].lower() or "U." in flags:
            group = CAPITAL
        elif minor:
            group = MINOR
        else:
            group = 0
        head = lower(word)
        for field in fields:
            if field.startswith("st:") and field != "st:vx":
                head = lower(field[3:])
        stems = [(word, head)]
        for flag in flags:
            for prefix in prefixes.get(flag, ()):
                stems.append((prefix + word, prefix + head))
        for stem, stem_head in stems:
            if not GOOD_FORM.match(lower(stem)):
                continue
            own[lower(stem)].append((bits, fields, group))
            # The word as it stands, unless the flag "()" says it needs a suffix.
            if "()" not in flags:
                add(readings, stem, stem_head, bits, fields, group)
            elif "Um" in flags or "Ui" in flags:
                add(readings, stem, stem_head, bits, fields, group)
                if "Um" in flags:
                    add(readings, stem + "s", stem_head, bits, fields + ["is:pl"], group)
            for flag in flags:
                for cut, added, test, more in suffixes.get(flag, ()):
                    if not stem.endswith(cut) or not test(stem):
                        continue
                    form = stem[:len(stem) - len(cut)] + added
                    if form:
                        add(readings, form, stem_head, bits, fields + more, group)
    return readings, own


def add(readings, form, head, bits, fields, group):
    """Notes one reading of a form."""
    form = lower(form)
    if not GOOD_FORM.match(form) or not GOOD_FORM.match(head):
        return
    tags = {field[3:] for field in fields if field[:3] in ("po:", "is:")}
    # «aimè-je», «puissé-je»: of no use here.
    if "1isg" in tags:
        return
    what = bits
    if group:
        rank = group
    elif bits & VERB:
        if "infi" in tags:
            rank = SELF
        elif tags & {"ppas", "ppre"}:
            rank = PARTICIPLE
            # «adaptée» is used as an adjective as well.
            if "adj" in tags:
                what |= ADJECTIVE
        else:
            rank = FINITE
    else:
        rank = SELF if form == head else INFLECTED
    readings[form].append(Reading(head, rank, what, "fem" in tags and form != head, "pl" in tags))


# --------------------------------------------------------------------------
# Two spellings of one headword
# --------------------------------------------------------------------------

# Pairs that differ by an accent only and are two words all the same.
DISTINCT = {"complétement", "dû", "jeûne", "mûr", "recrû", "sûr", "soûl", "benoît", "benoîte"}

# Other spellings, and feminines of persons that are entries of their own, with the headword
# they join. Each must be an entry of fr.dic; the script stops if one is not.
SAME_HEADWORD = dict(pair.split(">") for pair in """
ambigüité>ambiguïté artéfact>artefact assener>asséner assoir>asseoir biodiésel>biodiesel
bogue>bug bolchévique>bolchevique bonhommie>bonhomie cafeteria>cafétéria caméraman>cameraman
canoé>canoë challengeur>challenger charriot>chariot clef>clé combattif>combatif
combattivité>combativité contigüité>contiguïté corole>corolle criterium>critérium
cuiller>cuillère dealeur>dealer désambigüiser>désambiguïser déchèterie>déchetterie
designeur>designer diésel>diesel délirium>delirium édelweiss>edelweiss égo>ego
encablure>encâblure exigüité>exiguïté féérie>féerie féérique>féerique gaîté>gaieté
gangréner>gangrener girole>girolle gréver>grever hackeur>hacker imbécilité>imbécillité
impresario>imprésario interpeler>interpeller joailler>joaillier kébab>kebab leadeur>leader
manageur>manager markéting>marketing medium>médium memento>mémento memorandum>mémorandum
nénufar>nénuphar ognon>oignon papèterie>papeterie paye>paie payement>paiement
persiffler>persifler pizzéria>pizzeria placébo>placebo postériori>posteriori
prudhommal>prud'homal prudhomme>prud'homme prudhommie>prud'homie québecois>québécois
quincailler>quincaillier recéler>receler referendum>référendum relai>relais
reporteur>reporter retro>rétro révolver>revolver saoul>soûl saouler>soûler
scenario>scénario secréter>sécréter senescence>sénescence sénior>senior sequoia>séquoia
serpillère>serpillière supporteur>supporter téquila>tequila thesaurus>thésaurus
tradeur>trader véto>veto
aide-éducatrice>aide-éducateur aide-soignante>aide-soignant co-autrice>co-auteur
coautrice>coauteur commissaire-priseuse>commissaire-priseur
démocrate-chrétienne>démocrate-chrétien franc-maçonne>franc-maçon
franc-tireuse>franc-tireur inventeuse>inventeur libre-penseuse>libre-penseur
maître-assistante>maître-assistant mairesse>maire ministre-présidente>ministre-président
suissesse>suisse traîtresse>traître enquêtrice>enquêteur
annonceure>annonceur chercheure>chercheur entrepreneure>entrepreneur metteure>metteur
réviseure>réviseur sculpteure>sculpteur superviseure>superviseur
""".split())


def compound_plurals(own):
    """«aides-soignantes» -> «aide-soignante»: plural entries that do not name their singular."""
    found = {}
    for word, list_ in own.items():
        if "-" not in word or not all("is:pl" in fields for _, fields, _ in list_):
            continue
        singulars = [""]
        for part in word.split("-"):
            choices = [part]
            if part.endswith("aux"):
                choices.insert(0, part[:-3] + "al")
            if part[-1:] in ("s", "x"):
                choices.insert(0, part[:-1])
            singulars = [before + "-" + choice for before in singulars for choice in choices]
        for singular in singulars:
            singular = singular[1:]
            if any("is:pl" not in fields for _, fields, _ in own.get(singular, ())):
                found[word] = singular
                break
    return found


def same_headwords(own):
    """Entry -> headword it joins: the spellings of 1990 join the traditional ones."""
    same = {}
    usual = {word for word, list_ in own.items() if any(group < CAPITAL for _, _, group in list_)}

    def bits(word):
        found = 0
        for what, _, group in own[word]:
            if group < CAPITAL:
                found |= what
        return found

    for word in sorted(usual):
        # «coût», «cout»: the circumflex of î and û.
        bare = word.replace("î", "i").replace("û", "u")
        if bare != word and bare in usual and word not in DISTINCT:
            same[bare] = word
        # «événement», «évènement».
        for place, letter in enumerate(word):
            if letter == "é" and word not in DISTINCT:
                grave = word[:place] + "è" + word[place + 1:]
                if grave in usual and bits(grave) & bits(word):
                    same[grave] = word
        # «ruissellement», «ruissèlement».
        if word.endswith("ellement"):
            grave = word[:-8] + "èlement"
            if grave in usual:
                same[grave] = word
    for word, head in compound_plurals(own).items():
        same.setdefault(word, head)
    for word, head in SAME_HEADWORD.items():
        if word not in own or head not in own:
            sys.exit("SAME_HEADWORD: not in fr.dic: %s or %s" % (word, head))
        same[word] = head
    # A chain of two is followed to its end.
    for word in list(same):
        while same[word] in same:
            same[word] = same[same[word]]
    return same


# --------------------------------------------------------------------------
# Choosing the headword
# --------------------------------------------------------------------------

def distance(form, head):
    """How many letters are removed and added to go from the form to the headword."""
    common = 0
    for one, other in zip(form, head):
        if one != other:
            break
        common += 1
    return len(form) + len(head) - 2 * common


FREQUENT_RANK = {verb: place for place, verb in enumerate(FREQUENT_VERBS)}


def preference(form, reading):
    """Sorts the readings of a form: the best one comes first."""
    frequent = len(FREQUENT_RANK)
    if reading.rank in (PARTICIPLE, FINITE):
        frequent = FREQUENT_RANK.get(reading.head, frequent)
    # «douteuse» is douteux before it is douteur.
    machine = 1 if reading.head.endswith("eur") else 0
    return reading.rank, frequent, distance(form, reading.head), machine, reading.head


def read_exceptions(path):
    """form -> (headword, bits of the headword), from the table kept by hand."""
    table = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            parts = line.split("\t")
            if len(parts) != 4 or not parts[0] or not parts[1] or not parts[3]:
                sys.exit("%s:%d: four columns are expected" % (path, number))
            form, head, letters, _why = parts
            if form in table:
                sys.exit("%s:%d: %s is there twice" % (path, number, form))
            bits = 0
            for letter in letters:
                if letter not in LETTER:
                    sys.exit("%s:%d: unknown part of speech %s" % (path, number, letter))
                bits |= LETTER[letter]
            table[form] = head, bits
    return table


def choose(readings, own, exceptions):
    """The lexicon: form -> (headword, what the form may be, what the headword is)."""
    same = same_headwords(own)
    head_bits = defaultdict(int)
    for word, list_ in own.items():
        # Names and capitalised entries count only where there is nothing else.
        best = min(group for _, _, group in list_)
        for what, _, group in list_:
            if group == best or group < MINOR:
                head_bits[same.get(word, word)] |= what
    for head, bits in exceptions.values():
        head_bits[head] |= bits
    lexicon = {}
    for form, list_ in readings.items():
        for reading in list_:
            reading.head = same.get(reading.head, reading.head)
        best = min(list_, key=lambda reading: preference(form, reading))
        bits = 0
        for reading in list_:
            if best.rank < MINOR and reading.rank in (MINOR, CAPITAL):
                continue
            bits |= reading.bits
        lexicon[form] = best.head, bits, 0
    for form, (head, bits) in exceptions.items():
        before = lexicon.get(form, ("", 0, 0))[1]
        lexicon[form] = head, before | bits, 0
    for form, (head, bits, _) in list(lexicon.items()):
        # A headword is a form of its own, and its own headword.
        if head not in lexicon:
            lexicon[head] = head, head_bits[head] or bits, 0
    for form, (head, bits, _) in list(lexicon.items()):
        # Whoever types a headword means its own: «portes» goes where «porte» goes. Four steps are more than any takes.
        for _ in range(4):
            if lexicon[head][0] == head:
                break
            head = lexicon[head][0]
        lexicon[form] = head, bits, 0
    for form, (head, bits, _) in lexicon.items():
        lexicon[form] = head, bits, head_bits[head] or bits
    return lexicon


# --------------------------------------------------------------------------
# Writing
# --------------------------------------------------------------------------

def version_of(dic, aff, exceptions_path):
    """«Dicollecte 7.0 1a2b3c4d»: the version of the dictionary, and a mark that changes with
    the three input files and with this script."""
    number = "?"
    with open(aff, encoding="utf-8") as lines:
        for line in lines:
            found = re.search(r"v(\d+\.\d+)", line)
            if line.startswith("#") and found:
                number = found.group(1)
                break
    mark = hashlib.sha256()
    for path in (dic, aff, exceptions_path, os.path.abspath(__file__)):
        with open(path, "rb") as stream:
            mark.update(stream.read())
    return "Dicollecte %s %s" % (number, mark.hexdigest()[:8])


def write_lexicon(lexicon, version, folder):
    path = os.path.join(folder, "headwords.tsv")
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("#version\t%s\n" % version)
        for form in sorted(lexicon, key=lambda text: text.encode("utf-8")):
            out.write("%s\t%s\t%d\t%d\n" % ((form,) + lexicon[form]))
    return path


def sha256(path):
    with open(path, "rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest()


def main(arguments):
    if len(arguments) != 4:
        sys.exit(__doc__)
    dic, aff, exceptions_path, folder = arguments
    for path in (dic, aff, exceptions_path):
        print("sha256 %s  %s" % (sha256(path), os.path.basename(path)))
    for path, name in ((dic, "fr.dic"), (aff, "fr.aff")):
        if sha256(path) != EXPECTED[name] and not os.environ.get("HEADWORDS_ANY"):
            sys.exit("%s is not the file expected; set HEADWORDS_ANY=1 to use it all the same" % path)
    readings, own = expand(dic, aff)
    exceptions = read_exceptions(exceptions_path)
    lexicon = choose(readings, own, exceptions)
    os.makedirs(folder, exist_ok=True)
    version = version_of(dic, aff, exceptions_path)
    path = write_lexicon(lexicon, version, folder)
    print("version %s" % version)
    print("forms %d" % len(lexicon))
    print("headwords %d" % len({head for head, _, _ in lexicon.values()}))
    print("exceptions %d" % len(exceptions))
    print("sha256 %s  headwords.tsv" % sha256(path))


if __name__ == "__main__":
    main(sys.argv[1:])
