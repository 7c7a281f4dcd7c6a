# What a ministry reads, in English. No message holds a digit or a quotation: numbers, names and passages
# come as arguments. Each `$x` may have a `$x-n`, its number, to choose a plural. No-break spaces are
# written as they are.

n-contributions = { $c } { $c-n ->
    [one] contribution
   *[other] contributions
  }

## Opening
report = consultation report
kicker = Consultation report
contents = Contents
contents-all = All themes
lead = Between { $first } and { $last }, { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } wrote { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }, { $favourable } { $favourable-n ->
    [one] argument for
   *[other] arguments for
  } and { $against } { $against-n ->
    [one] argument against
   *[other] arguments against
  }.
lead-day = On { $first }, { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } wrote { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }, { $favourable } { $favourable-n ->
    [one] argument for
   *[other] arguments for
  } and { $against } { $against-n ->
    [one] argument against
   *[other] arguments against
  }.
lead-others = { $n } of them only submitted sources or comments.
lead-undated = { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } wrote { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }, { $favourable } { $favourable-n ->
    [one] argument for
   *[other] arguments for
  } and { $against } { $against-n ->
    [one] argument against
   *[other] arguments against
  }. The source gives no dates.
lead-start = Between { $first } and { $last }, { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } wrote
lead-start-day = On { $first }, { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } wrote
lead-start-undated = { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } wrote
lead-forms = Between { $first } and { $last }, { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } took part:
lead-forms-day = On { $first }, { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } took part:
lead-forms-undated = { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } took part:
lead-texts = Submitted between { $first } and { $last }:
lead-texts-day = Submitted on { $first }:
lead-texts-undated = Submitted:
lead-signed = For { $n } { $n-n ->
    [one] text
   *[other] texts
  } of { $total }, the sources name an author: { $authors } { $authors-n ->
    [one] participant
   *[other] participants
  } in all.
lead-declared = Sides that contributions declare themselves: { $favourable } favourable, { $mixed } mixed and { $against } against.
lead-declared-unknown = Sides that contributions declare themselves: { $favourable } favourable, { $mixed } mixed and { $against } against; { $unknown } { $unknown-n ->
    [one] contribution declares
   *[other] contributions declare
  } none that is known.
lead-no-dates = The source gives no dates.
lead-no-dates-part = The source gives no dates for them.
part-lead = This report is about a sub-corpus, { $name }: the texts that the query { $query } finds, and only these.
list-and = and
piece-contributions = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  }
piece-favourable = { $n } { $n-n ->
    [one] argument for
   *[other] arguments for
  }
piece-against = { $n } { $n-n ->
    [one] argument against
   *[other] arguments against
  }
piece-forms = { $n } { $n-n ->
    [one] completed form
   *[other] completed forms
  }
lead-others-comments = { $n } of them only submitted comments.
lead-others-forms = { $n } of them wrote no answer in their own words: their forms hold ticked choices or a title only.
lead-others-arguments = { $n } of them submitted no argument.
lead-others-texts = { $n } of them submitted neither a contribution nor an argument.
hero-authors = { $n-n ->
    [one] participant
   *[other] participants
  }
hero-contributions = { $n-n ->
    [one] contribution
   *[other] contributions
  }
hero-favourable = { $n-n ->
    [one] argument for
   *[other] arguments for
  }
hero-against = { $n-n ->
    [one] argument against
   *[other] arguments against
  }
hero-declared-favourable = declared favourable
hero-declared-mixed = declared mixed
hero-declared-against = declared against
hero-forms = { $n-n ->
    [one] completed form
   *[other] completed forms
  }
h-nature = What this report is, and what it is not
nature-is = { $authors-is ->
    [none] This report counts and quotes texts submitted to a consultation open to all. It says what they are about and which positions are declared.
   *[some] This report counts and quotes what participants wrote in a consultation open to all. It says what they write about and which positions they declared.
  }
nature-not = A consultation is not an opinion poll. Those who write have selected themselves; their numbers say nothing about those who remained silent, and no percentage given here holds for the population.
nature-links = Every figure with a dotted underline leads to the texts it counts: one click is enough to read them and check.
nature-declared = The positions counted are declared: an argument submitted on the side for or the side against, a vote, or the platform counter. No position is estimated by the program.
nature-declared-sides = The positions counted are declared: the side that a contribution itself takes, an argument submitted on the side for or the side against, a vote, or the platform counter. No position is estimated by the program.

## Method
h-method = Method and counting rules
rule-contribution = { $authors-is ->
    [none] A contribution is a proposal or an answer submitted to the consultation. Arguments, comments, versions, sources and votes are counted under their own names, never with contributions.
   *[some] A contribution is a proposal or an answer by a participant. Arguments, comments, versions, sources and votes are counted under their own names, never with contributions. The number of authors is given beside the totals.
  }
