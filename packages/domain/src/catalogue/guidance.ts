import { type Source, sources } from "./guidance-sources.ts"

/** Where a disease passes from one person to another. */
export type Setting = "airborne-room" | "close-contact" | "food" | "surfaces" | "health-care"
/** What is given to somebody who was exposed and is not ill. */
export type Remedy = "vaccine" | "immunoglobulin" | "antibiotic" | "antiviral"
/** Whom a remedy is for. */
export type RemedyFor = "not-immune" | "cannot-be-vaccinated" | "high-risk" | "young-or-low-immunity"
/** What decides which advice somebody gets. */
export type Immunity = "immune" | "not-immune" | "pregnant" | "infant" | "immunocompromised"
/** Names a sentence in i18n: what differs for somebody. */
export type AdviceText =
  | "as-usual-watch"
  | "as-usual-no-prophylaxis"
  | "vaccine-at-once"
  | "no-live-vaccine-immunoglobulin"
  | "infant-measles"
  | "immunoglobulin-whatever-vaccinated"
  | "test-and-mask"
  | "treat-early-if-ill"
  | "no-lasting-immunity"
  | "drink-and-watch"
  | "emergency-signs"
  | "antiviral-consider"
  | "vaccinated-may-fall-ill"
  | "earlier-tuberculosis"
  | "test-now-and-after-ten-weeks"
  | "treat-while-waiting"
  | "no-immunity-call"
  | "severe-more-often"
  | "antibiotic-if-near-the-vulnerable"
  | "antibiotic-third-trimester"
  | "antibiotic-at-once"

/** Something to give after an exposure, and until when it helps. */
export interface Prophylaxis {
  readonly what: Remedy
  readonly who: RemedyFor
  /** Hours after the exposure; null where guidance names no hour. */
  readonly hours: number | null
  readonly source: Source
}

/** What public guidance says beyond what warnings need. It is for officers, and stands in no signed file. */
export interface Guidance {
  readonly incubation: { readonly shortestDays: number; readonly longestDays: number; readonly source: Source }
  readonly settings: { readonly where: readonly Setting[]; readonly source: Source }
  readonly prophylaxis: readonly Prophylaxis[]
  readonly advice: readonly { readonly who: Immunity; readonly says: AdviceText; readonly source: Source }[]
}

const incubation = (shortestDays: number, longestDays: number, source: Source) => ({
  shortestDays,
  longestDays,
  source,
})
const advice = (who: Immunity, says: AdviceText, source: Source) => ({ who, says, source })
const remedy = (what: Remedy, who: RemedyFor, hours: number | null, source: Source): Prophylaxis => ({
  what,
  who,
  hours,
  source,
})

/** By the profile's key. */
export const guidance = {
  measles: {
    incubation: incubation(7, 21, sources.measles),
    settings: { where: ["airborne-room", "close-contact", "health-care"], source: sources.measles },
    prophylaxis: [
      remedy("vaccine", "not-immune", 72, sources.measles),
      remedy("immunoglobulin", "cannot-be-vaccinated", 144, sources.measlesVaccine),
    ],
    advice: [
      advice("immune", "as-usual-watch", sources.measles),
      advice("not-immune", "vaccine-at-once", sources.measles),
      advice("pregnant", "no-live-vaccine-immunoglobulin", sources.measlesProphylaxis),
      advice("infant", "infant-measles", sources.measlesVaccine),
      advice("immunocompromised", "immunoglobulin-whatever-vaccinated", sources.measlesVaccine),
    ],
  },
  covid19: {
    incubation: incubation(2, 14, sources.covidSigns),
    settings: { where: ["airborne-room", "close-contact", "health-care"], source: sources.covidFacts },
    prophylaxis: [],
    advice: [
      advice("immune", "vaccinated-may-fall-ill", sources.covidFacts),
      advice("not-immune", "test-and-mask", sources.covidFacts),
      advice("pregnant", "treat-early-if-ill", sources.covidCare),
      advice("infant", "emergency-signs", sources.covidSigns),
      advice("immunocompromised", "treat-early-if-ill", sources.covidCare),
    ],
  },
  influenza: {
    incubation: incubation(1, 4, sources.influenza),
    settings: { where: ["close-contact", "surfaces", "health-care"], source: sources.influenza },
    prophylaxis: [remedy("antiviral", "high-risk", 48, sources.influenzaProphylaxis)],
    advice: [
      advice("immune", "vaccinated-may-fall-ill", sources.influenzaVaccine),
      advice("not-immune", "as-usual-no-prophylaxis", sources.influenzaProphylaxis),
      advice("pregnant", "treat-early-if-ill", sources.influenzaAntivirals),
      advice("infant", "treat-early-if-ill", sources.influenzaAntivirals),
      advice("immunocompromised", "antiviral-consider", sources.influenzaProphylaxis),
    ],
  },
  norovirus: {
    incubation: incubation(0.5, 2, sources.norovirusCare),
    settings: { where: ["food", "surfaces", "close-contact", "health-care"], source: sources.norovirus },
    prophylaxis: [],
    advice: [
      advice("immune", "no-lasting-immunity", sources.norovirusFacts),
      advice("not-immune", "as-usual-no-prophylaxis", sources.norovirusCare),
      advice("pregnant", "drink-and-watch", sources.norovirusCare),
      advice("infant", "drink-and-watch", sources.norovirusCare),
      advice("immunocompromised", "severe-more-often", sources.norovirusCare),
    ],
  },
  tuberculosis: {
    incubation: incubation(14, 84, sources.tuberculosis),
    settings: { where: ["airborne-room", "health-care"], source: sources.tuberculosis },
    prophylaxis: [remedy("antibiotic", "young-or-low-immunity", null, sources.tuberculosis)],
    advice: [
      advice("immune", "earlier-tuberculosis", sources.tuberculosis),
      advice("not-immune", "test-now-and-after-ten-weeks", sources.tuberculosis),
      advice("pregnant", "test-now-and-after-ten-weeks", sources.tuberculosis),
      advice("infant", "treat-while-waiting", sources.tuberculosis),
      advice("immunocompromised", "treat-while-waiting", sources.tuberculosis),
    ],
  },
  mers: {
    incubation: incubation(2, 14, sources.mersCare),
    settings: { where: ["health-care", "close-contact"], source: sources.mers },
    prophylaxis: [],
    advice: [
      advice("not-immune", "no-immunity-call", sources.mers),
      advice("pregnant", "no-immunity-call", sources.mers),
      advice("infant", "no-immunity-call", sources.mers),
      advice("immunocompromised", "severe-more-often", sources.mers),
    ],
  },
  pertussis: {
    incubation: incubation(4, 21, sources.pertussis),
    settings: { where: ["close-contact", "health-care"], source: sources.pertussis },
    prophylaxis: [remedy("antibiotic", "high-risk", 21 * 24, sources.pertussisProphylaxis)],
    advice: [
      advice("immune", "antibiotic-if-near-the-vulnerable", sources.pertussisProphylaxis),
      advice("not-immune", "antibiotic-if-near-the-vulnerable", sources.pertussisProphylaxis),
      advice("pregnant", "antibiotic-third-trimester", sources.pertussisProphylaxis),
      advice("infant", "antibiotic-at-once", sources.pertussisProphylaxis),
      advice("immunocompromised", "antibiotic-at-once", sources.pertussisProphylaxis),
    ],
  },
} as const satisfies Record<string, Guidance>
