import { type ReactNode, useEffect, useId, useRef } from "react"

/** A modal question on the native dialog: Escape closes it, focus returns to where it was. */
export function Dialog({
  open,
  title,
  children,
  actions,
  onClose,
}: {
  readonly open: boolean
  readonly title: string
  readonly children?: ReactNode
  /** The buttons; the declining one is as easy as the other. */
  readonly actions: ReactNode
  readonly onClose: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) element.showModal()
    if (!open && element.open) element.close()
  }, [open])
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      {open && (
        <div className="stack g3">
          <h2 id={heading}>{title}</h2>
          {children}
          <div className="actions">{actions}</div>
        </div>
      )}
    </dialog>
  )
}
