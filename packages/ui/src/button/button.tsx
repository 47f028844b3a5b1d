import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from "react"
import { classNames } from "../class-names.ts"
import { Icon } from "../icon/icon.tsx"
import type { IconName } from "../icon/icon-paths.ts"

/** primary: the one filled act of a screen; quiet: outlined; plain: text; exposure: violet, for exposures only. */
export type ButtonKind = "primary" | "quiet" | "plain" | "danger" | "exposure"

interface ButtonLook {
  readonly kind?: ButtonKind | undefined
  readonly wide?: boolean | undefined
  readonly big?: boolean | undefined
  readonly icon?: IconName | undefined
  readonly children: ReactNode
}

function look({ kind = "primary", wide, big }: ButtonLook, extra?: string): string {
  return classNames("button", kind !== "primary" && kind, wide && "wide", big && "big", extra)
}

/** A button that names its act. A busy button stays focusable and says so. */
export function Button({
  kind,
  wide,
  big,
  icon,
  busy,
  children,
  className,
  ...rest
}: ButtonLook & { readonly busy?: boolean | undefined } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...rest}
      {...(busy ? { "aria-disabled": true, "aria-busy": true, onClick: stop } : {})}
      className={look({ kind, wide, big, children }, className)}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

// A busy form must not be sent twice.
function stop(event: { preventDefault(): void }): void {
  event.preventDefault()
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({
  kind,
  wide,
  big,
  icon,
  children,
  className,
  ...rest
}: ButtonLook & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a {...rest} className={look({ kind, wide, big, children }, className)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  )
}

/** A round button with an icon alone; its label is read aloud. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: { readonly icon: IconName; readonly label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" {...rest} className={classNames("icon-button", className)} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}