rule-contribution-arguments = { $authors-is ->
    [none] This consultation holds no contribution, that is, neither a proposal nor an answer to an open question. Themes are therefore counted in arguments, by their own text. Comments, sources and votes are counted under their own names, never with them.
   *[some] This consultation holds no contribution, that is, neither a proposal nor an answer to an open question. Themes are therefore counted in arguments, by their own text. Comments, sources and votes are counted under their own names, never with them. The number of authors is given beside the totals.
  }
rule-contribution-arguments-part = { $authors-is ->
    [none] This sub-corpus holds no contribution, that is, neither a proposal nor an answer to an open question. Themes are therefore counted in arguments, by their own text. Comments, sources and votes are counted under their own names, never with them.
   *[some] This sub-corpus holds no contribution, that is, neither a proposal nor an answer to an open question. Themes are therefore counted in arguments, by their own text. Comments, sources and votes are counted under their own names, never with them. The number of authors is given beside the totals.
  }
rule-part = This report is about the sub-corpus { $name }, defined by the query { $query }. A text belongs to it when the query finds the text itself: an argument, a comment or a vote does not enter because the proposal that it answers does, nor a proposal because its arguments do. The query is applied to all texts, moderation afterwards. The votes counted are on texts of the sub-corpus.
rule-part-sides = The theme of an argument of the sub-corpus is still that of the contribution that it answers, even where that contribution is outside.
rule-theme = A text has a theme when its own title or its own body contains one of the terms of the theme, in any form of the word, with or without accents. This is detection by words: it misses ideas put differently and may pick up a word used in another sense.
rule-dictionary-shipped = The terms come from the general dictionary shipped with Palabre (version { $version }, { $themes } themes), made for digital public services. They are listed under each theme.
rule-dictionary-own = The terms come from the dictionary of this corpus (version { $version }, { $themes } themes). They are listed under each theme.
rule-overlap = A contribution may have several themes, or none: the shares of the themes overlap and cannot be added together. A parent theme counts its own terms and those of its sub-themes, each text once.
rule-overlap-arguments = An argument may have several themes, or none: the shares of the themes overlap and cannot be added together. A parent theme counts its own terms and those of its sub-themes, each text once.
rule-sides = The arguments for and against under a theme are those that reply to the contributions whose text has that theme. They support or criticise those proposals, not the theme: the same proposal may have several.
rule-sides-arguments = The arguments for and against of a theme are those whose own text has it. They are for or against what the organiser asks, not for or against the theme.
rule-declared = Votes listed one by one, platform counters and arguments are counted separately and never added together. Behind a counter, the source gives no rows: it is reproduced as it stands.
rule-declared-sides = A declared side is the one that the source gives with a contribution, as the register of a public inquiry does. A side that is neutral, divided, or favourable with a reservation is counted as mixed. Declared sides are not arguments and are never added to them.
rule-share = No percentage is given on a base below { $base }: the report then says how many out of how many. No decimals are given below { $thousand }.
rule-moderated-exclude = Moderated texts (moved to the bin, unpublished or disabled by the organiser) are counted separately and enter no other figure. An argument is still counted when only the proposal it replies to is moderated.
rule-moderated-include = As requested, the texts moderated by the organiser are counted with the others. They are also given separately, and none is quoted.
rule-moderated-only = As requested, only the texts moderated by the organiser are counted. None is quoted.
rule-organiser-exclude = { $n } { $n-n ->
    [one] text of the organiser, named
   *[other] texts of the organiser, named
  } as such by the sources or by the analyst, { $n-n ->
    [one] is counted
   *[other] are counted
  } separately and { $n-n ->
    [one] enters
   *[other] enter
  } no other total of texts, authors or themes; arguments and votes on these texts are still counted.
rule-organiser-include = As requested, { $n } { $n-n ->
    [one] text of the organiser, named
   *[other] texts of the organiser, named
  } as such by the sources or by the analyst, { $n-n ->
    [one] is counted
   *[other] are counted
  } with the others.
rule-organiser-only = As requested, only { $n } { $n-n ->
    [one] text of the organiser, named
   *[other] texts of the organiser, named
  } as such by the sources or by the analyst, { $n-n ->
    [one] is counted
   *[other] are counted
  }, with the arguments and votes on them.
rule-organiser-none = No text is the organiser’s, according to the sources or the analyst.
rule-organiser-none-part = No text of this sub-corpus is the organiser’s, according to the sources or the analyst.
rule-organiser-unstated = Organiser not stated: nothing in the sources says which texts are the organiser’s; if there are any, they are counted with the others.
rule-appendix = Appendices are counted under their own name; no theme is looked for in them.
rule-gone = Texts that the latest export of a source no longer holds (withdrawn or deleted since the export that it replaces) are set aside: they enter no other figure and none is quoted. The import journal names them.
rule-verbatim = { $authors-is ->
    [none] Passages are quoted verbatim, mistakes included. They are chosen by rule: first the passages where the theme occurs most often, then the oldest; no moderated text. Square brackets mark the cuts.
   *[some] Passages are quoted verbatim, mistakes included. They are chosen by rule: first the passages where the theme occurs most often, then the oldest; only one per participant, and no moderated text. Square brackets mark the cuts.
  }
