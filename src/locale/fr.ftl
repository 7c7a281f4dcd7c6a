# What a ministry reads, in French. No message holds a digit or a quotation: numbers, names and passages
# come as arguments. Each `$x` may have a `$x-n`, its number, to choose a plural. No-break spaces are
# written as they are.

n-contributions = { $c } { $c-n ->
    [one] contribution
   *[other] contributions
  }

## Opening
report = rapport de consultation
kicker = Rapport de consultation
contents = Sommaire
contents-all = Tous les thèmes
lead = { $authors } { $authors-n ->
    [one] participant a écrit
   *[other] participants ont écrit
  } entre le { $first } et le { $last } : { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }, { $favourable } { $favourable-n ->
    [one] argument pour
   *[other] arguments pour
  } et { $against } { $against-n ->
    [one] argument contre
   *[other] arguments contre
  }.
lead-day = { $authors } { $authors-n ->
    [one] participant a écrit
   *[other] participants ont écrit
  } le { $first } : { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }, { $favourable } { $favourable-n ->
    [one] argument pour
   *[other] arguments pour
  } et { $against } { $against-n ->
    [one] argument contre
   *[other] arguments contre
  }.
lead-others = { $n } { $n-n ->
    [one] d’entre eux n’a déposé
   *[other] d’entre eux n’ont déposé
  } que des sources ou des commentaires.
lead-undated = { $authors } { $authors-n ->
    [one] participant a écrit
   *[other] participants ont écrit
  } { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }, { $favourable } { $favourable-n ->
    [one] argument pour
   *[other] arguments pour
  } et { $against } { $against-n ->
    [one] argument contre
   *[other] arguments contre
  }. La source ne donne pas de dates.
lead-start = { $authors } { $authors-n ->
    [one] participant a écrit
   *[other] participants ont écrit
  } entre le { $first } et le { $last } :
lead-start-day = { $authors } { $authors-n ->
    [one] participant a écrit
   *[other] participants ont écrit
  } le { $first } :
lead-start-undated = { $authors } { $authors-n ->
    [one] participant a écrit
   *[other] participants ont écrit
  } :
lead-forms = { $authors } { $authors-n ->
    [one] participant s’est exprimé
   *[other] participants se sont exprimés
  } entre le { $first } et le { $last } :
lead-forms-day = { $authors } { $authors-n ->
    [one] participant s’est exprimé
   *[other] participants se sont exprimés
  } le { $first } :
lead-forms-undated = { $authors } { $authors-n ->
    [one] participant s’est exprimé
   *[other] participants se sont exprimés
  } :
lead-texts = Textes déposés entre le { $first } et le { $last } :
lead-texts-day = Textes déposés le { $first } :
lead-texts-undated = Textes déposés :
lead-signed = Pour { $n } { $n-n ->
    [one] texte
   *[other] textes
  } sur { $total }, les sources nomment un auteur : { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } en tout.
lead-declared = Avis déclarés par les contributions elles-mêmes : { $favourable } { $favourable-n ->
    [one] favorable
   *[other] favorables
  }, { $mixed } { $mixed-n ->
    [one] mitigé
   *[other] mitigés
  } et { $against } { $against-n ->
    [one] défavorable
   *[other] défavorables
  }.
lead-declared-unknown = Avis déclarés par les contributions elles-mêmes : { $favourable } { $favourable-n ->
    [one] favorable
   *[other] favorables
  }, { $mixed } { $mixed-n ->
    [one] mitigé
   *[other] mitigés
  } et { $against } { $against-n ->
    [one] défavorable
   *[other] défavorables
  } ; { $unknown } { $unknown-n ->
    [one] contribution n’en déclare
   *[other] contributions n’en déclarent
  } aucun qui soit connu.
lead-no-dates = La source ne donne pas de dates.
lead-no-dates-part = La source n’en donne pas les dates.
part-lead = Ce rapport porte sur un sous-corpus, { $name } : les textes que trouve la requête { $query }, et eux seuls.
list-and = et
piece-contributions = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  }
piece-favourable = { $n } { $n-n ->
    [one] argument pour
   *[other] arguments pour
  }
piece-against = { $n } { $n-n ->
    [one] argument contre
   *[other] arguments contre
  }
piece-forms = { $n } { $n-n ->
    [one] formulaire rempli
   *[other] formulaires remplis
  }
lead-others-comments = { $n } { $n-n ->
    [one] d’entre eux n’a
   *[other] d’entre eux n’ont
  } déposé que des commentaires.
lead-others-forms = { $n } { $n-n ->
    [one] d’entre eux n’a
   *[other] d’entre eux n’ont
  } écrit aucune réponse libre : leurs formulaires ne contiennent que des choix à cocher ou un titre.
lead-others-arguments = { $n } { $n-n ->
    [one] d’entre eux n’a
   *[other] d’entre eux n’ont
  } déposé aucun argument.
lead-others-texts = { $n } { $n-n ->
    [one] d’entre eux n’a
   *[other] d’entre eux n’ont
  } déposé ni contribution ni argument.
hero-authors = { $n-n ->
    [one] participant
   *[other] participants
  }
hero-contributions = { $n-n ->
    [one] contribution
   *[other] contributions
  }
hero-favourable = { $n-n ->
    [one] argument pour
   *[other] arguments pour
  }
hero-against = { $n-n ->
    [one] argument contre
   *[other] arguments contre
  }
hero-declared-favourable = { $n-n ->
    [one] avis favorable
   *[other] avis favorables
  }
hero-declared-mixed = { $n-n ->
    [one] avis mitigé
   *[other] avis mitigés
  }
hero-declared-against = { $n-n ->
    [one] avis défavorable
   *[other] avis défavorables
  }
hero-forms = { $n-n ->
    [one] formulaire rempli
   *[other] formulaires remplis
  }
h-nature = Ce que ce rapport est, et ce qu’il n’est pas
nature-is = { $authors-is ->
    [none] Ce rapport compte et cite des textes déposés dans une consultation ouverte à tous. Il dit de quoi ils parlent et quelles positions y sont déclarées.
   *[some] Ce rapport compte et cite ce que des participants ont écrit dans une consultation ouverte à tous. Il dit de quoi ils parlent et quelles positions ils ont déclarées.
  }
