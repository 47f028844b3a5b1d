import { type IconName, iconPaths } from "./icon-paths.ts"

/** An icon, hidden from screen readers: a word stands beside it, or its button has a label. */
export function Icon({ name, size }: { name: IconName; size?: "s" | "l" | undefined }) {
  return (
    <svg className={size ? `i ${size}` : "i"} viewBox="0 0 24 24" aria-hidden="true">
      <path d={iconPaths[name]} />
    </svg>
  )
}