rule-support = The most supported arguments are ranked by their votes, then by date, then in source order.
rule-masked = { $authors-is ->
    [none] Email addresses, telephone numbers, profile addresses, and numbers of bank accounts, payment cards, social security and machines (IP) are masked in the texts. Names and postal addresses that a text mentions are not.
   *[some] The names of participants are not reproduced: each has a number. Email addresses, telephone numbers, profile addresses, and numbers of bank accounts, payment cards, social security and machines (IP) are masked in the texts. The name that the source gives an author is masked in their own texts; other names and postal addresses that a text mentions are not.
  }
rule-words = The word participants refers to those who wrote, and to them alone.
rule-words-forms = The word participants means those who wrote or completed a form, and nobody else.

## Overview
h-overview = Overall figures
organiser-arguments = { $share } of the arguments ({ $n } of { $total }) answer texts of the organiser; they are counted with the others.
organiser-arguments-small = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total } { $n-n ->
    [one] answers
   *[other] answer
  } texts of the organiser; they are counted with the others.
organiser-votes = { $share } of the listed votes ({ $n } of { $total }) are on texts of the organiser; they are counted with the others.
organiser-votes-small = { $n } { $n-n ->
    [one] listed vote
   *[other] listed votes
  } of { $total } { $n-n ->
    [one] is
   *[other] are
  } on texts of the organiser; they are counted with the others.
organiser-counters = { $share } of the votes that the platform counts ({ $n } of { $total }) are on texts of the organiser; they are counted with the others.
organiser-counters-small = { $n } { $n-n ->
    [one] vote
   *[other] votes
  } of the { $total } that the platform counts { $n-n ->
    [one] is
   *[other] are
  } on texts of the organiser; they are counted with the others.
overview-intro = { $authors-is ->
    [none] What is counted and what moderation has set aside.
   *[some] What is counted, how many authors it has, and what moderation has set aside.
  }
overview-counters = Platform counters are reproduced as they stand: the source does not list these votes one by one with the side each took, so there are no rows behind them. They are added to no other number.
col-what = What is counted
col-counted = Counted
col-authors = Authors
col-moderated = Moderated, set aside
col-organiser = The organiser’s
col-gone = Absent from the latest export
kind-contribution = Contributions
kind-favourable = Arguments for
kind-against = Arguments against
kind-unknown = Arguments whose side is not known
kind-comment = Comments
kind-version = Versions
kind-source = Submitted sources
kind-appendix = Appendices
kind-question = Questions from the organiser
kind-reply = Forms filled in
counter-favourable = Counter of favourable votes
counter-mixed = Counter of mixed votes
counter-against = Counter of unfavourable votes
counter-abstention = Counter of abstentions
counters-base = These counters are given for { $n } { $n-n ->
    [one] text
   *[other] texts
  } of { $total }.
counters-bases = These counters are not given for the same texts:
col-counter = Counter
col-texts = Texts that have it
votes-favourable = Votes for, listed
votes-mixed = Mixed votes, listed
votes-against = Votes against, listed
overview-votes = { $authors-is ->
    [none] Listed votes are those that the source gives one by one, each with its side. The link leads to the texts voted on, and each vote is a row of the file { $path }.
   *[some] Listed votes are those that the source gives one by one, each with its side; the column of authors gives the number of voters. The link leads to the texts voted on, and each vote is a row of the file { $path }.
  }
votes-orphans = { $n } listed { $n-n ->
    [one] vote is
   *[other] votes are
  } on a text that is in no source: they are counted nowhere else.
anonymous-records = For { $n } { $n-n ->
    [one] text
   *[other] texts
  } that were read, the source names no author. Each is counted as written by a different person: numbers of participants and authors are therefore upper bounds, and their distribution says nothing of these texts.
anonymous-votes = For { $n } listed { $n-n ->
    [one] vote
   *[other] votes
  }, the source does not say who voted. Each is counted as that of a different person: the number of voters is therefore an upper bound.
unknowable = –
unsigned-records = For { $n } { $n-n ->
    [one] text
   *[other] texts
  } of { $total }, the source has no column that names an author. The numbers of authors and participants are those of the other texts.
h-participants = Participants
participants-both = { $contributing } { $contributing-n ->
    [one] participant
   *[other] participants
  } submitted { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }; { $arguing } { $arguing-n ->
    [one] participant
   *[other] participants
  } submitted at least one argument. The same person may have done both.
participants-both-arguments = { $arguing } { $arguing-n ->
    [one] participant
   *[other] participants
  } submitted at least one argument.
participants-both-only = { $contributing } { $contributing-n ->
    [one] participant
   *[other] participants
  } submitted { $contributions } { $contributions-n ->
    [one] contribution
   *[other] contributions
  }.
