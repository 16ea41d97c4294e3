package fault

// sentencesIdentity are the faults of this subject.
var sentencesIdentity = map[string]entry{
	"identity.certificate.category":  {Invalid, "残疾人证号第19位是残疾类别，应为1至7。请对照证件核对。", "Character 19 of the certificate is the category and must be 1 to 7. Check it against the certificate."},
	"identity.certificate.grade":     {Invalid, "残疾人证号第20位是残疾等级，应为1至4。请对照证件核对。", "Character 20 of the certificate is the grade and must be 1 to 4. Check it against the certificate."},
	"identity.certificate.reissue":   {Invalid, "残疾人证号第20位之后只能是补发标记B1、B2等。请对照证件核对。", "After character 20 of the certificate only a re-issue mark such as B1 or B2 may follow. Check it against the certificate."},
	"identity.certificate.short":     {Invalid, "残疾人证号至少20位（身份号码18位、类别1位、等级1位），现在是{have}位。请对照证件补全。", "A certificate number has at least 20 characters (ID 18, category 1, grade 1); this one has {have}. Complete it from the certificate."},
	"identity.certificate.twentyone": {Invalid, "残疾人证号是21位，没有这样的号码：首次发证20位，补发后22位（末尾B1、B2等）。请对照证件核对，是否多打一位或漏打补发标记的一位。", "This certificate number has 21 characters, which none has: 20 on first issue, 22 after a re-issue (ending in B1, B2 …). Check for one character too many, or half a re-issue mark."},
	"identity.citizen.address":       {Invalid, "身份号码开头的地址码不存在。请对照身份证核对前6位。", "The address code at the head of the ID number does not exist. Check the first six digits against the card."},
	"identity.citizen.birth":         {Invalid, "身份号码第7至14位不是真实的出生日期。请对照身份证核对。", "Digits 7 to 14 of the ID number are not a real date of birth. Check them against the card."},
	"identity.citizen.character":     {Invalid, "身份号码第{position}位不对：前17位只能是数字，第18位是数字或X。若来自表格，请把该列设为文本格式后重新填写。", "Character {position} of the ID number is wrong: the first 17 are digits, the 18th a digit or X. If it comes from a spreadsheet, format the column as text and enter it again."},
	"identity.citizen.checksum":      {Invalid, "身份号码的校验位不符，通常是打错了一位或颠倒了两位。请对照身份证核对。", "The check character of the ID number does not match; usually one digit is mistyped or two are swapped. Check it against the card."},
	"identity.citizen.legacy":        {Invalid, "这是15位的旧身份号码，已经停用。请填写现行的18位号码。", "This is an old 15-digit ID number, no longer in use. Enter the present one of 18 characters."},
	"identity.citizen.length":        {Invalid, "身份号码应为18位，现在是{have}位。请对照身份证核对。", "An ID number has 18 characters; this one has {have}. Check it against the card."},
	"identity.citizen.rehearsal":     {Invalid, "这是演练用的虚构身份号码，正式系统不接受。请填写真实号码。", "This ID number was invented for rehearsals and is refused here. Enter a real one."},
	"identity.soldier.grade":         {Invalid, "残疾军人证的等级为1至10级，与残疾人证的等级不能换算。请对照证件填写。", "The grade of a disabled soldier is 1 to 10 and does not convert to that of a disability certificate. Enter it as printed."},
	"identity.soldier.number":        {Invalid, "残疾军人证号应为4至20个字母、数字或汉字。请照证件填写，不要加空格或符号。", "The number of a disabled soldier's certificate has 4 to 20 letters, digits or Chinese characters. Enter it as printed, without blanks or signs."},
}
