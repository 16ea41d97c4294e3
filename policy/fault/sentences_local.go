package fault

// sentencesLocal are the faults of this subject.
var sentencesLocal = map[string]entry{}
