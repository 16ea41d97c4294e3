package fault

// sentencesRegulation are the faults of this subject.
var sentencesRegulation = map[string]entry{}