nature-not = Une consultation n’est pas un sondage. Ceux qui écrivent se sont choisis eux-mêmes ; leurs nombres ne disent rien de ceux qui se sont tus, et aucun pourcentage d’ici ne vaut pour la population.
nature-links = Chaque chiffre souligné en pointillé mène aux textes qu’il compte : un clic suffit pour les lire et vérifier.
nature-declared = Les positions comptées sont déclarées : un argument déposé du côté pour ou du côté contre, un vote, ou le compteur de la plateforme. Aucune position n’est estimée par le programme.
nature-declared-sides = Les positions comptées sont déclarées : l’avis qu’une contribution porte elle-même, un argument déposé du côté pour ou du côté contre, un vote, ou le compteur de la plateforme. Aucune position n’est estimée par le programme.

## Method
h-method = Méthode et règles de comptage
rule-contribution = { $authors-is ->
    [none] Une contribution est une proposition ou une réponse déposée dans la consultation. Les arguments, commentaires, versions, sources et votes sont comptés sous leur propre nom, jamais avec elles.
   *[some] Une contribution est une proposition ou une réponse d’un participant. Les arguments, commentaires, versions, sources et votes sont comptés sous leur propre nom, jamais avec elles. Le nombre d’auteurs est donné à côté des totaux.
  }
rule-contribution-arguments = { $authors-is ->
    [none] Cette consultation ne contient aucune contribution, c’est-à-dire ni proposition ni réponse à une question ouverte. Les thèmes sont donc comptés dans les arguments, par leur propre texte. Les commentaires, sources et votes sont comptés sous leur propre nom, jamais avec eux.
   *[some] Cette consultation ne contient aucune contribution, c’est-à-dire ni proposition ni réponse à une question ouverte. Les thèmes sont donc comptés dans les arguments, par leur propre texte. Les commentaires, sources et votes sont comptés sous leur propre nom, jamais avec eux. Le nombre d’auteurs est donné à côté des totaux.
  }
rule-contribution-arguments-part = { $authors-is ->
    [none] Ce sous-corpus ne contient aucune contribution, c’est-à-dire ni proposition ni réponse à une question ouverte. Les thèmes sont donc comptés dans les arguments, par leur propre texte. Les commentaires, sources et votes sont comptés sous leur propre nom, jamais avec eux.
   *[some] Ce sous-corpus ne contient aucune contribution, c’est-à-dire ni proposition ni réponse à une question ouverte. Les thèmes sont donc comptés dans les arguments, par leur propre texte. Les commentaires, sources et votes sont comptés sous leur propre nom, jamais avec eux. Le nombre d’auteurs est donné à côté des totaux.
  }
rule-part = Ce rapport porte sur le sous-corpus { $name }, défini par la requête { $query }. Un texte en fait partie quand la requête le trouve lui-même : un argument, un commentaire ou un vote n’y entre pas du seul fait que la proposition à laquelle il répond y est, ni une proposition du fait de ses arguments. La requête est appliquée à tous les textes, la modération ensuite. Les votes comptés portent sur un texte du sous-corpus.
rule-part-sides = Le thème d’un argument du sous-corpus reste celui de la contribution à laquelle il répond, même si elle n’en fait pas partie.
rule-theme = Un texte a un thème quand son propre titre ou son propre corps contient un des termes du thème, sous une forme quelconque du mot, avec ou sans accents. C’est un repérage par les mots : il laisse passer les idées dites autrement et peut retenir un mot employé dans un autre sens.
rule-dictionary-shipped = Les termes viennent du dictionnaire général livré avec Palabre (version { $version }, { $themes } thèmes), fait pour les services publics numériques. Ils sont listés sous chaque thème.
rule-dictionary-own = Les termes viennent du dictionnaire de ce corpus (version { $version }, { $themes } thèmes). Ils sont listés sous chaque thème.
rule-overlap = Une contribution peut avoir plusieurs thèmes, ou aucun : les parts des thèmes se recoupent et ne s’additionnent pas. Un thème parent compte ses propres termes et ceux de ses sous-thèmes, chaque texte une fois.
rule-overlap-arguments = Un argument peut avoir plusieurs thèmes, ou aucun : les parts des thèmes se recoupent et ne s’additionnent pas. Un thème parent compte ses propres termes et ceux de ses sous-thèmes, chaque texte une fois.
rule-sides = Les arguments pour et contre d’un thème sont ceux qui répondent aux contributions dont le texte a ce thème. Ils approuvent ou critiquent ces propositions, pas le thème : la même proposition peut en porter plusieurs.
rule-sides-arguments = Les arguments pour et contre d’un thème sont ceux dont le propre texte a ce thème. Ils sont pour ou contre ce que demande l’organisateur, pas pour ou contre le thème.
rule-declared = Les votes listés un par un, les compteurs de la plateforme et les arguments sont comptés séparément et jamais additionnés. Derrière un compteur, la source ne donne aucune ligne : il est reproduit tel quel.
rule-declared-sides = Un avis déclaré est celui que la source donne avec une contribution, comme dans le registre d’une enquête publique. Un avis neutre, partagé ou favorable avec réserve est compté comme mitigé. Les avis déclarés ne sont pas des arguments et ne s’y ajoutent jamais.
rule-share = Aucun pourcentage sous une base de { $base } : le rapport dit alors combien sur combien. Aucune décimale sous { $thousand }.
rule-moderated-exclude = Les textes modérés (mis à la corbeille, dépubliés ou désactivés par l’organisateur) sont comptés à part et n’entrent dans aucun autre chiffre. Un argument dont seule la proposition est modérée reste compté.
rule-moderated-include = À la demande, les textes modérés par l’organisateur sont comptés avec les autres. Ils sont aussi donnés à part, et aucun n’est cité.
rule-moderated-only = À la demande, seuls les textes modérés par l’organisateur sont comptés. Aucun n’est cité.
rule-organiser-exclude = { $n } { $n-n ->
    [one] texte de l’organisateur, désigné comme tel
   *[other] textes de l’organisateur, désignés comme tels
  } par les sources ou par l’analyste, { $n-n ->
    [one] est compté à part et ne compte
   *[other] sont comptés à part et ne comptent
  } dans aucun autre total de textes, d’auteurs ou de thèmes ; les arguments et les votes qui portent sur ces textes restent comptés.
