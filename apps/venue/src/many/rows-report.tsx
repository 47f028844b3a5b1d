import type { Table } from "@homesafe/table"
import { Banner, Button } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { labelOfField, sayFault } from "../register/say-fault.ts"
import type { ReadRow } from "./read-rows.ts"

/** What the file holds, row by row where something is wrong; then the way on. */
export function RowsReport({
  rows,
  encoding,
  onRegister,
}: {
  readonly rows: readonly ReadRow[]
  readonly encoding: Table["encoding"]
  readonly onRegister: () => void
}) {
  const { t } = usePortal()
  const wrong = rows.filter(({ checked }) => !checked)
  const good = rows.length - wrong.length
  return (
    <section className="stack g4" aria-labelledby="rows">
      <h2 id="rows">{t("many.read", { n: rows.length })}</h2>
      {encoding === "big5" && <Banner level="caution">{t("many.big5")}</Banner>}
      {wrong.length === 0 ? (
        <Banner level="corrected" icon="check" title={t("many.allGood", { n: good })} />
      ) : (
        <Banner level="caution" title={t("many.someWrong", { n: wrong.length })}>
          {t("many.nothingSent")}
        </Banner>
      )}
      {wrong.length > 0 && (
        <ul className="card flush rows wrong-rows">
          {wrong.map(({ line, name, faults }) => (
            <li key={line} className="stack g1">
              <h3>
                {t("many.line", { line })} {name !== "" && <bdi>{name}</bdi>}
              </h3>
              <ul className="small bullets">
                {Object.entries(faults).map(([field, fault]) => (
                  <li key={field}>
                    <b>{labelOfField(t, field)}</b>: {sayFault(t, fault)}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {good > 0 && (
        <p>
          <Button kind={wrong.length > 0 ? "quiet" : "primary"} onClick={onRegister}>
            {wrong.length > 0 ? t("many.registerGood", { n: good }) : t("many.registerAll", { n: good })}
          </Button>
        </p>
      )}
    </section>
  )
}
