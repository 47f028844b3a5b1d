import { type DataClass, listDataClasses, type Period } from "@homesafe/domain"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { useConsole } from "../app/context.ts"
import { DataTable } from "../clusters/data-table.tsx"

const places: readonly DataClass["place"][] = ["authority", "public", "health", "opener", "phone", "gate"]

/** The one table of what is kept, place by place: the same rows from which the servers take their periods. */
export function ClassTables() {
  const { t } = useConsole()
  const heads = ["class", "kept", "seal", "proof", "source"] as const
  return places.map((place) => (
    <section key={place} className="stack g3" aria-labelledby={`place-${place}`}>
      <h2 id={`place-${place}`}>{t(`retention.place.${place}`)}</h2>
      <DataTable
        caption={t(`retention.place.${place}`)}
        heads={heads.map((head) => t(`retention.head.${head}`))}
        rows={listDataClasses()
          .filter((each) => each.place === place)
          .map(({ name, kept, seal, proof, source }) => [
            t(`retention.class.${name}`),
            periodWords(t, kept),
            t(`retention.seal.${seal}`),
            t(`retention.proof.${proof}`),
            source,
          ])}
      />
    </section>
  ))
}

function periodWords(t: ConsoleTranslate, kept: Period): string {
  return "with" in kept ? t(`retention.with.${kept.with}`) : t(`retention.unit.${kept.unit}`, { n: kept.n })
}
