// Package proof plays random routes of approvals on a real record: rules that were drawn are adopted, cycles opened
// under them, people put into roles, absent, stood in for and kept out, and every act goes through the desk of the
// record, through the procedure, or over HTTP, while the reference model of the exercise is held beside it. It
// draws no lots and decides nothing; it may not know how the record keeps a route or reads who may act.
package proof
