package language

import "jinchu/policy/regulation"

// check holds the whole file against itself once it is read.
func check(_ *reader, _ *regulation.Regulation) {}
