package identity

// Realm says for which kind of database a number is read. The zero value is the strict one.
type Realm int

// Realms.
const (
	// Production knows real people only: a rehearsal number is refused.
	Production Realm = iota
	// Rehearsal also accepts numbers of invented people, see RehearsalAddress.
	Rehearsal
)

// RehearsalAddress is the two-digit head of the address codes that invented people carry:
// 990000 to 999999. GB/T 2260 assigns no code above 82 to a province, and the permanent
// residence card for foreigners (9, then a province code, then a country code) needs 11 to 65 in
// the second and third place. So no living person can bear such a number, now or later.
const RehearsalAddress = "99"

// provinces are the first two digits that GB/T 2260 assigns, with 83 for holders of the
// residence permit for people from Taiwan. Abolished counties stay valid, so no more than
// the province can be checked.
var provinces = map[string]bool{
	"11": true, "12": true, "13": true, "14": true, "15": true,
	"21": true, "22": true, "23": true,
	"31": true, "32": true, "33": true, "34": true, "35": true, "36": true, "37": true,
	"41": true, "42": true, "43": true, "44": true, "45": true, "46": true,
	"50": true, "51": true, "52": true, "53": true, "54": true,
	"61": true, "62": true, "63": true, "64": true, "65": true,
	"71": true, "81": true, "82": true, "83": true,
}
