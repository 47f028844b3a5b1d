import { Component, type ReactNode, useEffect, useState } from "react"
import { Icon } from "../icon/icon.tsx"
import type { IconName } from "../icon/icon-paths.ts"

/** An empty place: one icon, where things will appear, the one button. */
export function Empty({
  icon,
  title,
  text,
  action,
}: {
  readonly icon: IconName
  readonly title: string
  readonly text?: string | undefined
  readonly action?: ReactNode
}) {
  return (
    <section className="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {action}
    </section>
  )
}

const boneWidths = ["bones w70", "bones w92", "bones w55"]

/** Grey lines in the layout that is coming. */
export function Bones({ lines = 3 }: { readonly lines?: number | undefined }) {
  return (
    <div className="stack g3" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
        <div key={line} className={boneWidths[line % boneWidths.length]} />
      ))}
    </div>
  )
}

/** Waiting: nothing for 300 ms, then bones, and after 2 s the words with a bar. */
export function Loading({ text, lines }: { readonly text: string; readonly lines?: number | undefined }) {
  const [stage, setStage] = useState<"hidden" | "bones" | "words">("hidden")
  useEffect(() => {
    const first = setTimeout(() => setStage("bones"), 300)
    const second = setTimeout(() => setStage("words"), 2000)
    return () => {
      clearTimeout(first)
      clearTimeout(second)
    }
  }, [])
  if (stage === "hidden") return null
  return (
    <div className="stack g3" aria-busy="true">
      <p className={stage === "words" ? "soft small" : "visually-hidden"} role="status">
        {text}
      </p>
      {stage === "words" && <progress aria-label={text} />}
      <Bones lines={lines} />
    </div>
  )
}

/** A bar with its words; without a value it only says that something goes on. */
export function Progress({
  label,
  value,
  max = 100,
  exposure,
}: {
  readonly label: string
  readonly value?: number | undefined
  readonly max?: number | undefined
  readonly exposure?: boolean | undefined
}) {
  return (
    <progress
      aria-label={label}
      max={max}
      {...(value === undefined ? {} : { value })}
      {...(exposure ? { className: "exp" } : {})}
    />
  )
}

/** A page or a part of it that failed: what happened and the way on. */
export function ErrorState({
  title,
  text,
  action,
}: {
  readonly title: string
  readonly text: string
  readonly action?: ReactNode
}) {
  return (
    <section className="empty" role="alert">
      <Icon name="caution" />
      <h1 className="as-h2">{title}</h1>
      <p>{text}</p>
      {action}
    </section>
  )
}

/** Shows `fallback` where a bug threw, so that the rest of the app stays usable. */
export class ErrorBoundary extends Component<
  { readonly fallback: ReactNode; readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
