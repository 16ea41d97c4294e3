package language

import (
	"fmt"
	"slices"

	"jinchu/policy/regulation"
)

// months of a period, rounded up: 30 days are a month.
func months(p regulation.Period) int {
	return p.Years*12 + p.Months + (p.Days+29)/30
}

// probationCap is the longest probation for a term in months (劳动合同法第十九条).
func probationCap(term int) int {
	switch {
	case term < 3:
		return 0
	case term < 12:
		return 1
	case term < 36:
		return 2
	}
	return 6
}

// contract checks term and probation for the regimes the law governs.
func (l *linter) contract() {
	c := l.reg.Contract
	if c == nil {
		return
	}
	probation, term := months(c.Probation.V), months(c.Term.V)
	if slices.Contains(l.regimes(), "part_time") && c.Probation.Known() && probation > 0 {
		l.add(Error, "contract.part_time", "contract.probation", "LC70", "hr_bureau", "非全日制用工不得约定试用期。请删去 probation。", "Part-time work has no probation. Remove it.")
	}
	if slices.Contains(l.regimes(), "institution") && c.Term.Known() && term < 36 {
		l.add(Warning, "contract.institution", "contract.term", "PI12", "hr_bureau", "事业单位聘用合同期限一般不低于3年。", "A public institution’s contract runs three years as a rule.")
	}
	if !l.labour() {
		return
	}
	if c.Probation.Known() && c.Term.Known() && probation > probationCap(term) {
		l.add(Error, "contract.probation", "contract.probation", "LC19", "hr_bureau",
			fmt.Sprintf("合同期%d个月，试用期最长%d个月，这里写了%d个月。请改短，或由有权的人写明理由后例外。", term, probationCap(term), probation),
			fmt.Sprintf("For a term of %d months probation is at most %d; the file says %d. Shorten it, or have it overridden with a reason.", term, probationCap(term), probation))
	}
	if c.Before.Known() && c.Before.V {
		l.add(Error, "contract.before", "contract.probation_before_signing", "LC19.4", "hr_bureau",
			"试用合格后才签合同不合法：试用期包含在合同期限内，书面合同应自用工之日起一个月内订立。",
			"Signing only after probation is unlawful: probation lies inside the term, and the contract is written within a month of the start.")
	}
}

// pay keeps 误工补贴 apart from wages, and wages above the minimum.
func (l *linter) pay() {
	regime := map[string]string{}
	for _, p := range l.reg.Posts {
		regime[p.ID] = p.Regime.V
	}
	for i, p := range l.reg.Pay {
		path := at("pay", i)
		switch {
		case p.Kind == "wage" && regime[p.Class] == "lost_time":
			l.add(Error, "pay.label", path+".kind", "DE12", "", "误工补贴不是工资，不能写成 wage。请改为 kind: lost_time；如确是工资，请改岗位的用工性质。",
				"误工补贴 (lost-time pay) is no wage. Write kind: lost_time; if it is a wage, change the regime of the post.")
		case p.Kind == "lost_time" && p.Floor.Known():
			l.add(Warning, "pay.floor", path+".floor", "DE12", "county_director", "误工补贴不适用最低工资标准。请删去 floor。", "The minimum wage does not apply to lost-time pay. Remove floor.")
		case p.Kind == "wage" && !p.Floor.Known():
			l.add(Warning, "pay.minimum", path+".floor", "LC20", "hr_bureau", "工资没有写明不低于当地最低工资标准。请写 floor: minimum_wage，由带日期的标准表核对。",
				"The wage is not held to the local minimum wage. Write floor: minimum_wage; a dated table checks it.")
		}
	}
}
