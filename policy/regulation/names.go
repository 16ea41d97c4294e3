package regulation

import (
	"reflect"
	"regexp"
	"strings"
	"sync"
)

// groupNames say whose fact it is, where two groups have a fact of one name.
var groupNames = map[string]string{"applicant": "本人的", "certificate": "本人证件的", "supported": "残疾亲属的", "post": "岗位的",
	"unit": "所在地的", "cycle": "本批次的", "record": "任职期间的", "decision": "本次决定的"}

var keyed = regexp.MustCompile(`^([A-Za-z_.]+)(?:\["(.+)"\]|\.(.+))$`)

// factNames are the Chinese names of all words, from the tags of Facts.
var factNames = sync.OnceValue(func() map[string]string {
	names, seen := map[string]string{}, map[string]int{}
	collect(reflect.TypeFor[Facts](), "", func(word, name string) {
		names[word] = name
		seen[name]++
	})
	for word, name := range names {
		group, _, _ := strings.Cut(word, ".")
		switch whose := groupNames[group]; {
		case seen[name] == 1:
		case strings.HasPrefix(name, "是否"):
			names[word] = strings.TrimSuffix(whose, "的") + name
		default:
			names[word] = whose + name
		}
	}
	return names
})

func collect(t reflect.Type, prefix string, found func(word, name string)) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	for i := range t.NumField() {
		f := t.Field(i)
		word := strings.Trim(prefix+"."+f.Tag.Get("cel"), ".")
		if name, isFact := f.Tag.Lookup("zh"); isFact {
			found(word, name)
			continue
		}
		collect(f.Type, word, found)
	}
}

// NameOf is what people call a word of the vocabulary: applicant.birth is 出生日期, and a fact of its own key
// keeps the key: applicant.other["x"] is 其他事实（x）. A word nobody knows stays as it is.
func NameOf(word string) string {
	if name, ok := factNames()[word]; ok {
		return name
	}
	if m := keyed.FindStringSubmatch(word); m != nil {
		if name, ok := factNames()[m[1]]; ok {
			return name + "（" + m[2] + m[3] + "）"
		}
	}
	return word
}

// roleNames are what people call the roles a regulation may name.
var roleNames = map[string]string{
	"county_hr": "县残联人事", "county_director": "县残联理事长", "discipline_office": "纪检", "hr_bureau": "人社局",
	"personnel_authority": "人事主管部门", "city_federation": "市残联", "township_leader": "乡镇分管领导", "township_chair": "乡镇残联理事长",
	"township_clerk": "乡镇经办", "score_keyer": "登分员", "examiner": "考官", "applicant": "报考人", "auditor": "审计",
	"administrator": "系统管理员", "public": "任何人",
	"finance": "县残联财务", "township_finance": "乡镇财务", "village_branch": "村（社区）党组织", "village_committee": "村（居）委会", "association_chair": "残协主席", "invigilator": "监考员", "interpreter": "手语翻译", "neutral_collector": "中立收集员",
	"phone_operator": "电话测评员", "complaint_handler": "投诉办理人", "commissioner": "残疾人专职委员", "resident": "残疾人居民", "personal_info_officer": "个人信息保护负责人", "archivist": "档案员", "dispatch_company": "劳务派遣单位",
}

// RoleName is what people call a role; a body the text names itself stays as it is.
func RoleName(role string) string {
	if name, ok := roleNames[role]; ok {
		return name
	}
	return role
}