rule-organiser-include = À la demande, { $n } { $n-n ->
    [one] texte de l’organisateur, désigné comme tel
   *[other] textes de l’organisateur, désignés comme tels
  } par les sources ou par l’analyste, { $n-n ->
    [one] est compté
   *[other] sont comptés
  } avec les autres.
rule-organiser-only = À la demande, seuls { $n } { $n-n ->
    [one] texte de l’organisateur, désigné comme tel
   *[other] textes de l’organisateur, désignés comme tels
  } par les sources ou par l’analyste, { $n-n ->
    [one] est compté
   *[other] sont comptés
  }, avec les arguments et les votes qui portent dessus.
rule-organiser-none = Aucun texte n’est de l’organisateur selon les sources ou l’analyste.
rule-organiser-none-part = Aucun texte de ce sous-corpus n’est de l’organisateur selon les sources ou l’analyste.
rule-organiser-unstated = Organisateur non indiqué : rien dans les sources ne dit quels textes sont de l’organisateur ; s’il y en a, ils sont comptés avec les autres.
rule-appendix = Les annexes sont comptées sous leur propre nom ; aucun thème n’y est cherché.
rule-gone = Les textes que le dernier export d’une source ne contient plus (retirés ou effacés depuis l’export qu’il remplace) sont mis à part : ils n’entrent dans aucun autre chiffre et aucun n’est cité. Le journal d’import les nomme.
rule-verbatim = { $authors-is ->
    [none] Les passages cités sont reproduits mot pour mot, fautes comprises. Ils sont choisis par règle : d’abord les passages où le thème revient le plus souvent, puis les plus anciens ; aucun texte modéré. Les crochets marquent les coupes.
   *[some] Les passages cités sont reproduits mot pour mot, fautes comprises. Ils sont choisis par règle : d’abord les passages où le thème revient le plus souvent, puis les plus anciens ; un seul par participant, aucun texte modéré. Les crochets marquent les coupes.
  }
rule-support = Les arguments les plus soutenus sont rangés par leurs votes, puis par date, puis dans l’ordre de la source.
rule-masked = { $authors-is ->
    [none] Les adresses électroniques, numéros de téléphone, adresses de profil, numéros de compte bancaire, de carte de paiement et de sécurité sociale et adresses IP sont masqués dans les textes. Les noms et adresses postales qu’un texte cite ne le sont pas.
   *[some] Les noms des participants ne sont pas repris : chacun a un numéro. Les adresses électroniques, numéros de téléphone, adresses de profil, numéros de compte bancaire, de carte de paiement et de sécurité sociale et adresses IP sont masqués dans les textes. Le nom que la source donne à un auteur est masqué dans ses propres textes ; les autres noms et les adresses postales qu’un texte cite ne le sont pas.
  }
rule-words = Le mot participants désigne ceux qui ont écrit, et eux seuls.
rule-words-forms = Le mot participants désigne ceux qui ont écrit ou rempli un formulaire, et eux seuls.

## Overview
h-overview = Chiffres d’ensemble
organiser-arguments = { $share } des arguments ({ $n } sur { $total }) répondent à des textes de l’organisateur ; ils sont comptés avec les autres.
organiser-arguments-small = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total } { $n-n ->
    [one] répond
   *[other] répondent
  } à des textes de l’organisateur ; ils sont comptés avec les autres.
organiser-votes = { $share } des votes listés ({ $n } sur { $total }) portent sur des textes de l’organisateur ; ils sont comptés avec les autres.
organiser-votes-small = { $n } { $n-n ->
    [one] vote listé
   *[other] votes listés
  } sur { $total } { $n-n ->
    [one] porte
   *[other] portent
  } sur des textes de l’organisateur ; ils sont comptés avec les autres.
organiser-counters = { $share } des votes que la plateforme compte ({ $n } sur { $total }) portent sur des textes de l’organisateur ; ils sont comptés avec les autres.
organiser-counters-small = { $n } { $n-n ->
    [one] vote
   *[other] votes
  } sur les { $total } que la plateforme compte { $n-n ->
    [one] porte
   *[other] portent
  } sur des textes de l’organisateur ; ils sont comptés avec les autres.
overview-intro = { $authors-is ->
    [none] Ce qui est compté et ce que la modération a mis à part.
   *[some] Ce qui est compté, combien de participants l’ont écrit, et ce que la modération a mis à part.
  }
overview-counters = Les compteurs de la plateforme sont reproduits tels quels : la source ne liste pas ces votes un par un avec leur sens, aucune ligne ne se trouve donc derrière eux. Ils ne s’ajoutent à aucun autre nombre.
col-what = Ce qui est compté
col-counted = Compté
col-authors = Auteurs
col-moderated = Modéré, mis à part
col-organiser = De l’organisateur
col-gone = Absent du dernier export
kind-contribution = Contributions
kind-favourable = Arguments pour
kind-against = Arguments contre
kind-unknown = Arguments dont le côté n’est pas connu
kind-comment = Commentaires
kind-version = Versions
kind-source = Sources déposées
kind-appendix = Annexes
kind-question = Questions de l’organisateur
kind-reply = Formulaires remplis
counter-favourable = Compteur de votes favorables
counter-mixed = Compteur de votes mitigés
counter-against = Compteur de votes défavorables
counter-abstention = Compteur d’abstentions
counters-base = Ces compteurs sont donnés pour { $n } { $n-n ->
    [one] texte
   *[other] textes
  } sur { $total }.
counters-bases = Ces compteurs ne sont pas donnés pour les mêmes textes :
col-counter = Compteur
col-texts = Textes qui l’ont
votes-favourable = Votes pour, listés
votes-mixed = Votes mitigés, listés
votes-against = Votes contre, listés
overview-votes = { $authors-is ->
    [none] Les votes listés sont ceux que la source donne un par un, chacun avec son sens. Le lien mène aux textes sur lesquels on a voté, et chaque vote est une ligne du fichier { $path }.
   *[some] Les votes listés sont ceux que la source donne un par un, chacun avec son sens ; la colonne des auteurs donne le nombre de votants. Le lien mène aux textes sur lesquels on a voté, et chaque vote est une ligne du fichier { $path }.
  }
votes-orphans = { $n } { $n-n ->
    [one] vote listé porte
   *[other] votes listés portent
  } sur un texte qui n’est dans aucune source : ils ne sont comptés nulle part ailleurs.
