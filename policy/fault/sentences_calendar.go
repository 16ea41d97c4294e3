package fault

// sentencesCalendar are the faults of this subject.
var sentencesCalendar = map[string]entry{}
