import type { ReactNode } from "react"
import { IconButton } from "../button/button.tsx"
import { classNames } from "../class-names.ts"

/** The phone's top bar: a way back and the page's one h1, or whatever stands there instead (`children`). */
export function AppBar({
  title,
  backLabel,
  onBack,
  actions,
  children,
}: {
  readonly title?: string | undefined
  readonly backLabel?: string | undefined
  readonly onBack?: (() => void) | undefined
  readonly actions?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <header className={classNames("appbar", onBack && "sub")}>
      {onBack && backLabel && <IconButton icon="back" label={backLabel} onClick={onBack} />}
      {children}
      {title !== undefined && <h1>{title}</h1>}
      {actions}
    </header>
  )
}
