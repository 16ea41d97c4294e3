package policy

import "strings"

// titles are the roles as the people concerned call them, beside Roles.
var titles = map[string]string{
	string(CountyHR): "县残联人事", string(CountyDirector): "县残联理事长", string(DisciplineOffice): "纪检", string(HRBureau): "人社局",
	string(PersonnelAuthority): "人事主管部门", string(CityFederation): "市残联", string(TownshipLeader): "乡镇分管领导",
	string(TownshipChair): "乡镇残联理事长", string(TownshipClerk): "乡镇经办人", string(ScoreKeyer): "登分员", string(Examiner): "考官",
	string(Finance): "县残联财务", string(TownshipFinance): "乡镇财务", string(VillageBranch): "村（社区）党组织", string(VillageCommittee): "村（居）委会", string(AssociationChair): "残协主席",
	string(Invigilator): "监考员", string(Interpreter): "手语翻译", string(NeutralCollector): "中立收集员", string(PhoneOperator): "电话测评员", string(ComplaintHandler): "投诉办理人",
	string(Commissioner): "残疾人专职委员", string(Resident): "残疾人居民", string(PersonalInfoOfficer): "个人信息保护负责人", string(Archivist): "档案员", string(DispatchCompany): "劳务派遣单位",
	string(Applicant): "报考人本人", string(Auditor): "审计", string(Administrator): "系统管理员", string(Public): "未登录的人",
}

// Title is what a role is called where people read it; anything else keeps its own name.
func Title(role string) string {
	if title, known := titles[role]; known {
		return title
	}
	return role
}

// Titles lists roles as people read them; — for none.
func Titles(roles ...string) string {
	if len(roles) == 0 {
		return "—"
	}
	named := make([]string, len(roles))
	for i, role := range roles {
		named[i] = Title(role)
	}
	return strings.Join(named, "、")
}
