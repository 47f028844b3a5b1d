import { diseaseOf, pathogens } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import type { Catalogue } from "@homesafe/protocol"
import { textIn } from "../app/names.ts"

/** The disease's name: the first line of its usual advice, so that console and phone use one word. */
export function diseaseName(t: ConsoleTranslate, catalogue: Catalogue, pathogen: number): string {
  const template = pathogens.find((p) => p.n === pathogen)?.template
  const text = catalogue.templates.find((x) => x.n === template)
  return text ? diseaseOf(textIn(text, t.language)) : String(pathogen)
}
