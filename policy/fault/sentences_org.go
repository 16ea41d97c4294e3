package fault

// sentencesOrg are the faults of this subject.
var sentencesOrg = map[string]entry{}
