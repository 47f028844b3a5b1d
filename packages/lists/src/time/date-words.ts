// How days and hours are written: each pattern is tried at one place of a text.
const months = [
  "jan(?:uary)?",
  "feb(?:ruary)?",
  "mar(?:ch)?",
  "apr(?:il)?",
  "may",
  "june?",
  "july?",
  "aug(?:ust)?",
  "sept?(?:ember)?",
  "oct(?:ober)?",
  "nov(?:ember)?",
  "dec(?:ember)?",
]
const MONTH = `(?:${months.join("|")})\\.?`
const weekdays = [
  "mon(?:day)?",
  "tue(?:s(?:day)?)?",
  "wed(?:nesday|s)?",
  "thu(?:r(?:s(?:day)?)?)?",
  "fri(?:day)?",
  "sat(?:urday)?",
  "sun(?:day)?",
]
export const WEEKDAY = `(?:${weekdays.join("|")})`
export const NTH = "(?:st|nd|rd|th)?"

// The year has four digits at most, so that `20211:45pm`, two cells run together, is 2021 and a quarter to two.
export const isoDay = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/y
export const compactDay = /(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/y
// One mark parts all three numbers: `1-2.30` is two hours and no day.
export const numberDay = /(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})/y
export const chineseDay = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日號号]?/y
export const dayList = new RegExp(
  `((?:(?:${WEEKDAY},?\\s+)?\\d{1,2}${NTH}\\s*(?:,|and|&|-|to|until)\\s*)*)(\\d{1,2})${NTH}(?:\\s+of)?[\\s-]*(${MONTH})(?![a-z])(?:[\\s,-]*(\\d{4}|'\\d{2}))?`,
  "y",
)
export const monthFirst = new RegExp(
  `(${MONTH})\\s+((?:\\d{1,2}${NTH}\\s*(?:,|and|&|-|to|until)\\s*)*)(\\d{1,2})${NTH}(?![\\d:.]|\\s*[ap]\\.?\\s?m)(?:,?\\s*(\\d{4}))?`,
  "y",
)
export const clock12 = /(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2}))?\s*([ap])\.?\s?m\b\.?/y
export const clock12Joined = /(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2}))?\s*([ap])m(?=to|until|on|and)/y
export const clock24 = /(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(hrs?|hours|uhr|h)?(?![\d])/y
export const clockFour = /([01]\d|2[0-4])([0-5]\d)\s*(hrs?|hours|h)?(?!\d)/y
export const chineseClock =
  /(上午|下午|早上|清晨|凌晨|中午|晚上|傍晚|晚)\s*(\d{1,2})(?:[時时点點:](?:(\d{1,2})分?|(半))?)|(\d{1,2})[時时点點](?:(\d{1,2})分?|(半))?/y
export const wholeDay = /24 ?(?:hours|hrs)(?![a-z])|24小時/y
export const bareNumber = /\d{1,2}(?!\d)/y
export const offset = /z(?![a-z])|(?:utc|gmt)?\s?([+-])(\d{2}):?(\d{2})(?!\d)/y
export const weekday = new RegExp(
  `(${WEEKDAY})\\b[,.]?|(?:星期|週|周|禮拜)([一二三四五六日天])|[(]([一二三四五六日])[)]`,
  "y",
)

/** A year of two digits is one of this century. */
export function fullYear(text: string | undefined): number {
  const year = Number(text)
  return (text ?? "").length <= 2 ? 2000 + year : year
}

/** January is 1. */
export function monthOf(name: string | undefined): number {
  return months.findIndex((month) => new RegExp(`^${month}\\.?$`).test(name ?? "")) + 1
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(name: string): number {
  const chinese = "一二三四五六日".indexOf(name === "天" ? "日" : name)
  return chinese >= 0 ? chinese + 1 : weekdays.findIndex((day) => new RegExp(`^${day}$`).test(name)) + 1
}