col-band = Contributions per author
col-band-arguments = Arguments by author
col-share-authors = Share of authors
col-contributions = Contributions
col-contributions-arguments = Arguments
band-one = only one
band-one-arguments = only one
band-few = { $from } to { $to }
band-many = { $from } or more
participants-active = The most active tenth ({ $tenth } { $tenth-n ->
    [one] participant
   *[other] participants
  }) wrote { $texts } of the { $total } contributions and arguments ({ $share }); the most active participant wrote { $most } of them.
participants-active-arguments = The most active tenth ({ $tenth } { $tenth-n ->
    [one] participant
   *[other] participants
  }) wrote { $texts } of { $total } arguments ({ $share }); the most active participant wrote { $most }.
participants-active-only = The most active tenth ({ $tenth } { $tenth-n ->
    [one] participant
   *[other] participants
  }) wrote { $texts } of { $total } contributions ({ $share }); the most active participant wrote { $most }.
h-timeline = Timeline
timeline-tie = Several periods are tied at the top, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } each.
timeline-tie-arguments = Several periods are tied at the top, with { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total } each.
timeline-finding-day = The busiest day is { $when }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
timeline-finding-day-arguments = The busiest day is { $when }: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total }.
timeline-finding-week = The busiest week is { $when }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
timeline-finding-week-arguments = The busiest week is { $when }: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total }.
timeline-finding-month = The busiest month is { $when }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
timeline-finding-month-arguments = The busiest month is { $when }: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total }.
col-period = Period
chart-timeline = Contributions over time
chart-timeline-arguments = Arguments over time
chart-timeline-day = number of contributions per day
chart-timeline-day-arguments = number of arguments by day
chart-timeline-week = number of contributions per week
chart-timeline-week-arguments = number of arguments by week
chart-timeline-month = number of contributions per month
chart-timeline-month-arguments = number of arguments by month
chart-source = Source:
chart-n = n = { $n }
chart-data = Chart data
chart-files = The same chart as a file:

## Themes
h-themes = What the contributions are about
h-themes-arguments = What arguments are about
h-themes-none = Themes
themes-none = The source holds neither a contribution nor an argument: no theme can be counted.
themes-none-part = The sub-corpus holds neither a contribution nor an argument: no theme can be counted.
themes-intro = For each theme, the number of contributions whose text mentions it. The themes overlap: their shares cannot be added together.
themes-intro-arguments = This consultation holds no contribution: for each theme, the number of arguments whose own text mentions it is counted. The themes overlap: their shares cannot be added together.
themes-intro-arguments-part = This sub-corpus holds no contribution: for each theme, the number of arguments whose own text mentions it is counted. The themes overlap: their shares cannot be added together.
col-theme = Theme
col-share = Share of contributions
col-share-arguments = Share of arguments
col-arguments-own = Arguments that mention it
col-occurrences = Occurrences, all texts
row-uncovered = No theme
themes-tie = Several themes are tied at the top, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } each.
themes-tie-arguments = Several themes are tied at the top, with { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total } each.
themes-finding = The most frequent theme is { $theme }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } ({ $share }).
themes-finding-small = The most frequent theme is { $theme }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
themes-finding-arguments = The most frequent theme is { $theme }: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total } ({ $share }).
themes-finding-arguments-small = The most frequent theme is { $theme }: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total }.
themes-nothing = No term of the dictionary occurs in the contributions.
themes-nothing-arguments = No term of the dictionary is found in the arguments.
chart-themes = Themes of the contributions
chart-themes-arguments = Arguments that mention each theme
chart-unit-contributions = number of contributions
chart-unit-contributions-arguments = number of arguments
chart-themes-note = n = { $total }; a contribution may have several themes. Sub-themes in a lighter shade, under their theme.
chart-themes-note-arguments = n = { $total }; an argument may have several themes. Sub-themes in a lighter shade, under their theme.
h-uncovered = No theme
uncovered = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } ({ $share }) { $n-n ->
    [one] falls
   *[other] fall
  } under no theme.
uncovered-small = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } { $n-n ->
    [one] falls
   *[other] fall
  } under no theme.
uncovered-arguments = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total } ({ $share }) { $n-n ->
    [one] has
   *[other] have
  } no theme.
uncovered-arguments-small = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total } { $n-n ->
    [one] has
   *[other] have
  } no theme.
uncovered-none = Every contribution falls under one theme at least.
uncovered-none-arguments = Every argument has at least one theme.
uncovered-much = The dictionary leaves many contributions uncovered: it does not entirely suit this subject. The shares of the themes should be read with this reservation, and the dictionary would benefit from being completed before any summary is drawn up.
uncovered-much-arguments = The dictionary leaves many arguments uncovered: it does not entirely suit this subject. The shares of the themes should be read with this reservation, and the dictionary is best completed before any synthesis.
uncovered-examples = The first of them, in source order:
uncovered-examples-arguments = The first of them, in source order:

