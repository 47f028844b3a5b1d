import { Button } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "../app/context.ts"

/** The first of many rows, and the button that shows more: a page of thousands would answer slowly. */
export function useSome<Item>(
  items: readonly Item[],
  atATime: number,
): { readonly shown: readonly Item[]; readonly more: ReactNode } {
  const { t } = useConsole()
  const [most, setMost] = useState(atATime)
  const next = Math.min(atATime, items.length - most)
  const more =
    next > 0 ? (
      <div>
        <Button kind="quiet" icon="down" onClick={() => setMost(most + atATime)}>
          {t("clusters.more", { n: next })}
        </Button>
      </div>
    ) : null
  return { shown: items.slice(0, most), more }
}
