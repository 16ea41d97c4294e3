// Package recruitment knows how people are chosen: the state tables of a cycle and of an application,
// and the pure rules of eligibility, quotas, opening, scores, totals, ranks, places and substitution.
// Facts are arguments, results explain themselves, silence of the regulation is a fault that names the
// value, and what is adverse is a proposal to a named person. It may not know YAML, CEL, storage, HTTP,
// Temporal or the time of day.
package recruitment
