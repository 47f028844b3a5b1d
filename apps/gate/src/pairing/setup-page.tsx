import { Brand, Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useGate } from "../app/context.ts"
import { readOrMakeScreen } from "../keys/screen-keys.ts"
import { isPin, setPin } from "../staff/pin.ts"
import { LanguageRow } from "./language-row.tsx"
import { TakePairing } from "./take-pairing.tsx"

/** A device that is nothing yet: the screen that visitors scan, or a second device of the staff's. */
export function SetupPage() {
  const { t } = useGate()
  const [choice, setChoice] = useState<"screen" | "staff" | null>(null)
  return (
    <main className="page narrow stack g5">
      <div className="row between wrap g4">
        <Brand name={t("brand.name")} href={import.meta.env.BASE_URL} />
        <div className="nowrap">
          <LanguageRow />
        </div>
      </div>
      {choice === null ? (
        <>
          <div className="stack g2">
            <h1>{t("setup.title")}</h1>
            <p className="soft">{t("setup.lead")}</p>
          </div>
          <Choice
            title={t("setup.screen")}
            text={t("setup.screenText")}
            act={t("setup.chooseScreen")}
            onChoose={() => setChoice("screen")}
          />
          <Choice
            title={t("setup.staff")}
            text={t("setup.staffText")}
            act={t("setup.chooseStaff")}
            onChoose={() => setChoice("staff")}
          />
        </>
      ) : (
        <>
          {choice === "screen" ? <ChoosePin /> : <TakePairing />}
          <Button kind="plain" icon="back" onClick={() => setChoice(null)}>
            {t("action.back")}
          </Button>
        </>
      )}
    </main>
  )
}

function Choice({
  title,
  text,
  act,
  onChoose,
}: {
  readonly title: string
  readonly text: string
  readonly act: string
  readonly onChoose: () => void
}) {
  return (
    <section className="card stack g3">
      <h2>{title}</h2>
      <p>{text}</p>
      <p>
        <Button kind="quiet" onClick={onChoose}>
          {act}
        </Button>
      </p>
    </section>
  )
}

/** The PIN comes first: a screen with keys always has one. */
function ChoosePin() {
  const { t, database, look } = useGate()
  const [pin, setTyped] = useState("")
  const [isWrong, setWrong] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isPin(pin)) return setWrong(true)
    setBusy(true)
    await setPin(database, pin)
    await readOrMakeScreen(database)
    await look()
  }
  return (
    <form className="stack g4" onSubmit={(event) => void submit(event)} noValidate>
      <div className="stack g2">
        <h1>{t("pin.choose")}</h1>
        <p className="soft">{t("pin.chooseText")}</p>
      </div>
      <TextField
        label={t("pin.label")}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        value={pin}
        error={isWrong ? t("pin.invalid") : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" busy={isBusy}>
        {t("pin.set")}
      </Button>
    </form>
  )
}
