package demo

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/identity"
)

// Certificate holders as HOME has them (regulations.md no. 1). The source prints six categories, which add
// up to 1,785, and 1,794 people: the gap of 9 is counted as multiple disability (category 7), the one
// category it does not print, and stands as a fact of the county. Of the grades it prints 20 % for the
// first, 26 % for the second and 54 % for the third and fourth together; those two share evenly.
const (
	total   = 1794
	printed = 321 + 160 + 71 + 1076 + 102 + 55
	gap     = total - printed
)

var (
	categories = [...]int{identity.Vision: 321, identity.Hearing: 160, identity.Speech: 71, identity.Physical: 1076,
		identity.Intellectual: 102, identity.Mental: 55, identity.Multiple: gap}
	grades = [...]int{1: 359, 2: 466, 3: 485, 4: 484}
)

// phonePrefix is assigned to no operator, so a number that begins with it reaches nobody.
const phonePrefix = "154"

// holder is an invented person.
type holder struct {
	unit        string
	name, phone string
	certificate identity.DisabilityCertificate
}

type holders []holder

// register invents the holders: as many of each category and grade as counted above, at least one in each
// village.
func register(chance *rand.Rand, a area) holders {
	all, taken := make(holders, total), map[identity.CitizenID]bool{}
	kinds, degrees := spread(chance, categories[:]), spread(chance, grades[:])
	for i := range all {
		at := i
		if i >= len(a.villages) {
			at = chance.IntN(len(a.villages))
		}
		id := invent(chance, taken)
		certificate, err := identity.NewDisabilityCertificate(id, identity.Category(kinds[i]), identity.Grade(degrees[i]), 0)
		if err != nil {
			panic(err) // the counts above are wrong
		}
		all[i] = holder{unit: a.villages[at].code, name: fmt.Sprintf("测试%c%04d", stems[i%len(stems)], i+1),
			phone: fmt.Sprintf("%s%08d", phonePrefix, i+1), certificate: certificate}
	}
	return all
}

// spread lists each kind as often as it is counted, in an order of chance.
func spread(chance *rand.Rand, counts []int) []int {
	var all []int
	for kind, n := range counts {
		for range n {
			all = append(all, kind)
		}
	}
	chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// invent makes a number nobody has yet: addresses of first issue lie all over the place.
func invent(chance *rand.Rand, taken map[identity.CitizenID]bool) identity.CitizenID {
	for {
		id, err := identity.NewRehearsalID(990100+chance.IntN(100), 1936+chance.IntN(72), time.Month(1+chance.IntN(12)), 1+chance.IntN(28), chance.IntN(1000))
		if err != nil {
			panic(err) // the bounds above are wrong
		}
		if !taken[id] {
			taken[id] = true
			return id
		}
	}
}

// in counts those who live in a unit.
func (all holders) in(unit string) (n int) {
	for _, h := range all {
		if h.unit == unit {
			n++
		}
	}
	return n
}

// lines are the register as the record keeps it.
func (all holders) lines() ([]store.Holder, []identity.CitizenID, error) {
	var lines []store.Holder
	var numbers []identity.CitizenID
	for _, h := range all {
		personal, err := json.Marshal(map[string]string{"name": h.name, "id_number": h.certificate.ID().Reveal(),
			"certificate": h.certificate.Reveal(), "phone": h.phone})
		if err != nil {
			return nil, nil, err
		}
		lines = append(lines, store.Holder{Unit: h.unit, Category: int(h.certificate.Category()), Grade: int(h.certificate.Grade()), Personal: personal})
		numbers = append(numbers, h.certificate.ID())
	}
	return lines, numbers, nil
}
