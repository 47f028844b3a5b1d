import type { ReactNode } from "react"
import { classNames } from "../class-names.ts"
import { Icon } from "../icon/icon.tsx"
import type { IconName } from "../icon/icon-paths.ts"

/** How much a message weighs; each level has its own icon, edge and colour. */
export type Level = "info" | "caution" | "exposed" | "corrected" | "fault"

/** The icon that belongs to a level. */
export const levelIcons: Readonly<Record<Level, IconName>> = {
  info: "info",
  caution: "caution",
  exposed: "exposed",
  corrected: "corrected",
  fault: "no",
}

/** A message in the page. A fault is announced at once: it answers what the reader just did. */
export function Banner({
  level,
  title,
  children,
  icon,
  levelWord,
}: {
  readonly level: Level
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly icon?: IconName | undefined
  readonly levelWord?: string | undefined
}) {
  return (
    <div className={classNames("banner", level)} {...(level === "fault" ? { role: "alert" } : {})}>
      <Icon name={icon ?? levelIcons[level]} />
      <div className="grow">
        {levelWord && <span className="visually-hidden">{levelWord}: </span>}
        {title && <strong>{title}</strong>}
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </div>
  )
}
