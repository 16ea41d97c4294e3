package policy

import (
	"fmt"
	"slices"
	"strings"
)

// Role is a function a person holds in a unit, for a time.
type Role string

// Roles of the recruitment procedure. Later procedures add theirs here.
const (
	CountyHR           Role = "county_hr"           // 县残联人事（组联）
	CountyDirector     Role = "county_director"     // 县残联理事长
	DisciplineOffice   Role = "discipline_office"   // 纪检
	HRBureau           Role = "hr_bureau"           // 人社局
	PersonnelAuthority Role = "personnel_authority" // 人事主管部门
	CityFederation     Role = "city_federation"     // 市残联
	TownshipLeader     Role = "township_leader"     // 分管领导/残联主席
	TownshipChair      Role = "township_chair"      // 乡镇残联理事长
	TownshipClerk      Role = "township_clerk"      // 乡镇经办
	ScoreKeyer         Role = "score_keyer"         // 登分员
	Examiner           Role = "examiner"            // 考官
	Applicant          Role = "applicant"           // 报考人
	Auditor            Role = "auditor"             // 审计
	Administrator      Role = "administrator"       // 系统管理员，看不到个人信息
	Public             Role = "public"              // 任何人
)

// Roles lists every role in the order of the tables.
var Roles = []Role{CountyHR, CountyDirector, DisciplineOffice, HRBureau, PersonnelAuthority, CityFederation,
	TownshipLeader, TownshipChair, TownshipClerk, ScoreKeyer, Examiner, Applicant, Auditor, Administrator, Public}

// Distances lists every area distance in the order of the tables: the object lies in the role's own
// unit, below it, above it, elsewhere; or it is the person's own.
var Distances = []string{"own", "below", "above", "elsewhere", Self}

// checkLine refuses a line whose words are not in the closed lists, so that a typing error
// in the file stops the start instead of silently denying.
func checkLine(row []string) error {
	if !slices.Contains(Roles, Role(row[0])) {
		return fmt.Errorf("policy line %q: unknown role %q", strings.Join(row, ", "), row[0])
	}
	for _, d := range strings.Split(row[1], "|") {
		if !slices.Contains(Distances, d) {
			return fmt.Errorf("policy line %q: unknown distance %q", strings.Join(row, ", "), d)
		}
	}
	if row[2] == "" || slices.Contains(strings.Split(row[3], "|"), "") {
		return fmt.Errorf("policy line %q: kind and acts may not be empty", strings.Join(row, ", "))
	}
	return nil
}
