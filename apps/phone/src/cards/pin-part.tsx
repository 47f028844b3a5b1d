import { CARD_PIN } from "@homesafe/protocol/visitor"
import { Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useCardTexts } from "./card-texts.ts"

/** Asks for a card's PIN. Whether it is right cannot be told: a wrong one opens nothing, as a card without a visit does. */
export function PinPart({ onPin }: { readonly onPin: (pin: string) => void }) {
  const tc = useCardTexts()
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
        label={tc("pin")}
        hint={tc("pinHint")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={7}
        value={typed}
        error={isWrong ? tc("pinWrong") : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(false)
        }}
      />
      <Button type="submit" wide icon="eye">
        {tc("look")}
      </Button>
    </form>
  )
}
