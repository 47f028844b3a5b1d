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
  const { t } = useConsole()
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
      <div className="row g2">
        {page > 0 && (
          <Button kind="quiet" icon="back" onClick={() => onPage(page - 1)}>
            {t("inspections.newer")}
          </Button>
        )}
        {(page + 1) * PAGE < total && (
          <Button kind="quiet" icon="next" onClick={() => onPage(page + 1)}>
            {t("inspections.older")}
          </Button>
        )}
      </div>
    </>
  )
}