anonymous-records = Pour { $n } { $n-n ->
    [one] texte lu
   *[other] textes lus
  }, la source ne nomme pas l’auteur. Chacun est compté comme écrit par une personne différente : les nombres de participants et d’auteurs sont donc des maximums, et leur répartition ne dit rien de ces textes.
anonymous-votes = Pour { $n } { $n-n ->
    [one] vote listé
   *[other] votes listés
  }, la source ne dit pas qui a voté. Chacun est compté comme celui d’une personne différente : le nombre de votants est donc un maximum.
unknowable = –
unsigned-records = Pour { $n } { $n-n ->
    [one] texte
   *[other] textes
  } sur { $total }, la source n’a aucune colonne qui nomme un auteur. Les nombres d’auteurs et de participants sont ceux des autres textes.
h-participants = Participants
participants-both = { $contributing } { $contributing-n ->
    [one] participant a déposé
   *[other] participants ont déposé
  } { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  } ; { $arguing } { $arguing-n ->
    [one] participant a déposé
   *[other] participants ont déposé
  } au moins un argument. On peut avoir fait les deux.
participants-both-arguments = { $arguing } { $arguing-n ->
    [one] participant a déposé
   *[other] participants ont déposé
  } au moins un argument.
participants-both-only = { $contributing } { $contributing-n ->
    [one] participant a déposé
   *[other] participants ont déposé
  } { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }.
col-band = Contributions par auteur
col-band-arguments = Arguments par auteur
col-share-authors = Part des auteurs
col-contributions = Contributions
col-contributions-arguments = Arguments
band-one = une seule
band-one-arguments = un seul
band-few = de { $from } à { $to }
band-many = { $from } ou plus
participants-active = Le dixième le plus actif ({ $tenth } { $tenth-n ->
    [one] participant
   *[other] participants
  }) a écrit { $texts } contributions et arguments sur { $total } ({ $share }) ; le participant le plus actif en a écrit { $most }.
participants-active-arguments = Le dixième le plus actif ({ $tenth } { $tenth-n ->
    [one] participant
   *[other] participants
  }) a écrit { $texts } arguments sur { $total } ({ $share }) ; le participant le plus actif en a écrit { $most }.
participants-active-only = Le dixième le plus actif ({ $tenth } { $tenth-n ->
    [one] participant
   *[other] participants
  }) a écrit { $texts } contributions sur { $total } ({ $share }) ; le participant le plus actif en a écrit { $most }.
h-timeline = Calendrier
timeline-tie = Plusieurs périodes sont à égalité en tête, avec { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } chacune.
timeline-tie-arguments = Plusieurs périodes sont à égalité en tête, avec { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total } chacune.
timeline-finding-day = Le jour le plus chargé est le { $when } : { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total }.
timeline-finding-day-arguments = Le jour le plus chargé est le { $when } : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total }.
timeline-finding-week = La semaine la plus chargée est celle { $when } : { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total }.
timeline-finding-week-arguments = La semaine la plus chargée est celle { $when } : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total }.
timeline-finding-month = Le mois le plus chargé est { $when } : { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total }.
timeline-finding-month-arguments = Le mois le plus chargé est { $when } : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total }.
col-period = Période
chart-timeline = Contributions au fil du temps
chart-timeline-arguments = Arguments au fil du temps
chart-timeline-day = nombre de contributions par jour
chart-timeline-day-arguments = nombre d’arguments par jour
chart-timeline-week = nombre de contributions par semaine
chart-timeline-week-arguments = nombre d’arguments par semaine
chart-timeline-month = nombre de contributions par mois
chart-timeline-month-arguments = nombre d’arguments par mois
chart-source = Source :
chart-n = n = { $n }
chart-data = Données du graphique
chart-files = Le même dessin en fichier :

## Themes
h-themes = De quoi parlent les contributions
h-themes-arguments = De quoi parlent les arguments
h-themes-none = Thèmes
themes-none = La source ne contient ni contribution ni argument : aucun thème ne peut être compté.
themes-none-part = Le sous-corpus ne contient ni contribution ni argument : aucun thème ne peut être compté.
themes-intro = Pour chaque thème, le nombre de contributions dont le texte en parle. Les thèmes se recoupent : leurs parts ne s’additionnent pas.
themes-intro-arguments = Cette consultation ne contient aucune contribution : pour chaque thème est compté le nombre d’arguments dont le propre texte en parle. Les thèmes se recoupent : leurs parts ne s’additionnent pas.
themes-intro-arguments-part = Ce sous-corpus ne contient aucune contribution : pour chaque thème est compté le nombre d’arguments dont le propre texte en parle. Les thèmes se recoupent : leurs parts ne s’additionnent pas.
col-theme = Thème
col-share = Part des contributions
col-share-arguments = Part des arguments
col-arguments-own = Arguments qui en parlent
col-occurrences = Occurrences, tous textes
row-uncovered = Hors thèmes
themes-tie = Plusieurs thèmes sont à égalité en tête, avec { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } chacun.
themes-tie-arguments = Plusieurs thèmes sont à égalité en tête, avec { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total } chacun.
themes-finding = Le thème le plus présent est { $theme } : { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } ({ $share }).
themes-finding-small = Le thème le plus présent est { $theme } : { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total }.
themes-finding-arguments = Le thème le plus présent est { $theme } : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total } ({ $share }).
themes-finding-arguments-small = Le thème le plus présent est { $theme } : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total }.
themes-nothing = Aucun terme du dictionnaire ne se trouve dans les contributions.
themes-nothing-arguments = Aucun terme du dictionnaire ne se trouve dans les arguments.
chart-themes = Thèmes des contributions
chart-themes-arguments = Arguments qui parlent de chaque thème
chart-unit-contributions = nombre de contributions
chart-unit-contributions-arguments = nombre d’arguments
chart-themes-note = n = { $total } ; une contribution peut avoir plusieurs thèmes. Sous-thèmes en clair, sous leur thème.
chart-themes-note-arguments = n = { $total } ; un argument peut avoir plusieurs thèmes. Sous-thèmes en clair, sous leur thème.
h-uncovered = Hors thèmes
uncovered = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } ({ $share }) { $n-n ->
    [one] n’entre
   *[other] n’entrent
  } dans aucun thème.
uncovered-small = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } { $n-n ->
    [one] n’entre
   *[other] n’entrent
  } dans aucun thème.
