import type { CallProblem, CallResult } from "@homesafe/api"
import { focusFirstError } from "@homesafe/ui"
import { type FormEvent, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { isMail } from "./is-mail.ts"

/** A form that sends one mail address: it is looked at before anything is sent, and the field is empty again once it is. */
export function useMailForm(
  send: (address: string) => Promise<CallResult<unknown>>,
  onSent: (address: string) => void | Promise<void>,
) {
  const { t } = usePortal()
  const [mail, setMail] = useState("")
  const [error, setError] = useState<string | undefined>()
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const submit = async () => {
    if (isBusy) return
    const address = mail.trim()
    setProblem(null)
    setError(isMail(address) ? undefined : t("signIn.mailMissing"))
    if (!isMail(address)) {
      if (form.current) focusFirstError(form.current)
      return
    }
    setBusy(true)
    const sent = await send(address)
    setBusy(false)
    if (!sent.ok) return setProblem(sent.problem)
    setMail("")
    await onSent(address)
  }
  return {
    problem,
    isBusy,
    /** For the form itself. */
    form: {
      ref: form,
      noValidate: true,
      onSubmit: (event: FormEvent) => {
        event.preventDefault()
        void submit()
      },
    },
    /** For its field. */
    field: {
      error,
      type: "email",
      value: mail,
      onChange: (event: { currentTarget: { value: string } }) => setMail(event.currentTarget.value),
    },
  } as const
}
