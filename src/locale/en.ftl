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
h-nature = What this report is, and what it is not
nature-is = This report counts and quotes what participants wrote in a consultation open to all. It says what they write about and which positions they declared.
nature-not = A consultation is not an opinion poll. Those who write have selected themselves; their numbers say nothing about those who remained silent, and no percentage given here holds for the population.
nature-links = Every figure with a dotted underline leads to the texts it counts: one click is enough to read them and check.
nature-declared = The positions counted are declared: an argument submitted on the side for or the side against, a vote, or the platform counter. No position is estimated by the program.

## Method
h-method = Method and counting rules
rule-contribution = A contribution is a proposal or an answer by a participant. Arguments, comments, versions, sources and votes are counted under their own names, never with contributions. The number of authors is given beside the totals.
rule-theme = A text has a theme when its own title or its own body contains one of the terms of the theme, in any form of the word, with or without accents. This is detection by words: it misses ideas put differently and may pick up a word used in another sense.
rule-dictionary-shipped = The terms come from the general dictionary shipped with Palabre (version { $version }, { $themes } themes), made for digital public services. They are listed under each theme.
rule-dictionary-own = The terms come from the dictionary of this corpus (version { $version }, { $themes } themes). They are listed under each theme.
rule-overlap = A contribution may have several themes, or none: the shares of the themes overlap and cannot be added together. A parent theme counts its own terms and those of its sub-themes, each text once.
rule-sides = The arguments for and against under a theme are those that reply to the contributions whose text has that theme. They support or criticise those proposals, not the theme: the same proposal may have several.
rule-declared = Votes listed one by one, platform counters and arguments are counted separately and never added together. Behind a counter, the source gives no rows: it is reproduced as it stands.
rule-share = No percentage is given on a base below { $base }: the report then says how many out of how many. No decimals are given below { $thousand }.
rule-moderated-exclude = Moderated texts (moved to the bin, unpublished or disabled by the organiser) are counted separately and enter no other figure. An argument is still counted when only the proposal it replies to is moderated.
rule-moderated-include = As requested, the texts moderated by the organiser are counted with the others. They are also given separately, and none is quoted.
rule-moderated-only = As requested, only the texts moderated by the organiser are counted. None is quoted.
rule-gone = Texts that the latest export of a source no longer holds (withdrawn or deleted since the export that it replaces) are set aside: they enter no other figure and none is quoted. The import journal names them.
rule-verbatim = Passages are quoted verbatim, mistakes included. They are chosen by rule: first the passages where the theme occurs most often, then the oldest; only one per participant, and no moderated text. Square brackets mark the cuts.
rule-support = The most supported arguments are ranked by their votes, then by date, then in source order.
rule-masked = The names of participants are not reproduced: each has a number. Email addresses, telephone numbers and profile addresses are masked in the texts.
rule-words = The word participants refers to those who wrote, and to them alone.

## Overview
h-overview = Overall figures
overview-intro = What is counted, how many authors it has, and what moderation has set aside.
overview-counters = Platform counters are reproduced as they stand: the source does not list these votes one by one with the side each took, so there are no rows behind them. They are added to no other number.
col-what = What is counted
col-counted = Counted
col-authors = Authors
col-moderated = Moderated, set aside
col-gone = Absent from the latest export
kind-contribution = Contributions
kind-favourable = Arguments for
kind-against = Arguments against
kind-unknown = Arguments whose side is not known
kind-comment = Comments
kind-version = Versions
kind-source = Submitted sources
kind-appendix = Annexes from the organiser
kind-question = Questions from the organiser
kind-reply = Forms filled in
counter-favourable = Counter of favourable votes
counter-mixed = Counter of mixed votes
counter-against = Counter of unfavourable votes
unknowable = –
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
col-band = Contributions per author
col-share-authors = Share of authors
col-contributions = Contributions
band-one = only one
band-few = { $from } to { $to }
band-many = { $from } or more
participants-active = The most active tenth ({ $tenth } { $tenth-n ->
    [one] participant
   *[other] participants
  }) wrote { $texts } of the { $total } contributions and arguments ({ $share }); the most active participant wrote { $most } of them.
h-timeline = Timeline
timeline-tie = Several periods are tied at the top, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } each.
timeline-finding-day = The busiest day is { $when }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
timeline-finding-week = The busiest week is { $when }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
timeline-finding-month = The busiest month is { $when }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
col-period = Period
chart-timeline = Contributions over time
chart-timeline-day = number of contributions per day
chart-timeline-week = number of contributions per week
chart-timeline-month = number of contributions per month
chart-source = Source:
chart-n = n = { $n }
chart-data = Chart data
chart-files = The same chart as a file:

