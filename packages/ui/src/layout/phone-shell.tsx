import type { ReactNode } from "react"
import { classNames } from "../class-names.ts"

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
      <a className="skip" href="#main" onClick={focusMain}>
        {skip}
      </a>
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

/** Moves to the content without changing the address, which belongs to the app's routes. */
export function focusMain(event?: { preventDefault(): void }): void {
  event?.preventDefault()
  document.getElementById("main")?.focus()
}
