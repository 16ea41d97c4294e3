package policy

import (
	"slices"
	"strings"

	"jinchu/policy/fault"
)

// Role is a function a person holds in a unit, for a time.
type Role string

// Roles, those of the county first, then of the townships and villages, of the examination, of the people
// who come to the counter, and of those who look after the record.
const (
	CountyHR            Role = "county_hr"             // 县残联人事（组联）
	CountyDirector      Role = "county_director"       // 县残联理事长
	DisciplineOffice    Role = "discipline_office"     // 纪检
	Finance             Role = "finance"               // 县残联财务
	HRBureau            Role = "hr_bureau"             // 人社局
	PersonnelAuthority  Role = "personnel_authority"   // 人事主管部门
	CityFederation      Role = "city_federation"       // 市残联
	TownshipLeader      Role = "township_leader"       // 分管领导/残联主席
	TownshipChair       Role = "township_chair"        // 乡镇残联理事长
	TownshipClerk       Role = "township_clerk"        // 乡镇经办
	TownshipFinance     Role = "township_finance"      // 乡镇财务
	VillageBranch       Role = "village_branch"        // 村（社区）党组织
	VillageCommittee    Role = "village_committee"     // 村（居）委会
	AssociationChair    Role = "association_chair"     // 残协主席
	ScoreKeyer          Role = "score_keyer"           // 登分员
	Examiner            Role = "examiner"              // 考官
	Invigilator         Role = "invigilator"           // 监考员
	Interpreter         Role = "interpreter"           // 手语翻译
	NeutralCollector    Role = "neutral_collector"     // 中立收集员
	PhoneOperator       Role = "phone_operator"        // 电话测评员
	ComplaintHandler    Role = "complaint_handler"     // 投诉办理人
	Commissioner        Role = "commissioner"          // 残疾人专职委员
	Applicant           Role = "applicant"             // 报考人
	Resident            Role = "resident"              // 残疾人居民
	PersonalInfoOfficer Role = "personal_info_officer" // 个人信息保护负责人
	Archivist           Role = "archivist"             // 档案员
	DispatchCompany     Role = "dispatch_company"      // 劳务派遣单位
	Auditor             Role = "auditor"               // 审计
	Administrator       Role = "administrator"         // 系统管理员，看不到个人信息
	Public              Role = "public"                // 任何人
)

// Roles lists every role in the order of the tables.
var Roles = []Role{CountyHR, CountyDirector, DisciplineOffice, Finance, HRBureau, PersonnelAuthority, CityFederation,
	TownshipLeader, TownshipChair, TownshipClerk, TownshipFinance, VillageBranch, VillageCommittee, AssociationChair,
	ScoreKeyer, Examiner, Invigilator, Interpreter, NeutralCollector, PhoneOperator, ComplaintHandler,
	Commissioner, Applicant, Resident, PersonalInfoOfficer, Archivist, DispatchCompany, Auditor, Administrator, Public}

// unassigned are roles that nobody is given: an applicant is known by the receipt, anybody else by nothing.
var unassigned = []Role{Applicant, Resident, Public}

// StaffRoles lists the roles that people with an account are given.
func StaffRoles() []Role {
	return slices.DeleteFunc(slices.Clone(Roles), func(r Role) bool { return slices.Contains(unassigned, r) })
}

// Distances lists every area distance in the order of the tables: the object lies in the role's own
// unit, below it, above it, elsewhere; or it is the person's own.
var Distances = []string{"own", "below", "above", "elsewhere", Self}

// checkLine tells what is wrong with a line whose words are not in the closed lists, so that a typing error
// in the file stops the start instead of silently denying; nil for nothing.
func checkLine(row []string) *fault.Words {
	if !slices.Contains(Roles, Role(row[0])) {
		return &fault.Words{Chinese: "没有角色“" + row[0] + "”", English: "there is no role " + row[0]}
	}
	for _, d := range strings.Split(row[1], "|") {
		if !slices.Contains(Distances, d) {
			return &fault.Words{Chinese: "没有距离“" + d + "”，可用的是：" + strings.Join(Distances, "、"), English: "there is no distance " + d + "; there are: " + strings.Join(Distances, ", ")}
		}
	}
	if row[2] == "" || slices.Contains(strings.Split(row[3], "|"), "") {
		return &fault.Words{Chinese: "对象和事项不能为空", English: "kind and acts may not be empty"}
	}
	return nil
}
