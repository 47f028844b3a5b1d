import type { ReactNode } from "react"
import { classNames } from "../class-names.ts"
import { Icon } from "../icon/icon.tsx"
import type { IconName } from "../icon/icon-paths.ts"
import type { Level } from "./banner.tsx"

/** A state in one or two words. */
export function Chip({
  tone = "info",
  icon,
  children,
}: {
  readonly tone?: Level | "ok" | "line" | undefined
  readonly icon?: IconName | undefined
  readonly children: ReactNode
}) {
  return (
    <span className={classNames("chip", tone)}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
