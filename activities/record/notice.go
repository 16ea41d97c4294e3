package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"jinchu/activities/store"
	"jinchu/policy/regulation/language"
)

// notice makes a text public. Public texts show posts and tickets, a name only where the rules have the
// publicity show names, and never a number of a person.
func (x *deed) notice(kind, text string, ends *time.Time) error {
	sum := sha256.Sum256([]byte(text))
	return x.tx.Publish(x.ctx, store.Notice{ID: store.NewID(), Case: x.at.ID, Kind: kind, Text: text,
		Digest: hex.EncodeToString(sum[:]), Published: x.now, Ends: ends})
}

// noticeText writes the recruitment notice from the rules and the posts, where nobody wrote another.
func (x *deed) noticeText() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n岗位\n", x.row.Title, x.today)
	for _, p := range x.posts {
		fmt.Fprintf(&b, "%s %s：%d人\n", p.Code, p.Name, p.Headcount)
	}
	b.WriteString("\n规则\n")
	for _, sentence := range language.Sentences(x.reg) {
		b.WriteString(sentence + "\n")
	}
	return b.String()
}

func (c *contest) codeOf(post string) string {
	for _, p := range c.posts {
		if p.ID == post {
			return p.Code
		}
	}
	return ""
}
