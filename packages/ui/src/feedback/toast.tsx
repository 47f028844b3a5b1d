import { useEffect } from "react"

/** What happened, with a way back, for ten seconds; the same act stays reachable elsewhere. */
export function Toast({
  text,
  undoLabel,
  onUndo,
  onDone,
  seconds = 10,
}: {
  readonly text: string
  readonly undoLabel?: string | undefined
  readonly onUndo?: (() => void) | undefined
  readonly onDone: () => void
  readonly seconds?: number | undefined
}) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text starts the time anew, a new callback does not.
  useEffect(() => {
    const timer = setTimeout(onDone, seconds * 1000)
    return () => clearTimeout(timer)
  }, [text, seconds])
  return (
    <div className="toast floating" role="status">
      <span>{text}</span>
      {undoLabel && onUndo && (
        <button type="button" className="button" onClick={onUndo}>
          {undoLabel}
        </button>
      )}
    </div>
  )
}
