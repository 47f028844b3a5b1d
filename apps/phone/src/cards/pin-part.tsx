import { CARD_PIN } from "@homesafe/protocol/visitor"
import { Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useApp } from "../shell/app-context.ts"

/** Asks for a card's PIN. Whether it is right cannot be told: a wrong one opens nothing, as a card without a visit does. */
export function PinPart({ onPin }: { readonly onPin: (pin: string) => void }) {
  const { t } = useApp()
  const [typed, setTyped] = useState("")
  const [isWrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const pin = typed.replace(/\s/g, "")
    if (CARD_PIN.test(pin)) onPin(pin)
    else setWrong(true)
  }
  return (
    <form className="stack g4" onSubmit={submit} noValidate>
      <TextField
        label={t("card.pin")}
        hint={t("card.pinHint")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={7}
        value={typed}
        error={isWrong ? t("card.pinWrong") : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(false)
        }}
      />
      <Button type="submit" wide icon="eye">
        {t("card.look")}
      </Button>
    </form>
  )
}
