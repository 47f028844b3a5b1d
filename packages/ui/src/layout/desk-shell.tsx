import { type KeyboardEvent, type ReactNode, useId, useState } from "react"
import { IconButton } from "../button/button.tsx"
import { Icon } from "../icon/icon.tsx"
import type { IconName } from "../icon/icon-paths.ts"
import { SkipLink } from "./skip-link.tsx"

/** A place in the side navigation. */
export interface DeskNavItem {
  readonly href: string
  readonly icon: IconName
  readonly label: string
  readonly current?: boolean | undefined
  readonly count?: number | undefined
}

/** The portal's and the console's page: navigation at the side, behind a menu button on narrow screens. */
export function DeskShell({
  words,
  strip,
  brand,
  nav,
  who,
  tools,
  children,
}: {
  readonly words: { readonly skip: string; readonly nav: string; readonly menu: string; readonly closeMenu: string }
  readonly strip?: ReactNode
  readonly brand: ReactNode
  readonly nav: readonly DeskNavItem[]
  /** Who is signed in, at the side's foot. */
  readonly who?: ReactNode
  /** Language, appearance: above `who`. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  const menu = useId()
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape") setOpen(false)
  }
  return (
    <div className="desk">
      <SkipLink words={words.skip} />
      {strip}
      <div className="shell">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape only closes the menu that its button opened. */}
        <header className={isOpen ? "side open" : "side"} onKeyDown={closeOnEscape}>
          <div className="row between">
            {brand}
            <IconButton
              icon={isOpen ? "x" : "menu"}
              label={isOpen ? words.closeMenu : words.menu}
              className="only-narrow"
              aria-expanded={isOpen}
              aria-controls={menu}
              onClick={() => setOpen(!isOpen)}
            />
          </div>
          <div className="side-menu" id={menu}>
            {nav.length > 0 && (
              <nav aria-label={words.nav}>
                {nav.map((item) => (
                  <a
                    key={item.href}
                    href={item.href}
                    onClick={() => setOpen(false)}
                    {...(item.current ? { "aria-current": "page" as const } : {})}
                  >
                    <Icon name={item.icon} />
                    {item.label}
                    {item.count !== undefined && item.count > 0 && <span className="count">{item.count}</span>}
                  </a>
                ))}
              </nav>
            )}
            <div className="side-foot stack g3">
              {tools}
              {who && <div className="who">{who}</div>}
            </div>
          </div>
        </header>
        <main className="page" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}

/** A desk page's head: where it stands, its h1, a line under it, its acts at the end. */
export function PageHead({
  crumbs,
  title,
  text,
  actions,
  lang,
}: {
  readonly crumbs?: ReactNode
  readonly title: ReactNode
  readonly text?: ReactNode
  readonly actions?: ReactNode
  readonly lang?: string | undefined
}) {
  return (
    <div className="page-head">
      <div className="stack g1">
        {crumbs && <p className="small">{crumbs}</p>}
        <h1 lang={lang}>{title}</h1>
        {text && <p className="soft">{text}</p>}
      </div>
      {actions && <div className="row g2 wrap">{actions}</div>}
    </div>
  )
}
