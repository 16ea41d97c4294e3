package fault

// sentencesRecruitment are the faults of this subject.
var sentencesRecruitment = map[string]entry{}
