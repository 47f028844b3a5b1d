import { Button } from "@homesafe/ui"
import { useState } from "react"
import { useGate } from "../app/context.ts"
import type { DoorAct } from "./counts.ts"
import type { DoorRule } from "./rule-today.ts"

/** What staff do: let in, exempt, turn away. One touch, or two where a reason is named; nothing about the person is asked or kept. */
export function ActButtons({ rule, onAct }: { readonly rule: DoorRule; readonly onAct: (act: DoorAct) => void }) {
  const { t } = useGate()
  const [open, setOpen] = useState<"exempt" | "refuse" | null>(null)
  const choose = (act: DoorAct) => {
    setOpen(null)
    onAct(act)
  }
  const toggle = (which: "exempt" | "refuse") => setOpen((before) => (before === which ? null : which))
  return (
    <div className="stack g2">
      <Button wide icon="check" onClick={() => choose({ act: "pass" })}>
        {t("act.pass")}
      </Button>
      {rule.exemptions.length > 0 && (
        <Button wide kind="quiet" icon="people" aria-expanded={open === "exempt"} onClick={() => toggle("exempt")}>
          {t("act.exempt")}
        </Button>
      )}
      {open === "exempt" && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame; the group's name is what matters.
        <div className="choices" role="group" aria-label={t("act.exemptWhy")}>
          {rule.exemptions.map((why) => (
            <Button key={why} kind="quiet" onClick={() => choose({ act: "exempt", why })}>
              {t(`rules.exempt.${why}`)}
            </Button>
          ))}
        </div>
      )}
      {rule.refusals.length > 0 && (
        <Button wide kind="quiet" icon="no" aria-expanded={open === "refuse"} onClick={() => toggle("refuse")}>
          {t("act.refuse")}
        </Button>
      )}
      {open === "refuse" && (
        // biome-ignore lint/a11y/useSemanticElements: as above.
        <div className="choices" role="group" aria-label={t("act.refuseWhy")}>
          {rule.refusals.map((why) => (
            <Button key={why} kind="quiet" onClick={() => choose({ act: "refuse", why })}>
              {t(`act.refusal.${why}`)}
            </Button>
          ))}
          <p className="small soft">{t("act.refuseNote")}</p>
        </div>
      )}
    </div>
  )
}
