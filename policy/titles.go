package policy

import "strings"

// titles are the roles as the people concerned call them, beside Roles.
var titles = map[string]string{
	string(CountyHR): "县残联人事", string(CountyDirector): "县残联理事长", string(DisciplineOffice): "纪检", string(HRBureau): "人社局",
	string(PersonnelAuthority): "人事主管部门", string(CityFederation): "市残联", string(TownshipLeader): "乡镇分管领导",
	string(TownshipChair): "乡镇残联理事长", string(TownshipClerk): "乡镇经办人", string(ScoreKeyer): "登分员", string(Examiner): "考官",
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