## Themes
h-themes = What the contributions are about
themes-intro = For each theme, the number of contributions whose text mentions it. The themes overlap: their shares cannot be added together.
col-theme = Theme
col-share = Share of contributions
col-arguments-own = Arguments that mention it
col-occurrences = Occurrences, all texts
row-uncovered = No theme
themes-tie = Several themes are tied at the top, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } each.
themes-finding = The most frequent theme is { $theme }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } ({ $share }).
themes-finding-small = The most frequent theme is { $theme }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
themes-nothing = No term of the dictionary occurs in the contributions.
chart-themes = Themes of the contributions
chart-unit-contributions = number of contributions
chart-themes-note = n = { $total }; a contribution may have several themes. Sub-themes in a lighter shade, under their theme.
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
uncovered-none = Every contribution falls under one theme at least.
uncovered-much = The dictionary leaves many contributions uncovered: it does not entirely suit this subject. The shares of the themes should be read with this reservation, and the dictionary would benefit from being completed before any summary is drawn up.
uncovered-examples = The first of them, in source order:

## Positions
h-positions = Arguments for and against
positions-intro = For each theme, the arguments submitted for and against the proposals that mention it. These are not opinions for or against the theme, and a proposal with several themes counts for each of them.
positions-nothing = No argument replies to the contributions that have a theme.
positions-tie = Several themes are tied for the number of arguments that their proposals receive.
positions-finding = The proposals that mention the theme { $theme } receive the most arguments: { $favourable } for and { $against } against.
col-favourable = Arguments for
col-against = Arguments against
chart-positions = Arguments for and against the proposals that mention each theme
chart-unit-arguments = number of arguments declared for or against
chart-positions-note = An argument counts for each of the themes of the proposal to which it replies.
side-for = for
side-against = against

## Sections
h-sections = Where the themes are discussed
sections-intro = The sections of the debate, from the fullest to the least full, then the themes of each.
col-section = Section
sections-tie = Several pairs of a theme and a section are tied at the top, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } each.
sections-finding = The most frequent combination is the theme { $theme } in the section { $section }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  }.
chart-sections = Themes by section
chart-sections-note = Number of contributions in each cell; the themes overlap.

## One theme
h-subjects = Theme by theme
subjects-intro = The themes in order of their number of contributions, each sub-theme under its own theme.
subjects-absent = Themes of the dictionary that occur in no contribution:
subject-counts = { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } ({ $share }), by { $authors } { $authors-n ->
    [one] author
   *[other] authors
  }. { $arguments } { $arguments-n ->
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
  } of { $total }, by { $authors } { $authors-n ->
    [one] author
   *[other] authors
  }. { $arguments } { $arguments-n ->
    [one] argument also mentions
   *[other] arguments also mention
  } the theme in { $arguments-n ->
    [one] its own text
   *[other] their own text
  }; { $occurrences } { $occurrences-n ->
    [one] occurrence
   *[other] occurrences
  } in all.
subject-tie = The theme { $theme } is mentioned equally in several sections, with { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total } each.
subject-finding = The theme { $theme } is mentioned most often in the section { $section }: { $n } { $n-n ->
    [one] contribution
   *[other] contributions
  } of { $total }.
subject-unargued = No argument replies to these contributions.
subject-sides = The most supported arguments among those that reply to the contributions with this theme:
h-said = What participants write
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

## Annex
h-annex = Annex: sources, imports, parameters
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
reason-missing-column = missing column
what-proposal = proposal
what-answer = answer
what-argument = argument
what-comment = comment
what-version = version
what-source = submitted source
what-appendix = annex from the organiser
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
  }.
warnings-none = No warnings.
col-warning = Warning
col-times = Times
warning-counter-disagrees = a counter and the rows disagree
warning-cut-short = text cut short or incomplete
warning-missing-section = missing section
warning-unexplained-line = unexplained line
warning-bad-date = unreadable date
warning-bad-encoding = unreadable character
warning-not-in-source = counted by the platform, absent from the file (versions)
warning-missing-parent = reply to a missing text
warning-side-contradicts-vote = argument on one side, vote of its author on the other
warning-section-of-children = section without contribution
warning-masked = files in which personal data were masked
warning-personal-columns = columns of personal data, not read
warning-unknown-file = file not read
warning-empty-answers = questions left unanswered
warning-guessed-columns = columns guessed while reading
h-parameters = Parameters
col-parameter = Parameter
col-value = Value
param-version = Program
param-stemmer = Stemming
param-dictionary = Dictionary
param-dictionary-version = Dictionary version
param-dictionary-sha = Dictionary fingerprint
param-moderated = Moderated texts
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
list-from = From
what-contributions = Contributions
what-arguments = Arguments
what-favourable = Arguments for
what-against = Arguments against
what-unknown = Arguments of unknown side
what-uncovered = Contributions with no theme
what-timeline = Contributions in chronological order
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
card-appendix = Annex from the organiser
card-question = Question
place-line = line
place-row = row
place-bytes = bytes
votes-word = votes
vote-word = vote
moderated-word = moderated
gone-word = absent from the latest export
no-text = No text: only the side is declared.
