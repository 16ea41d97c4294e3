package fault

// sentencesStore are the faults of this subject.
var sentencesStore = map[string]entry{}
