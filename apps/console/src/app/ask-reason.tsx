import type { CallResult } from "@homesafe/api"
import { TextAreaField } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { ActDialog } from "./act-dialog.tsx"

/** A question that is answered with a reason. */
export function AskReason({
  title,
  text,
  act,
  label,
  hint,
  isReady = true,
  children,
  send,
  onClose,
}: {
  readonly title: string
  readonly text: string
  readonly act: string
  readonly label: string
  readonly hint?: string
  readonly isReady?: boolean
  readonly children?: ReactNode
  readonly send: (
    reason: string,
  ) => Promise<CallResult<unknown> | { readonly ok: false; readonly problem: "no-passkey" }>
  readonly onClose: () => void
}) {
  const [reason, setReason] = useState("")
  return (
    <ActDialog
      title={title}
      act={act}
      isReady={isReady && reason.trim().length >= 3}
      send={() => send(reason.trim())}
      onClose={onClose}
    >
      <p>{text}</p>
      {children}
      <TextAreaField
        label={label}
        {...(hint === undefined ? {} : { hint })}
        maxLength={300}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ActDialog>
  )
}