## Positions
h-positions = Arguments for and against
positions-intro = For each theme, the arguments submitted for and against the proposals that mention it. These are not opinions for or against the theme, and a proposal with several themes counts for each of them.
positions-intro-arguments = For each theme, the arguments for and against whose own text mentions it. They are for or against what the organiser asks: they are no opinions for or against the theme, and an argument with several themes counts for each.
positions-nothing = No argument replies to the contributions that have a theme.
positions-nothing-arguments = No argument for or against has a theme.
positions-elsewhere = { $n } { $n-n ->
    [one] argument answers
   *[other] arguments answer
  } something other than a contribution of the sources: a question of the organiser, or a text that the sources do not hold. None is therefore in the positions by theme.
positions-tie = Several themes are tied for the number of arguments that their proposals receive.
positions-tie-arguments = Several themes are tied for the number of arguments for or against that mention them.
positions-finding = The proposals that mention the theme { $theme } receive the most arguments: { $favourable } for and { $against } against.
positions-finding-arguments = The theme that arguments mention most is { $theme }: { $favourable } for and { $against } against.
col-favourable = Arguments for
col-against = Arguments against
chart-positions = Arguments for and against the proposals that mention each theme
chart-positions-arguments = Arguments for and against that mention each theme
chart-unit-arguments = number of arguments declared for or against
chart-unit-arguments-arguments = number of arguments declared for or against
chart-positions-note = An argument counts for each of the themes of the proposal to which it replies.
chart-positions-note-arguments = An argument counts for each theme of its text.
side-for = for
side-against = against

## Declared sides
h-declared = Declared sides
h-declared-sections = By section
h-declared-months = By month
declared-intro = The source gives with these contributions the side that their writers declared, as the register of a public inquiry does. It is taken over as it is: it comes neither from the text nor from arguments, and is added to no other number. Mixed means neutral, divided, or favourable with a reservation. Each number leads to the contributions.
declared-favourable = Declared favourable
declared-mixed = Declared mixed
declared-against = Declared against
declared-unknown = No known side
declared-favourable-many = favourable
declared-mixed-many = mixed
declared-against-many = against
declared-finding = Most frequent is { $side }: { $n } of { $total } contributions.
declared-finding-share = Most frequent is { $side }: { $n } of { $total } contributions ({ $share }).
declared-tie = Several sides are tied at the top, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } each.
declared-finding-section = The largest section is { $name }: { $favourable } favourable, { $mixed } mixed and { $against } against, of { $total } contributions.
declared-finding-month = The busiest month is { $name }: { $favourable } favourable, { $mixed } mixed and { $against } against, of { $total } contributions.
declared-finding-none = Several are tied for the number of contributions.
declared-undated = no date
side-declared-for = favourable
side-declared-against = against
col-side = Declared side
col-month = Month
col-declared-favourable = Favourable
col-declared-mixed = Mixed
col-declared-against = Against
col-declared-unknown = No known side
chart-declared = Sides that contributions declare
chart-declared-section = Declared sides by section
chart-declared-month = Declared sides by month
chart-unit-declared = number of contributions
chart-declared-note = Of { $total } contributions. Mixed means neutral, divided, or favourable with a reservation.
chart-declared-mixed = n: favourable and against. The others are not drawn: the table has them.
chart-declared-cut = n: favourable and against. The others are not drawn, nor are the rows that follow: the table has all.

## Closed questions
h-closed = Closed questions
closed-intro = What was ticked in forms, question by question, in the order of the source. A choice is given as the source words it; each number leads to the forms that ticked it, and to their answers.
closed-answered = { $n } { $n-n ->
    [one] form answers
   *[other] forms answer
  } it{ $authors-is ->
    [none] .
   *[some] , of { $authors } { $authors-n ->
        [one] participant
       *[other] participants
      }.
  }
closed-overlap = Several choices were possible: a form is counted in each of its own, and shares do not add up.
col-choice = Choice
col-forms = Forms
col-share-forms = Share
col-base = Base

## Sections
h-sections = Where the themes are discussed
sections-intro = The sections of the debate, from the fullest to the least full, then the themes of each.
col-section = Section
sections-tie = Several pairs of a theme and a section are tied at the top, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } each.
sections-tie-arguments = Several pairs of a theme and a section are tied at the top, with { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } each.
sections-finding = The most frequent combination is the theme { $theme } in the section { $section }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  }.
sections-finding-arguments = The most frequent combination is the theme { $theme } in the section { $section }: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  }.
chart-sections = Themes by section
chart-sections-arguments = Themes of arguments by section
chart-sections-note = Number of contributions in each cell; the themes overlap.
chart-sections-note-arguments = Number of arguments in each cell; themes overlap.

## One theme
h-subjects = Theme by theme
subjects-intro = The themes in order of their number of contributions, each sub-theme under its own theme.
subjects-intro-arguments = The themes in order of their number of arguments, each sub-theme under its own theme.
subjects-absent = Themes of the dictionary that occur in no contribution:
subjects-absent-arguments = Themes of the dictionary that occur in no argument:
subject-counts = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } ({ $share }){ $authors-is ->
    [none] .
   *[some] , by { $authors } { $authors-n ->
        [one] author
       *[other] authors
      }.
  } { $arguments } { $arguments-n ->
    [one] argument also mentions
   *[other] arguments also mention
  } the theme in { $arguments-n ->
    [one] its own text
   *[other] their own text
  }; { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } in all.
