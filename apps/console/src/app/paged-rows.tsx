import { Button } from "@homesafe/ui"
import type { ReactNode } from "react"
import { useConsole } from "./context.ts"

/** What the servers answer at a time (contracts: a page). */
const PAGE = 20

/** A list that comes page by page, newest first, or what stands in its place while there is nothing. */
export function PagedRows<Item extends { readonly id: string }>({
  items,
  total,
  page,
  onPage,
  empty,
  children,
}: {
  readonly items: readonly Item[]
  readonly total: number
  readonly page: number
  readonly onPage: (page: number) => void
  readonly empty: ReactNode
  readonly children: (item: Item) => ReactNode
}) {
  return (
    <>
      {items.length === 0 ? (
        empty
      ) : (
        <ul className="card flush rows">
          {items.map((item) => (
            <li key={item.id}>{children(item)}</li>
          ))}
        </ul>
      )}
      <PageSteps
        onNewer={page > 0 ? () => onPage(page - 1) : null}
        onOlder={(page + 1) * PAGE < total ? () => onPage(page + 1) : null}
      />
    </>
  )
}

/** The way to the pages before and after; nothing where there is none. */
export function PageSteps({
  onNewer,
  onOlder,
}: {
  readonly onNewer: (() => void) | null
  readonly onOlder: (() => void) | null
}) {
  const { t } = useConsole()
  return (
    <div className="row g2">
      {onNewer && (
        <Button kind="quiet" icon="back" onClick={onNewer}>
          {t("inspections.newer")}
        </Button>
      )}
      {onOlder && (
        <Button kind="quiet" icon="next" onClick={onOlder}>
          {t("inspections.older")}
        </Button>
      )}
    </div>
  )
}
