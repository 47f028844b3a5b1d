import type { Catalogue } from "@homesafe/protocol"
import { categories } from "./categories.ts"
import { pathogens } from "./pathogens.ts"
import { templates } from "./templates.ts"

/** The first catalogue of a new deployment, ready to be signed (Spec §9). */
export function seedCatalogue(seq: number): Catalogue {
  return {
    v: 1,
    seq,
    categories: [...categories],
    templates: [...templates],
    pathogens: pathogens.map((p) => ({
      n: p.n,
      linger: p.lingerMinutes,
      infectious: p.infectious.before + p.infectious.after,
      incubation: p.guidance.incubation.longestDays,
    })),
  }
}