subject-counts-small = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }{ $authors-is ->
    [none] .
   *[some] , by { $authors } { $authors-n ->
        [one] author
       *[other] authors
      }.
  } { $arguments } { $arguments-n ->
    [one] argument also mentions
   *[other] arguments also mention
  } the theme in { $arguments-n ->
    [one] its own text
   *[other] their own text
  }; { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } in all.
subject-counts-arguments = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total } ({ $share }){ $authors-is ->
    [none] .
   *[some] , by { $authors } { $authors-n ->
        [one] author
       *[other] authors
      }.
  } { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } in all.
subject-counts-arguments-small = { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total }{ $authors-is ->
    [none] .
   *[some] , by { $authors } { $authors-n ->
        [one] author
       *[other] authors
      }.
  } { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } in all.
subject-counts-only = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } ({ $share }){ $authors-is ->
    [none] .
   *[some] , by { $authors } { $authors-n ->
        [one] author
       *[other] authors
      }.
  } { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } in all.
subject-counts-only-small = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }{ $authors-is ->
    [none] .
   *[some] , by { $authors } { $authors-n ->
        [one] author
       *[other] authors
      }.
  } { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } in all.
subject-tie = The theme { $theme } is mentioned equally in several sections, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } each.
subject-tie-arguments = The theme { $theme } is mentioned equally in several sections, with { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total } each.
subject-finding = The theme { $theme } is mentioned most often in the section { $section }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
subject-finding-arguments = The theme { $theme } is mentioned most often in the section { $section }: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  } of { $total }.
subject-unargued = No argument replies to these contributions.
subject-sides = The most supported arguments among those that reply to the contributions with this theme:
subject-sides-arguments = The passages of arguments in which this theme comes up most:
h-said = { $authors-is ->
    [none] What is written
   *[some] What participants write
  }
h-for = For: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  }
h-against = Against: { $n } { $n-n ->
    [one] argument
   *[other] arguments
  }
none-for = Arguments for: none to quote.
none-against = Arguments against: none to quote.
votes = { $n } { $n-n ->
    [one] vote
   *[other] votes
  }
no-votes = no votes
number = no. { $id }
answers = in reply to: { $title }
terms = The terms that detect this theme
terms-except = Except in these expressions:
chart-subject = contributions by section
chart-subject-arguments = arguments by section

## Annex
h-annex = Annex: sources, imports, parameters
annex-part = Sources, imports and warnings are those of the whole corpus: a row is read or refused whatever the query of the sub-corpus.
h-sources = Sources
sources-intro = The fingerprint identifies each source: the same file gives the same fingerprint, and the same report. The fingerprint of a folder is that of the sorted list of its files and their fingerprints.
col-source = Source
col-format = Format
col-files = Files
col-bytes = Bytes
col-sha = { $name } fingerprint
h-imports = Source rows
imports-total = { $rows } { $rows-n ->
    [one] row was read
   *[other] rows were read
  }: { $imported } { $imported-n ->
    [one] was imported
   *[other] were imported
  }, { $merged } { $merged-n ->
    [one] was merged
   *[other] were merged
  } with an identical row, { $refused } { $refused-n ->
    [one] was rejected
   *[other] were rejected
  }. Nothing else is lost.
col-reason = Why rejected
col-row-kind = What the row is
col-rows = Rows
reason-empty = no text
reason-no-side = vote with no declared side
reason-unreadable = cannot be read
reason-too-long = text too long
reason-malformed = unreadable
reason-conflict = same identifier, different content
reason-unknown-format = unknown format
reason-other-format = format other than that of its source
reason-reporting = report of abuse
reason-context = context given by the organiser
reason-personal = personal data, not read
reason-event = meeting, not counted
reason-unknown-type = unknown type of row
reason-cells = too many cells
reason-unclosed-quote = quotation mark never closed
reason-no-id = no identifier, where one is needed
reason-comment-vote = vote on a comment, not counted
reason-argument-vote = vote on an argument, counted with it
reason-source-vote = vote on a source, not counted
reason-missing-column = missing column
reason-no-rows = table without a row
reason-superseded = vote that its author changed later
reason-same-votes = votes that are in another file
reason-computed = numbers computed from the other files
reason-tag = tag
reason-personal-variable = variable that points at people
reason-unsafe-name = unsafe name of a file in an archive
reason-duplicate-name = name of two files in an archive
reason-nested-archive = archive in an archive
reason-encrypted = encrypted file
reason-link = link to another file
reason-unsupported-method = compression that is not read
reason-unsupported-archive = archive of a format that is not read
reason-overlap = files of an archive that overlap
reason-zip-bomb = archive that is out of proportion once open
reason-too-large = archive that is too large
reason-too-many-members = archive of too many files
what-proposal = proposal
what-answer = answer
what-argument = argument
what-comment = comment
what-version = version
what-source = submitted source
what-appendix = appendix
what-reply = form filled in
what-question = question
what-vote = listed vote
what-row = table row
what-file = file
what-participant = participant
h-warnings = Reading warnings
masked = Masked in the texts: { $emails } { $emails-n ->
    [one] email address
   *[other] email addresses
  }, { $phones } { $phones-n ->
    [one] telephone number
   *[other] telephone numbers
  }, { $profiles } { $profiles-n ->
    [one] profile address
   *[other] profile addresses
  }, { $numbers } { $numbers-n ->
    [one] number of an account, card, person or machine
   *[other] numbers of accounts, cards, persons or machines
  }.
