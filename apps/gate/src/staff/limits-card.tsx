import { useId } from "react"
import { useGate } from "../app/context.ts"

/** What a match shows and what it does not: said where staff decide. */
export function LimitsCard() {
  const { t } = useGate()
  const heading = useId()
  return (
    <section className="card stack g2" aria-labelledby={heading}>
      <h2 id={heading}>{t("limits.title")}</h2>
      <ul className="small stack g1 plain-list">
        <li>{t("limits.means")}</li>
        <li>{t("limits.looks")}</li>
        <li>{t("limits.relay")}</li>
        <li>{t("limits.kept")}</li>
        <li>{t("limits.health")}</li>
      </ul>
    </section>
  )
}