uncovered-arguments = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total } ({ $share }) { $n-n ->
    [one] n’entre
   *[other] n’entrent
  } dans aucun thème.
uncovered-arguments-small = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total } { $n-n ->
    [one] n’entre
   *[other] n’entrent
  } dans aucun thème.
uncovered-none = Toutes les contributions entrent dans un thème au moins.
uncovered-none-arguments = Tous les arguments entrent dans un thème au moins.
uncovered-much = Le dictionnaire laisse beaucoup de contributions de côté : il ne convient pas entièrement à ce sujet. Les parts des thèmes sont à lire avec cette réserve, et le dictionnaire gagne à être complété avant toute synthèse.
uncovered-much-arguments = Le dictionnaire laisse beaucoup d’arguments de côté : il ne convient pas entièrement à ce sujet. Les parts des thèmes sont à lire avec cette réserve, et le dictionnaire gagne à être complété avant toute synthèse.
uncovered-examples = Les premières d’entre elles, dans l’ordre de la source :
uncovered-examples-arguments = Les premiers d’entre eux, dans l’ordre de la source :

## Positions
h-positions = Arguments pour et contre
positions-intro = Pour chaque thème, les arguments déposés pour et contre les propositions qui en parlent. Ce ne sont pas des avis pour ou contre le thème, et une proposition à plusieurs thèmes compte pour chacun.
positions-intro-arguments = Pour chaque thème, les arguments pour et contre dont le propre texte en parle. Ils sont pour ou contre ce que demande l’organisateur : ce ne sont pas des avis pour ou contre le thème, et un argument à plusieurs thèmes compte pour chacun.
positions-nothing = Aucun argument ne répond aux contributions qui ont un thème.
positions-nothing-arguments = Aucun argument pour ou contre n’a de thème.
positions-elsewhere = { $n } { $n-n ->
    [one] argument répond
   *[other] arguments répondent
  } à autre chose qu’une contribution des sources : une question de l’organisateur, ou un texte que les sources ne contiennent pas. Aucun n’entre donc dans les positions par thème.
positions-tie = Plusieurs thèmes sont à égalité pour le nombre d’arguments que reçoivent leurs propositions.
positions-tie-arguments = Plusieurs thèmes sont à égalité pour le nombre d’arguments pour ou contre qui en parlent.
positions-finding = Les propositions qui parlent du thème { $theme } reçoivent le plus d’arguments : { $favourable } pour et { $against } contre.
positions-finding-arguments = Le thème dont les arguments parlent le plus est { $theme } : { $favourable } pour et { $against } contre.
col-favourable = Arguments pour
col-against = Arguments contre
chart-positions = Arguments pour et contre les propositions qui parlent de chaque thème
chart-positions-arguments = Arguments pour et contre qui parlent de chaque thème
chart-unit-arguments = nombre d’arguments déclarés pour ou contre
chart-unit-arguments-arguments = nombre d’arguments déclarés pour ou contre
chart-positions-note = Un argument compte pour chacun des thèmes de la proposition à laquelle il répond.
chart-positions-note-arguments = Un argument compte pour chacun des thèmes de son texte.
side-for = pour
side-against = contre

## Declared sides
h-declared = Avis déclarés
h-declared-sections = Par section
h-declared-months = Par mois
declared-intro = La source donne avec ces contributions l’avis de qui les a déposées, comme le registre d’une enquête publique. Cet avis est repris tel quel : il ne vient ni du texte, ni d’arguments, et ne s’ajoute à aucun autre nombre. Est mitigé un avis neutre, partagé ou favorable avec réserve. Chaque nombre mène aux contributions.
declared-favourable = Avis favorables
declared-mixed = Avis mitigés
declared-against = Avis défavorables
declared-unknown = Sans avis connu
declared-favourable-many = favorables
declared-mixed-many = mitigés
declared-against-many = défavorables
declared-finding = Les avis { $side } sont les plus nombreux : { $n } sur { $total } contributions.
declared-finding-share = Les avis { $side } sont les plus nombreux : { $n } sur { $total } contributions ({ $share }).
declared-tie = Plusieurs avis sont à égalité en tête, avec { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } chacun.
declared-finding-section = La section la plus fournie est { $name } : { $favourable } { $favourable-n ->
    [one] avis favorable
   *[other] avis favorables
  }, { $mixed } { $mixed-n ->
    [one] mitigé
   *[other] mitigés
  } et { $against } { $against-n ->
    [one] défavorable
   *[other] défavorables
  }, sur { $total } contributions.
declared-finding-month = Le mois le plus fourni est { $name } : { $favourable } { $favourable-n ->
    [one] avis favorable
   *[other] avis favorables
  }, { $mixed } { $mixed-n ->
    [one] mitigé
   *[other] mitigés
  } et { $against } { $against-n ->
    [one] défavorable
   *[other] défavorables
  }, sur { $total } contributions.
declared-finding-none = Plusieurs sont à égalité pour le nombre de contributions.
declared-undated = sans date
side-declared-for = favorables
side-declared-against = défavorables
col-side = Avis déclaré
col-month = Mois
col-declared-favourable = Favorables
col-declared-mixed = Mitigés
col-declared-against = Défavorables
col-declared-unknown = Sans avis connu
chart-declared = Avis que déclarent les contributions
chart-declared-section = Avis déclarés par section
chart-declared-month = Avis déclarés par mois
chart-unit-declared = nombre de contributions
chart-declared-note = Sur { $total } contributions. Un avis mitigé est neutre, partagé ou favorable avec réserve.
chart-declared-mixed = n : avis favorables et défavorables. Les autres ne sont pas dessinés : le tableau les donne.
chart-declared-cut = n : avis favorables et défavorables. Les autres ne sont pas dessinés, ni les lignes qui suivent : le tableau donne tout.

## Closed questions
h-closed = Questions fermées
closed-intro = Ce qui a été coché dans les formulaires, question par question, dans l’ordre de la source. Un choix est reproduit comme la source le rédige ; chaque nombre mène aux formulaires qui l’ont coché, et à leurs réponses.
closed-answered = { $n } { $n-n ->
    [one] formulaire y répond
   *[other] formulaires y répondent
  }{ $authors-is ->
    [none] .
   *[some] , de { $authors } { $authors-n ->
        [one] participant
       *[other] participants
      }.
  }
