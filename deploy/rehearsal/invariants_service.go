package rehearsal

// startsAtService: who never corrected papers is refused only after the notice was served and a named person
// recorded that nothing came; time for corrections never runs before service.
func startsAtService(e *Evidence, t *Tally) {
	for _, a := range e.Record.Applications {
		var back, served, silent bool
		for _, h := range a.History {
			switch h.Event {
			case "return":
				back, served, silent = true, false, false
			case "serve":
				served = true
			case "record_no_statement":
				silent = true
				t.hold(served, "%s: silence was recorded before the notice was served", e.named(a))
			case "supplement":
				back = false
			case "refuse":
				t.hold(!back || served && silent, "%s was refused for want of papers, and not served or not recorded as silent", e.named(a))
				back = false
			case "remind":
				t.hold(!back || served, "%s: time ran out before the notice was served", e.named(a))
			}
		}
		t.hold(true, "")
	}
}
