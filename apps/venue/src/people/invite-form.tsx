import { call, invitePerson, type Venue, type VenueRole } from "@homesafe/api"
import { Banner, Button, SelectField, TextField, Toast } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { useMailForm } from "../session/use-mail-form.ts"

const roles = ["staff", "manager", "owner"] as const

/** Invites one address to one role. */
export function InviteForm({ venue, onInvited }: { readonly venue: Venue; readonly onInvited: () => Promise<void> }) {
  const { t } = usePortal()
  const [role, setRole] = useState<VenueRole>("staff")
  const [told, setTold] = useState<string | null>(null)
  const { form, field, problem, isBusy } = useMailForm(
    (mail) => call(invitePerson, { params: { id: venue.id }, body: { mail, role, language: t.language } }),
    async (mail) => {
      setTold(mail)
      await onInvited()
    },
  )
  return (
    <section className="stack g3" aria-labelledby="invite">
      <h2 id="invite">{t("people.invite")}</h2>
      <form {...form} className="card stack g4">
        <TextField label={t("people.mail")} hint={t("people.mailHint")} {...field} />
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