closed-overlap = Plusieurs choix étaient possibles : un formulaire est compté dans chacun des siens, et les parts ne s’additionnent pas.
col-choice = Choix
col-forms = Formulaires
col-share-forms = Part
col-base = Base

## Sections
h-sections = Où l’on en parle
sections-intro = Les sections du débat, de la plus fournie à la moins fournie, puis les thèmes de chacune.
col-section = Section
sections-tie = Plusieurs rencontres d’un thème et d’une section sont à égalité en tête, avec { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } chacune.
sections-tie-arguments = Plusieurs rencontres d’un thème et d’une section sont à égalité en tête, avec { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } chacune.
sections-finding = La rencontre la plus fréquente est celle du thème { $theme } et de la section { $section } : { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  }.
sections-finding-arguments = La rencontre la plus fréquente est celle du thème { $theme } et de la section { $section } : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  }.
chart-sections = Thèmes par section
chart-sections-arguments = Thèmes des arguments par section
chart-sections-note = Nombre de contributions dans chaque case ; les thèmes se recoupent.
chart-sections-note-arguments = Nombre d’arguments dans chaque case ; les thèmes se recoupent.

## One theme
h-subjects = Thème par thème
subjects-intro = Les thèmes dans l’ordre du nombre de contributions, chaque sous-thème sous le sien.
subjects-intro-arguments = Les thèmes dans l’ordre du nombre d’arguments, chaque sous-thème sous le sien.
subjects-absent = Thèmes du dictionnaire qui ne se trouvent dans aucune contribution :
subjects-absent-arguments = Thèmes du dictionnaire qui ne se trouvent dans aucun argument :
subject-counts = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } ({ $share }){ $authors-is ->
    [none] .
   *[some] , de { $authors } { $authors-n ->
        [one] auteur
       *[other] auteurs
      }.
  } { $arguments } { $arguments-n ->
    [one] argument en parle
   *[other] arguments en parlent
  } aussi dans { $arguments-n ->
    [one] son texte
   *[other] leur texte
  } ; { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } en tout.
subject-counts-small = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total }{ $authors-is ->
    [none] .
   *[some] , de { $authors } { $authors-n ->
        [one] auteur
       *[other] auteurs
      }.
  } { $arguments } { $arguments-n ->
    [one] argument en parle
   *[other] arguments en parlent
  } aussi dans { $arguments-n ->
    [one] son texte
   *[other] leur texte
  } ; { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } en tout.
subject-counts-arguments = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total } ({ $share }){ $authors-is ->
    [none] .
   *[some] , de { $authors } { $authors-n ->
        [one] auteur
       *[other] auteurs
      }.
  } { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } en tout.
subject-counts-arguments-small = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total }{ $authors-is ->
    [none] .
   *[some] , de { $authors } { $authors-n ->
        [one] auteur
       *[other] auteurs
      }.
  } { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } en tout.
subject-counts-only = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } ({ $share }){ $authors-is ->
    [none] .
   *[some] , de { $authors } { $authors-n ->
        [one] auteur
       *[other] auteurs
      }.
  } { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } en tout.
subject-counts-only-small = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total }{ $authors-is ->
    [none] .
   *[some] , de { $authors } { $authors-n ->
        [one] auteur
       *[other] auteurs
      }.
  } { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } en tout.
subject-tie = On parle du thème { $theme } dans plusieurs sections à égalité, avec { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total } chacune.
subject-tie-arguments = On parle du thème { $theme } dans plusieurs sections à égalité, avec { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total } chacune.
subject-finding = On parle du thème { $theme } surtout dans la section { $section } : { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } sur { $total }.
subject-finding-arguments = On parle du thème { $theme } surtout dans la section { $section } : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } sur { $total }.
subject-unargued = Aucun argument ne répond à ces contributions.
subject-sides = Les arguments les plus soutenus parmi ceux qui répondent aux contributions de ce thème :
subject-sides-arguments = Les passages d’arguments où ce thème revient le plus souvent :
h-said = Ce qui s’écrit
h-for = Pour : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  }
h-against = Contre : { $n } { $n-n ->
    [one] argument
   *[other] arguments
  }
none-for = Aucun argument pour à citer.
none-against = Aucun argument contre à citer.
votes = { $n } { $n-n ->
    [one] vote
   *[other] votes
  }
no-votes = sans vote
number = n° { $id }
answers = répond à : { $title }
terms = Les termes qui repèrent ce thème
terms-except = Sauf dans ces expressions :
chart-subject = contributions par section
chart-subject-arguments = arguments par section

## Annex
h-annex = Annexe : sources, imports, paramètres
annex-part = Les sources, les imports et les avertissements sont ceux du corpus entier : une ligne lue ou refusée l’est quelle que soit la requête du sous-corpus.
h-sources = Sources
sources-intro = L’empreinte identifie chaque source : le même fichier donne la même empreinte, et le même rapport. Celle d’un dossier est l’empreinte de la liste triée de ses fichiers et de leurs empreintes.
col-source = Source
col-format = Format
col-files = Fichiers
col-bytes = Octets
col-sha = Empreinte { $name }
h-imports = Lignes des sources
imports-total = { $rows } { $rows-n ->
    [one] ligne lue
   *[other] lignes lues
  } : { $imported } { $imported-n ->
    [one] importée
   *[other] importées
  }, { $merged } { $merged-n ->
    [one] fusionnée
   *[other] fusionnées
  } avec une ligne identique, { $refused } { $refused-n ->
    [one] écartée
   *[other] écartées
  }. Rien d’autre n’est perdu.
