import type { Language } from "./language.ts"

// Every formatter takes milliseconds since 1970 and a time zone, by its IANA name or as a fixed "+08:00": nothing here reads a clock or the
// device's zone. A fixed zone is reckoned without the browser's tables, which take a slow phone a fifth of a second to open.

interface Parts {
  readonly year: string
  readonly month: string
  readonly day: string
  readonly weekday: string
  readonly hour: string
  readonly minute: string
}

const intlLocale = { en: "en-GB", "zh-Hant": "zh-Hant-HK", "zh-Hans": "zh-Hans-CN" } as const
const formatters = new Map<string, Intl.DateTimeFormat>()

const FIXED = /^([+-])(\d\d):(\d\d)$/
const WEEKDAYS = { en: "Sun Mon Tue Wed Thu Fri Sat".split(" "), zh: [..."日一二三四五六"] } as const
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")

function partsOf(at: number, language: Language, timeZone: string): Parts {
  const [, sign, hours, minutes] = FIXED.exec(timeZone) ?? []
  if (sign === undefined) return partsInNamedZone(at, language, timeZone)
  const local = new Date(at + Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000)
  const [month, weekday] = [local.getUTCMonth(), local.getUTCDay()]
  const two = (value: number) => String(value).padStart(2, "0")
  return {
    year: String(local.getUTCFullYear()),
    month: (language === "en" ? MONTHS[month] : String(month + 1)) ?? "",
    day: String(local.getUTCDate()),
    weekday: WEEKDAYS[language === "en" ? "en" : "zh"][weekday] ?? "",
    hour: two(local.getUTCHours()),
    minute: two(local.getUTCMinutes()),
  }
}

function partsInNamedZone(at: number, language: Language, timeZone: string): Parts {
  const name = `${language} ${timeZone}`
  const known = formatters.get(name)
  const formatter =
    known ??
    new Intl.DateTimeFormat(intlLocale[language], {
      timeZone,
      year: "numeric",
      month: language === "en" ? "short" : "numeric",
      day: "numeric",
      weekday: language === "en" ? "short" : "narrow",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
  if (!known) formatters.set(name, formatter)
  const found = { year: "", month: "", day: "", weekday: "", hour: "", minute: "" }
  for (const { type, value } of formatter.formatToParts(at)) if (type in found) Object.assign(found, { [type]: value })
  return language === "en"
    ? { ...found, month: found.month.slice(0, 3) }
    : { ...found, month: found.month.replace("月", "") }
}

/** "Sat 21 Nov", 「11月21日（六）」. */
export function formatDay(at: number, language: Language, timeZone: string): string {
  const p = partsOf(at, language, timeZone)
  return language === "en" ? `${p.weekday} ${p.day} ${p.month}` : `${p.month}月${p.day}日（${p.weekday}）`
}

/** "20 Nov 2026", 「2026年11月20日」. */
export function formatDate(at: number, language: Language, timeZone: string): string {
  const p = partsOf(at, language, timeZone)
  return language === "en" ? `${p.day} ${p.month} ${p.year}` : `${p.year}年${p.month}月${p.day}日`
}

/** "19:05" in every language. */
export function formatTime(at: number, language: Language, timeZone: string): string {
  const p = partsOf(at, language, timeZone)
  return `${p.hour}:${p.minute}`
}

/** "Tue 24 Nov, 12:40", 「11月24日（二）12:40」. */
export function formatMoment(at: number, language: Language, timeZone: string): string {
  const join = language === "en" ? ", " : ""
  return `${formatDay(at, language, timeZone)}${join}${formatTime(at, language, timeZone)}`
}

/** A stay: "Sat 21 Nov, 11:30 – 15:00"; the second day is written only where it differs. */
export function formatStay(from: number, until: number, language: Language, timeZone: string): string {
  const sameDay = formatDay(from, language, timeZone) === formatDay(until, language, timeZone)
  const end = sameDay ? formatTime(until, language, timeZone) : formatMoment(until, language, timeZone)
  return `${formatMoment(from, language, timeZone)} – ${end}`
}

/** "1 h 19 min", 「1小時19分鐘」; whole minutes. */
export function formatDuration(minutes: number, language: Language): string {
  const units = { en: [" h", " min", " "], "zh-Hant": ["小時", "分鐘", ""], "zh-Hans": ["小时", "分钟", ""] }[language]
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const written = [hours > 0 ? `${hours}${units[0]}` : "", rest > 0 || hours === 0 ? `${rest}${units[1]}` : ""]
  return written.filter((part) => part !== "").join(units[2])
}

/** "12,345": half-width digits in every language. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(intlLocale[language]).format(value)
}

/** "812 bytes", "4.1 kB", "2.3 MB" (thousands, not 1,024). */
export function formatBytes(bytes: number, language: Language): string {
  if (bytes < 1000) return `${bytes} ${{ en: "bytes", "zh-Hant": "位元組", "zh-Hans": "字节" }[language]}`
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"]
  return `${value.toFixed(1)} ${unit}`
}
