// Package service knows how a document may be served on a person (送达): the ways, what each needs to be
// proven, which are open, and on which day it counts as served, since a period for a person starts then and
// not when the document was written or sent. It may not know who serves, how it is kept, or the clock.
//
// The ways are those of the Civil Procedure Law (民事诉讼法, as amended in 2023, arts. 87-95), which
// administrative practice follows where a regulation is silent. The statute is not among the texts this
// repository holds: the articles are named from the published law and are to be compared with it by the
// county before use.
package service

import (
	"jinchu/policy/calendar"
	"jinchu/policy/identity"
)

// Way is one way of serving a document.
type Way string

// Ways, the gentlest first. The last is for somebody who was not reached otherwise.
const (
	HandedOver   Way = "handed_over"              // handed over and signed for 直接送达 (arts. 87, 88)
	Refused      Way = "refused_before_witnesses" // refused, left before two witnesses 留置送达 (art. 89)
	AdultFamily  Way = "adult_family"             // an adult of the household signed 同住成年家属签收 (art. 88)
	Registered   Way = "registered_mail"          // day on the return receipt 邮寄送达 (art. 91)
	Electronic   Way = "electronic"               // by consent given before 电子送达 (art. 90)
	PublicNotice Way = "public_notice"            // the last resort 公告送达 (art. 95)
)

// Ways lists them in order.
var Ways = []Way{HandedOver, Refused, AdultFamily, Registered, Electronic, PublicNotice}

// names are the ways as people call them.
var names = map[Way][2]string{
	HandedOver: {"直接送达", "handed over and signed for"}, Refused: {"留置送达", "left before witnesses after a refusal"},
	AdultFamily: {"同住成年家属签收", "signed for by an adult of the household"}, Registered: {"邮寄送达", "registered mail"},
	Electronic: {"电子送达", "electronic, by consent"}, PublicNotice: {"公告送达", "public notice"},
}

// Chinese is what the way is called.
func (w Way) Chinese() string { return names[w][0] }

// English is what the way is called in English.
func (w Way) English() string { return names[w][1] }

// AttemptsBefore is how many other ways must have failed, on record, before a public notice.
const AttemptsBefore = 2

// PublicPeriod is how long a public notice stands before it counts as service: thirty days (民事诉讼法 art. 95).
var PublicPeriod = calendar.Period{N: 30, Unit: calendar.Days}

// PublicSource is where the period stands.
const PublicSource = "民事诉讼法（2023年修正）第九十五条"

// OwnWay tells whether somebody with this category of disability is also told in their own way: sight,
// hearing, intellect, or several, of which any may be one of these.
func OwnWay(c identity.Category) bool {
	switch c {
	case identity.Vision, identity.Hearing, identity.Intellectual, identity.Multiple:
		return true
	}
	return false
}

// Served is the day on which the document counts as served by a way whose own day (handed over, left,
// received, arrived, published) is given. Only of a public notice is it another: the last day of its period,
// as the calendar counts it (民法典 arts. 201-203).
//
// Errors: those of calendar.Deadline.
func Served(w Way, day calendar.Date, working *calendar.Calendar) (calendar.Date, error) {
	if w != PublicNotice {
		return day, nil
	}
	end, err := working.Deadline(day, PublicPeriod)
	return end.Last, err
}
