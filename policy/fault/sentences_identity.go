package fault

// sentencesIdentity are the faults of this subject.
var sentencesIdentity = map[string]entry{}
