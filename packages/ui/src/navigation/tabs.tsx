import { Icon } from "../icon/icon.tsx"
import type { IconName } from "../icon/icon-paths.ts"

interface Tab {
  readonly href: string
  readonly label: string
  readonly current: boolean
}

/** Pages of one thing, side by side. */
export function Tabs({ label, items }: { readonly label: string; readonly items: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map((item) => (
        <a key={item.href} href={item.href} {...(item.current ? { "aria-current": "page" as const } : {})}>
          {item.label}
        </a>
      ))}
    </nav>
  )
}

/** The phone's four places. */
export function TabBar({
  label,
  items,
}: {
  readonly label: string
  readonly items: readonly (Tab & { readonly icon: IconName })[]
}) {
  return (
    <nav className="tabbar" aria-label={label}>
      {items.map((item) => (
        <a key={item.href} href={item.href} {...(item.current ? { "aria-current": "page" as const } : {})}>
          <span>
            <Icon name={item.icon} />
          </span>
          {item.label}
        </a>
      ))}
    </nav>
  )
}
