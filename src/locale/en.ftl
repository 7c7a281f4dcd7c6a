# What a ministry reads, in English. No message holds a digit: numbers come as arguments.

n-contributions = { $c } { $c-n ->
    [one] contribution
   *[other] contributions
  }
