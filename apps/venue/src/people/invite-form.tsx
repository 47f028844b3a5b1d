import { type CallProblem, call, invitePerson, type Venue, type VenueRole } from "@homesafe/api"
import { Banner, Button, focusFirstError, SelectField, TextField, Toast } from "@homesafe/ui"
import { type FormEvent, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { isMail } from "../session/is-mail.ts"

const roles = ["staff", "manager", "owner"] as const

/** Invites one address to one role. */
export function InviteForm({ venue, onInvited }: { readonly venue: Venue; readonly onInvited: () => Promise<void> }) {
  const { t } = usePortal()
  const [mail, setMail] = useState("")
  const [role, setRole] = useState<VenueRole>("staff")
  const [error, setError] = useState<string | undefined>()
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [told, setTold] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const address = mail.trim()
    setProblem(null)
    setError(isMail(address) ? undefined : t("signIn.mailMissing"))
    if (!isMail(address)) {
      if (form.current) focusFirstError(form.current)
      return
    }
    setBusy(true)
    const sent = await call(invitePerson, {
      params: { id: venue.id },
      body: { mail: address, role, language: t.language },
    })
    setBusy(false)
    if (!sent.ok) return setProblem(sent.problem)
    setMail("")
    setTold(address)
    await onInvited()
  }
  return (
    <section className="stack g3" aria-labelledby="invite">
      <h2 id="invite">{t("people.invite")}</h2>
      <form ref={form} className="card stack g4" noValidate onSubmit={(event) => void send(event)}>
        <TextField
          label={t("people.mail")}
          hint={t("people.mailHint")}
          error={error}
          type="email"
          value={mail}
          onChange={(event) => setMail(event.currentTarget.value)}
        />
        <SelectField
          label={t("people.role")}
          hint={t(`role.${role}Text`)}
          value={role}
          onChange={({ currentTarget }) => setRole(roles.find((each) => each === currentTarget.value) ?? "staff")}
        >
          {roles.map((each) => (
            <option key={each} value={each}>
              {t(`role.${each}`)}
            </option>
          ))}
        </SelectField>
        {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
        <p>
          <Button type="submit" icon="plus" busy={isBusy}>
            {t("people.send")}
          </Button>
        </p>
      </form>
      {told !== null && <Toast text={t("people.sent", { mail: told })} onDone={() => setTold(null)} />}
    </section>
  )
}