col-reason = Pourquoi écartée
col-row-kind = Ce qu’est la ligne
col-rows = Lignes
reason-empty = sans texte
reason-no-side = vote sans sens déclaré
reason-unreadable = ne peut être lu
reason-too-long = texte trop long
reason-malformed = illisible
reason-conflict = même identifiant, autre contenu
reason-unknown-format = format inconnu
reason-other-format = autre format que sa source
reason-reporting = signalement
reason-context = élément de contexte de l’organisateur
reason-personal = données personnelles, non lues
reason-event = réunion, non comptée
reason-unknown-type = type de ligne inconnu
reason-cells = trop de cellules
reason-unclosed-quote = guillemet jamais refermé
reason-no-id = sans identifiant, là où il en faut un
reason-comment-vote = vote sur un commentaire, non compté
reason-argument-vote = vote sur un argument, non compté ici
reason-source-vote = vote sur une source, non compté
reason-missing-column = colonne absente
reason-no-rows = tableau sans ligne
reason-superseded = vote changé ensuite par son auteur
reason-same-votes = votes déjà dans un autre fichier
reason-computed = chiffres calculés à partir des autres fichiers
reason-tag = étiquette
reason-personal-variable = variable qui désigne des personnes
reason-unsafe-name = nom de fichier dangereux, dans une archive
reason-duplicate-name = nom de fichier en double, dans une archive
reason-nested-archive = archive dans une archive
reason-encrypted = fichier chiffré
reason-link = lien vers un autre fichier
reason-unsupported-method = compression non lue
reason-unsupported-archive = archive d’un format non lu
reason-overlap = fichiers d’une archive qui se recouvrent
reason-zip-bomb = archive démesurée une fois ouverte
reason-too-large = archive trop grande
reason-too-many-members = archive de trop de fichiers
what-proposal = proposition
what-answer = réponse
what-argument = argument
what-comment = commentaire
what-version = version
what-source = source déposée
what-appendix = annexe
what-reply = formulaire rempli
what-question = question
what-vote = vote listé
what-row = ligne de tableau
what-file = fichier
what-participant = participant
h-warnings = Avertissements de lecture
masked = Masqués dans les textes : { $emails } { $emails-n ->
    [one] adresse électronique
   *[other] adresses électroniques
  }, { $phones } { $phones-n ->
    [one] numéro de téléphone
   *[other] numéros de téléphone
  }, { $profiles } { $profiles-n ->
    [one] adresse de profil
   *[other] adresses de profil
  }, { $numbers } { $numbers-n ->
    [one] numéro de compte, de carte, de personne ou de machine
   *[other] numéros de compte, de carte, de personne ou de machine
  }.
masked-names = { $names } { $names-n ->
    [one] nom d’auteur masqué dans le texte de cet auteur
   *[other] noms d’auteurs masqués dans les textes de ces auteurs
  } : [auteur].
warnings-none = Aucun avertissement.
col-warning = Avertissement
col-times = Fois
warning-counter-disagrees = un compteur et les lignes ne s’accordent pas
warning-cut-short = texte coupé ou incomplet
warning-missing-section = section absente
warning-unexplained-line = ligne inexpliquée
warning-bad-date = date illisible
warning-bad-encoding = caractère illisible
warning-not-in-source = objets que la source compte ou nomme, et ne contient pas
warning-missing-parent = réponse à un texte absent
warning-side-contradicts-vote = argument d’un côté, vote de son auteur de l’autre
warning-section-of-children = section sans contribution
warning-masked = fichiers où des données personnelles ont été masquées
warning-personal-columns = colonnes de données personnelles, non lues
warning-unknown-file = fichier non lu
warning-conflict = ligne fusionnée qui dit autre chose que ce qui est gardé
warning-repaired = fichiers dont des caractères ont été réparés
warning-empty-answers = questions laissées sans réponse
warning-guessed-columns = colonnes devinées à la lecture
warning-unknown-organiser = nom de l’organisateur, donné par corpus.toml, qu’aucun auteur ne porte
warning-swallowed-rows = texte qui semble contenir des lignes de son tableau
warning-guessed-encoding = encodage reconnu aux mots que forment ses octets
warning-no-header = tableau sans ligne d’en-tête
h-parameters = Paramètres
col-parameter = Paramètre
col-value = Valeur
param-version = Programme
param-words = Formes des mots
param-dictionary = Dictionnaire
param-dictionary-version = Version du dictionnaire
param-dictionary-sha = Empreinte du dictionnaire
param-moderated = Textes modérés
param-organiser = Textes de l’organisateur
param-part = Sous-corpus
param-part-query = Requête du sous-corpus
param-lang = Langue
param-zone = Fuseau des dates
dictionary-shipped = livré avec Palabre
h-files = Fichiers joints
file-contributions = Les contributions, une par ligne :
file-arguments = Les arguments, un par ligne :
file-themes = Les thèmes comptés :
file-stances = Les positions par thème, section, mois et contribution :
file-figures = Tous les chiffres du rapport, leur recette et leur adresse :
file-imports = Ce qu’est devenue chaque ligne des sources : { $path }
file-warnings = Les avertissements : { $path }
footer = Établi avec Palabre { $version }. Les mêmes sources et les mêmes paramètres donnent le même rapport, octet pour octet.

## Lists
list = Textes
list-rows = { $n-n ->
    [one] texte
   *[other] textes
  }
list-csv = tous les identifiants (CSV)
list-cut = La liste est coupée. Nombre de textes montrés :
list-whole = Texte entier
list-records = Textes entiers
list-organiser-excluded = Les textes de l’organisateur ne sont pas comptés ici.
list-from = À partir du
what-contributions = Contributions
what-arguments = Arguments
what-favourable = Arguments pour
what-against = Arguments contre
what-unknown = Arguments de côté inconnu
what-declared-favourable = Contributions d’avis favorable
what-declared-mixed = Contributions d’avis mitigé
what-declared-against = Contributions d’avis défavorable
what-declared-unknown = Contributions sans avis connu
what-all-kinds = Textes
what-uncovered = Contributions hors thèmes
what-uncovered-arguments = Arguments hors thèmes
what-forms = Formulaires
what-voted-favourable = Textes sur lesquels on a voté pour
what-voted-mixed = Textes sur lesquels on a voté mitigé
what-voted-against = Textes sur lesquels on a voté contre
what-voted-organiser = Textes de l’organisateur sur lesquels on a voté
what-arguments-organiser = Arguments sur des textes de l’organisateur
what-timeline = Contributions dans l’ordre du temps
what-timeline-arguments = Arguments dans l’ordre du temps
what-most = Textes du participant le plus actif
what-tenth = Textes du dixième le plus actif
what-occurrences = Tous les textes où le thème se trouve
what-all = Tous les textes
answers-word = Répond à :
what-records = Autres textes
card-proposal = Contribution
card-answer = Réponse
card-for = Argument pour
card-against = Argument contre
card-argument = Argument
card-comment = Commentaire
card-version = Version
card-source = Source déposée
card-appendix = Annexe
card-question = Question
card-declared-favourable = avis favorable
card-declared-mixed = avis mitigé
card-declared-against = avis défavorable
card-reply = Formulaire
place-line = ligne
place-row = rangée
place-bytes = octets
votes-word = votes
vote-word = vote
organiser-word = organisateur
moderated-word = texte modéré
gone-word = absent du dernier export
no-text = Sans texte : seul le côté est déclaré.
no-answer = Sans réponse libre ni choix coché.

