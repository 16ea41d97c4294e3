package regulation

// Ruling is 裁定: what a named person decided where the text is silent, for everybody alike.
type Ruling struct {
	Path   string `json:"path"`   // procedure[3].written.pass; [+] appends, [+2] inserts before, procedure[rank] adds the missing stage
	Value  string `json:"value"`  // as it would stand in the file: 60, {days: 7}, [{higher: written}]
	Ruler  string `json:"ruler"`  // role that ruled
	Reason string `json:"reason"` // shown to everybody
}

// Rulings is a file of rulings for one regulation.
type Rulings struct {
	Regulation  string   `json:"regulation"`
	InventedFor string   `json:"invented_for,omitempty"` // rehearsal: no person ruled, the values serve rehearsals alone
	Rulings     []Ruling `json:"rulings"`
}

// Open is a value that a recruitment needs and the regulation does not state.
type Open struct {
	Path    string `json:"path"`    // where a ruling puts it
	Chinese string `json:"chinese"` // 笔试 · 合格分数线
	Ruler   string `json:"ruler"`   // role that may rule
}