masked-names = { $names } { $names-n ->
    [one] name of an author masked in their own text
   *[other] names of authors masked in their own texts
  }: [auteur].
warnings-none = No warnings.
col-warning = Warning
col-times = Times
warning-counter-disagrees = a counter and the rows disagree
warning-cut-short = text cut short or incomplete
warning-missing-section = missing section
warning-unexplained-line = unexplained line
warning-bad-date = unreadable date
warning-bad-encoding = unreadable character
warning-not-in-source = things that the source counts or names and does not hold
warning-missing-parent = reply to a missing text
warning-side-contradicts-vote = argument on one side, vote of its author on the other
warning-section-of-children = section without contribution
warning-masked = files in which personal data were masked
warning-personal-columns = columns of personal data, not read
warning-unknown-file = file not read
warning-conflict = merged row that says something else than what was kept
warning-repaired = files whose characters were repaired
warning-empty-answers = questions left unanswered
warning-guessed-columns = columns guessed while reading
warning-unknown-organiser = name of the organiser, given by corpus.toml, that no author has
warning-swallowed-rows = text that seems to hold rows of its table
warning-guessed-encoding = encoding found by the words that its bytes make
warning-no-header = table without a header row
h-parameters = Parameters
col-parameter = Parameter
col-value = Value
param-version = Program
param-words = Headwords
param-dictionary = Dictionary
param-dictionary-version = Dictionary version
param-dictionary-sha = Dictionary fingerprint
param-moderated = Moderated texts
param-organiser = The organiser’s texts
param-part = Sub-corpus
param-part-query = Query of the sub-corpus
param-lang = Language
param-zone = Time zone of dates
dictionary-shipped = shipped with Palabre
h-files = Accompanying files
file-contributions = The contributions, one per row:
file-arguments = The arguments, one per row:
file-themes = The themes counted:
file-stances = The positions by theme, section, month and contribution:
file-figures = All the figures of the report, with their recipes and addresses:
file-imports = What became of each row of the sources: { $path }
file-warnings = The warnings: { $path }
footer = Produced with Palabre { $version }. The same sources and the same parameters give the same report, byte for byte.

## Lists
list = Texts
list-rows = { $n-n ->
    [one] text
   *[other] texts
  }
list-csv = all identifiers (CSV)
list-cut = The list is cut short. Number of texts shown:
list-whole = Full text
list-records = Full texts
list-organiser-excluded = The organiser’s texts are not counted here.
list-from = From
what-contributions = Contributions
what-arguments = Arguments
what-favourable = Arguments for
what-against = Arguments against
what-unknown = Arguments of unknown side
what-declared-favourable = Contributions declared favourable
what-declared-mixed = Contributions declared mixed
what-declared-against = Contributions declared against
what-declared-unknown = Contributions without a known side
what-all-kinds = Texts
what-uncovered = Contributions with no theme
what-uncovered-arguments = Arguments without theme
what-forms = Forms
what-voted-favourable = Texts voted for
what-voted-mixed = Texts with mixed votes
what-voted-against = Texts voted against
what-voted-organiser = The organiser’s texts that were voted on
what-arguments-organiser = Arguments on the organiser’s texts
what-timeline = Contributions in chronological order
what-timeline-arguments = Arguments in the order of time
what-most = Texts by the most active participant
what-tenth = Texts by the most active tenth
what-occurrences = All texts in which the theme occurs
what-all = All texts
answers-word = In reply to:
what-records = Other texts
card-proposal = Contribution
card-answer = Answer
card-for = Argument for
card-against = Argument against
card-argument = Argument
card-comment = Comment
card-version = Version
card-source = Submitted source
card-appendix = Appendix
card-question = Question
card-declared-favourable = declared favourable
card-declared-mixed = declared mixed
card-declared-against = declared against
card-reply = Form
place-line = line
place-row = row
place-bytes = bytes
votes-word = votes
vote-word = vote
organiser-word = organiser
moderated-word = moderated
gone-word = absent from the latest export
no-text = No text: only the side is declared.
no-answer = No answer in the participant’s own words, no choice ticked.

