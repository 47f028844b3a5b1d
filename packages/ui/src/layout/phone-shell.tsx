import type { ReactNode } from "react"
import { classNames } from "../class-names.ts"
import { SkipLink } from "./skip-link.tsx"

/** The phone's page: bar above, content, and a dock or tab bar that stays at the foot. */
export function PhoneShell({
  skip,
  strip,
  bar,
  children,
  dock,
  dockLabel,
  tabs,
  elder,
}: {
  /** Words of the link that skips to the content. */
  readonly skip: string
  readonly strip?: ReactNode
  readonly bar?: ReactNode
  readonly children: ReactNode
  readonly dock?: ReactNode
  readonly dockLabel?: string | undefined
  readonly tabs?: ReactNode
  readonly elder?: boolean | undefined
}) {
  return (
    <>
      <SkipLink words={skip} />
      <div className={classNames("phone", elder && "elder")}>
        <div>
          {strip}
          {bar}
        </div>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        {(dock || tabs) && (
          <div className="foot">
            {dock && (
              <section className="dock" aria-label={dockLabel}>
                {dock}
              </section>
            )}
            {tabs}
          </div>
        )}
      </div>
    </>
  )
}
