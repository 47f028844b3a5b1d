import type { ReactNode } from "react"
import { classNames } from "../class-names.ts"
import { Icon } from "../icon/icon.tsx"
import type { IconName } from "../icon/icon-paths.ts"

/** A sheet of surface; flush when rows fill it to the edge. */
export function Card({
  flush,
  children,
  className,
}: {
  readonly flush?: boolean | undefined
  readonly children: ReactNode
  readonly className?: string | undefined
}) {
  return <div className={classNames("card", flush && "flush", className)}>{children}</div>
}

/** One row: an icon in a disc, a title, a line under it, something at the end. A link, a button, or neither. */
export function ListRow({
  icon,
  tone,
  title,
  text,
  end,
  href,
  onClick,
  lang,
  current,
}: {
  readonly icon?: IconName | undefined
  readonly tone?: "exposed" | "caution" | undefined
  readonly title: ReactNode
  readonly text?: ReactNode
  readonly end?: ReactNode
  readonly href?: string | undefined
  readonly onClick?: (() => void) | undefined
  /** Language of the title, where it is not the page's. */
  readonly lang?: string | undefined
  readonly current?: boolean | undefined
}) {
  const inside = (
    <>
      {icon && (
        <span className={classNames("disc", tone)}>
          <Icon name={icon} />
        </span>
      )}
      <span className="grow">
        <span className="t block" lang={lang}>
          {title}
        </span>
        {text && <span className="d block">{text}</span>}
      </span>
      {end}
      {(href !== undefined || onClick) && <Icon name="next" size="s" />}
    </>
  )
  if (href !== undefined) {
    return (
      <a className="list-row" href={href} {...(current ? { "aria-current": "page" as const } : {})}>
        {inside}
      </a>
    )
  }
  if (onClick) {
    return (
      <button type="button" className="list-row" onClick={onClick}>
        {inside}
      </button>
    )
  }
  return <div className="list-row">{inside}</div>
}

/** What, when, where: an icon, a term and its value. */
export function Facts({
  items,
}: {
  readonly items: readonly {
    readonly icon: IconName
    readonly term: string
    readonly value: ReactNode
    readonly note?: ReactNode
    readonly lang?: string | undefined
  }[]
}) {
  return (
    <dl className="facts">
      {items.map((item) => (
        <div key={item.term}>
          <Icon name={item.icon} />
          <dt>{item.term}</dt>
          <dd lang={item.lang}>
            {item.value}
            {item.note && <small>{item.note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Numbered steps; violet only where they are what to do after an exposure. */
export function Steps({
  items,
  exposure,
}: {
  readonly items: readonly ReactNode[]
  readonly exposure?: boolean | undefined
}) {
  return (
    <ol className={exposure ? "steps exposure" : "steps"}>
      {items.map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
        <li key={place}>
          <span>{item}</span>
        </li>
      ))}
    </ol>
  )
}

/** The two clocks, side by side; `only` marks the one that runs only under its condition. */
export function Clocks({
  label,
  items,
}: {
  readonly label: string
  readonly items: readonly {
    readonly title: string
    readonly value: string
    readonly note?: string | undefined
    readonly only?: boolean | undefined
  }[]
}) {
  return (
    <section aria-label={label} className="clocks">
      {items.map((item) => (
        <div key={item.title} className={item.only ? "only" : ""}>
          <p className="small">{item.title}</p>
          <p className="n">{item.value}</p>
          {item.note && <p className="xs soft">{item.note}</p>}
        </div>
      ))}
    </section>
  )
}