# The progression of queries along the corpus.
progression-title-one = Progression of { $query }
progression-title = Progression of several queries
progression-date = cumulated occurrences, texts in order of their date
progression-section = cumulated occurrences, section by section
progression-note = The horizontal axis follows the words: { $words } { $words-n ->
        [one] word
       *[other] words
    } of { $texts } { $texts-n ->
        [one] text
       *[other] texts
    }.
progression-undated = { $n } { $n-n ->
        [one] text without a date stands
       *[other] texts without a date stand
    } at the end.
progression-total = { $query }: { $n } { $n-n ->
        [one] occurrence
       *[other] occurrences
    }.
progression-many = { $n } sections, too many to be named here.
progression-no-date = undated
progression-no-section = no section

# Recipes in full words (palabre trace).
recipe-between = ;
recipe-authors = distinct authors of these texts: { $kinds }
recipe-occurrences = occurrences of the theme in these texts: { $kinds }
recipe-votes = votes listed by the source
recipe-votes-favourable = votes for, listed by the source
recipe-votes-mixed = mixed votes, listed by the source
recipe-votes-against = votes against, listed by the source
recipe-voters = distinct people who gave votes listed by the source
recipe-voters-favourable = distinct people who gave votes for, listed by the source
recipe-voters-mixed = distinct people who gave mixed votes, listed by the source
recipe-voters-against = distinct people who gave votes against, listed by the source
recipe-counters = sum of the platform’s counters of votes for, mixed and against
recipe-counters-favourable = sum of the platform’s counter of votes for
recipe-counters-mixed = sum of the platform’s counter of mixed votes
recipe-counters-against = sum of the platform’s counter of votes against
recipe-counters-abstention = sum of the platform’s counter of abstentions
recipe-forms = forms or rows of answers
recipe-respondents = distinct people who answered
recipe-rows = source rows
recipe-rows-imported = source rows that were kept
recipe-rows-merged = source rows merged with an identical row
recipe-rows-refused = source rows that were refused
recipe-warnings = warnings of the import
kinds-contributions = contributions
kinds-texts = contributions and arguments
kinds-records = texts of every kind
kinds-proposal = proposals
kinds-answer = answers
kinds-argument = arguments
kinds-comment = comments
kinds-version = versions
kinds-source = submitted sources
kinds-appendix = appendices
kinds-question = questions
kinds-reply = forms filled in
filter-theme = whose own text has the theme { $x }
filter-parent-theme = under a contribution whose text has the theme { $x }
filter-no-theme = whose text has no theme
filter-declared-favourable = that declare themselves favourable
filter-declared-mixed = that declare themselves mixed
filter-declared-against = that declare themselves against
filter-declared-unknown = of no known side, in a file in which other contributions declare one
filter-filed-favourable = filed for
filter-filed-mixed = filed as mixed
filter-filed-against = filed against
filter-filed-unknown = of unknown side
filter-can-declare = of a file in which contributions declare sides
filter-no-contribution = that answer no contribution
filter-on-organiser = on texts of the organiser
filter-section = in the section { $x }
filter-dated = with a date
filter-undated = without a date
filter-between = dated from { $from }, before { $before }
filter-month = of { $x }
filter-signed = of files that name authors
filter-unsigned = of files that name no authors
filter-wrote = whose author wrote { $from } to { $to } of these texts: { $kinds }
filter-wrote-least = whose author wrote { $from } or more of these texts: { $kinds }
filter-most-active-one = of the most active author
filter-most-active-tenth = of the most active tenth of authors
filter-has-counter-any = of which the platform states a counter of votes
filter-has-counter-favourable = of which the platform counts votes for
filter-has-counter-mixed = of which the platform counts mixed votes
filter-has-counter-against = of which the platform counts votes against
filter-has-counter-abstention = of which the platform counts abstentions
filter-may-have-counter-any = that are contributions, or of which the platform states a counter of votes
filter-may-have-counter-favourable = that are contributions, or of which the platform counts votes for
filter-may-have-counter-mixed = that are contributions, or of which the platform counts mixed votes
filter-may-have-counter-against = that are contributions, or of which the platform counts votes against
filter-may-have-counter-abstention = that are contributions, or of which the platform counts abstentions
filter-in-no-source = on texts that are in no source
filter-question = that answer the question { $x }
filter-choice = that choose { $x }
set-moderated = among what moderation set aside
set-gone = among what a newer export no longer holds
set-organiser = among the organiser’s own texts
choice-moderated-include = moderated texts included
choice-moderated-only = moderated texts only
choice-organiser-include = the organiser’s texts included
choice-organiser-only = the organiser’s texts only
choice-within = in the sub-corpus { $x }
what-rows = Source rows
filter-wrote-none = whose author wrote none of these texts: { $kinds }
filter-wrote-one = whose author wrote one of these texts alone: { $kinds }
choice-moderated-exclude = without what moderation set aside
choice-organiser-exclude = without the organiser’s texts