# La progression de recherches le long du corpus.
progression-title-one = Progression de { $query }
progression-title = Progression de plusieurs recherches
progression-date = occurrences cumulées, textes dans l’ordre de leur date
progression-section = occurrences cumulées, section par section
progression-note = L’axe horizontal suit les mots : { $words } { $words-n ->
        [one] mot
       *[other] mots
    } de { $texts } { $texts-n ->
        [one] texte
       *[other] textes
    }.
progression-undated = { $n } { $n-n ->
        [one] texte sans date est placé
       *[other] textes sans date sont placés
    } à la fin.
progression-total = { $query } : { $n } { $n-n ->
        [one] occurrence
       *[other] occurrences
    }.
progression-many = { $n } sections, trop nombreuses pour être nommées ici.
progression-no-date = sans date
progression-no-section = sans section

# Recettes en toutes lettres (palabre trace).
recipe-between =  ;
recipe-authors = auteurs distincts des textes suivants : { $kinds }
recipe-occurrences = occurrences du thème dans les textes suivants : { $kinds }
recipe-votes = votes listés par la source
recipe-votes-favourable = votes pour, listés par la source
recipe-votes-mixed = votes mitigés, listés par la source
recipe-votes-against = votes contre, listés par la source
recipe-voters = personnes distinctes qui ont donné des votes listés par la source
recipe-voters-favourable = personnes distinctes qui ont donné des votes pour, listés par la source
recipe-voters-mixed = personnes distinctes qui ont donné des votes mitigés, listés par la source
recipe-voters-against = personnes distinctes qui ont donné des votes contre, listés par la source
recipe-counters = somme des compteurs de votes pour, mitigés et contre de la plateforme
recipe-counters-favourable = somme du compteur de votes pour de la plateforme
recipe-counters-mixed = somme du compteur de votes mitigés de la plateforme
recipe-counters-against = somme du compteur de votes contre de la plateforme
recipe-counters-abstention = somme du compteur d’abstentions de la plateforme
recipe-forms = formulaires ou lignes de réponse
recipe-respondents = personnes distinctes qui ont répondu
recipe-rows = lignes des sources
recipe-rows-imported = lignes des sources retenues
recipe-rows-merged = lignes des sources fusionnées avec une ligne identique
recipe-rows-refused = lignes des sources refusées
recipe-warnings = avertissements de la lecture
kinds-contributions = contributions
kinds-texts = contributions et arguments
kinds-records = textes de toutes sortes
kinds-proposal = propositions
kinds-answer = réponses
kinds-argument = arguments
kinds-comment = commentaires
kinds-version = versions
kinds-source = sources déposées
kinds-appendix = annexes
kinds-question = questions
kinds-reply = formulaires remplis
filter-theme = dont le texte même a le thème { $x }
filter-parent-theme = sous une contribution dont le texte a le thème { $x }
filter-no-theme = dont le texte n’a aucun thème
filter-declared-favourable = d’avis déclaré favorable
filter-declared-mixed = d’avis déclaré mitigé
filter-declared-against = d’avis déclaré défavorable
filter-declared-unknown = sans avis connu, dans un fichier où d’autres contributions en déclarent un
filter-filed-favourable = déposés pour
filter-filed-mixed = déposés mitigés
filter-filed-against = déposés contre
filter-filed-unknown = de côté inconnu
filter-can-declare = d’un fichier où des contributions déclarent un avis
filter-no-contribution = qui ne répondent à aucune contribution
filter-on-organiser = sur des textes de l’organisateur
filter-section = dans la section { $x }
filter-dated = qui ont une date
filter-undated = sans date
filter-between = dont la date va du { $from } inclus au { $before } exclu
filter-month = dont le mois est { $x }
filter-signed = de fichiers qui nomment les auteurs
filter-unsigned = de fichiers qui ne nomment pas les auteurs
filter-wrote = dont l’auteur a écrit de { $from } à { $to } textes parmi les suivants : { $kinds }
filter-wrote-least = dont l’auteur a écrit { $from } textes ou plus parmi les suivants : { $kinds }
filter-most-active-one = de l’auteur le plus actif
filter-most-active-tenth = du dixième des auteurs le plus actif
filter-has-counter-any = dont la plateforme donne un compteur de votes
filter-has-counter-favourable = dont la plateforme compte les votes pour
filter-has-counter-mixed = dont la plateforme compte les votes mitigés
filter-has-counter-against = dont la plateforme compte les votes contre
filter-has-counter-abstention = dont la plateforme compte les abstentions
filter-may-have-counter-any = qui sont des contributions, ou dont la plateforme donne un compteur de votes
filter-may-have-counter-favourable = qui sont des contributions, ou dont la plateforme compte les votes pour
filter-may-have-counter-mixed = qui sont des contributions, ou dont la plateforme compte les votes mitigés
filter-may-have-counter-against = qui sont des contributions, ou dont la plateforme compte les votes contre
filter-may-have-counter-abstention = qui sont des contributions, ou dont la plateforme compte les abstentions
filter-in-no-source = sur des textes qui ne sont dans aucune source
filter-question = qui répondent à la question { $x }
filter-choice = qui choisissent { $x }
set-moderated = parmi ce que la modération a mis à part
set-gone = parmi ce qu’un export plus récent ne contient plus
set-organiser = parmi les textes de l’organisateur
choice-moderated-include = textes modérés compris
choice-moderated-only = textes modérés seulement
choice-organiser-include = textes de l’organisateur compris
choice-organiser-only = textes de l’organisateur seulement
choice-within = dans le sous-corpus { $x }
what-rows = Lignes des sources
filter-wrote-none = dont l’auteur n’a écrit aucun des textes suivants : { $kinds }
filter-wrote-one = dont l’auteur a écrit un seul des textes suivants : { $kinds }
choice-moderated-exclude = sans ce que la modération a écarté
choice-organiser-exclude = sans les textes de l’organisateur
