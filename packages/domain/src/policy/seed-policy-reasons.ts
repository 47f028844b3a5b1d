import type { PolicyTexts } from "@homesafe/protocol"

/** Who decided all that the seeded ledger holds. */
export const hongKongGovernment: PolicyTexts = {
  en: "Government of the Hong Kong Special Administrative Region",
  hant: "香港特別行政區政府",
  hans: "香港特别行政区政府",
}

/** Why each rule of the seeded ledger was made, as public texts to be signed with it. */
export const reasons = {
  voluntary: {
    en: "LeaveHomeSafe starts. Whether to scan is up to each visitor, at all premises.",
    hant: "「安心出行」推出。在所有場所，掃描二維碼均屬自願。",
    hans: "“安心出行”推出。在所有场所，扫描二维码均属自愿。",
  },
  governmentFirst: {
    en: "Government premises are the first to ask for a scan. Who does not scan may write their details down.",
    hant: "政府場所率先要求到訪者掃描二維碼；沒有掃描的人士可改為登記資料。",
    hans: "政府场所率先要求到访者扫描二维码；没有扫描的人士可改为登记资料。",
  },
  restaurantForm: {
    en: "Diners scan, or write down name, contact number, date and time. A restaurant that does not follow may be closed for 3 to 14 days.",
    hant: "食客須掃描二維碼，或登記姓名、聯絡電話、日期和時間。食肆如不遵從，可被勒令關閉3至14日。",
    hans: "食客须扫描二维码，或登记姓名、联系电话、日期和时间。食肆如不遵从，可被勒令关闭3至14天。",
  },
  governmentForm: {
    en: "Everyone who enters government premises, staff too, scans, or writes down name, contact number, date and time.",
    hant: "任何人（包括員工）進入政府場所，均須掃描二維碼，或登記姓名、聯絡電話、日期和時間。",
    hans: "任何人（包括员工）进入政府场所，均须扫描二维码，或登记姓名、联系电话、日期和时间。",
  },
  otherForm: {
    en: "Other premises follow: scan, or write details down. The list of these premises is lost in our source, so the entry names only the kind “other premises”.",
    hant: "其他處所亦須掃描二維碼或登記資料。我們的資料來源中，這些處所的名單已佚失，故此處只列「其他處所」一類。",
    hans: "其他处所也须扫描二维码或登记资料。我们的资料来源中，这些处所的名单已佚失，故此处只列“其他处所”一类。",
  },
  governmentScan: {
    en: "Government premises no longer take paper: details written down were often incomplete or false, which made contact tracing slower and less exact.",
    hant: "政府場所不再接受紙本登記：所填資料往往不全或失實，令追蹤接觸者的工作較慢，亦欠準確。",
    hans: "政府场所不再接受纸本登记：所填资料往往不全或失实，令追踪接触者的工作较慢，也欠准确。",
  },
  restaurantScan: {
    en: "Diners of every type of restaurant (A, B, C and D) must scan; paper is no longer taken. A restaurant that does not follow may be closed for 3 to 14 days.",
    hant: "A、B、C及D類食肆的食客均須掃描二維碼，不再接受紙本登記。食肆如不遵從，可被勒令關閉3至14日。",
    hans: "A、B、C及D类食肆的食客均须扫描二维码，不再接受纸本登记。食肆如不遵从，可被勒令关闭3至14天。",
  },
  privateScan: {
    en: "Fitness centres and the other scheduled premises, 17 kinds in all, must post the code, and their visitors must scan it.",
    hant: "健身中心等共17類表列處所須張貼二維碼，到訪者必須掃描。",
    hans: "健身中心等共17类表列处所须张贴二维码，到访者必须扫描。",
  },
} as const satisfies Record<string, PolicyTexts>
