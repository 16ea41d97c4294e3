package fault

// sentencesAPI are the faults of this subject.
var sentencesAPI = map[string]entry{}
