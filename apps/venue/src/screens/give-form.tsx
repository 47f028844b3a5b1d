import type { Venue } from "@homesafe/api"
import { isProblemCode } from "@homesafe/api"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Banner, Button, FileField, SelectField, TextAreaField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import type { KeptKey } from "../keys/key-store.ts"
import { type Given, type GiveProblem, giveKeys, readOffer } from "./give-keys.ts"

type State =
  | { readonly state: "idle" | "giving" }
  | { readonly state: "nothing-found" }
  | { readonly state: "done"; readonly given: Given }

/** Takes a screen's code, by a photo or as text, and hands the screen its keys. */
export function GiveForm({
  venue,
  venueKey,
  onGiven,
}: {
  readonly venue: Venue
  readonly venueKey: KeptKey
  readonly onGiven: () => void
}) {
  const { t, deployment } = usePortal()
  const { trust, dep } = deployment
  const [entrance, setEntrance] = useState(0)
  const [text, setText] = useState("")
  const [now, setNow] = useState<State>({ state: "idle" })

  const give = async (given: string) => {
    const offer = readOffer(given, trust.hosts)
    if (!offer) return setNow({ state: "done", given: { ok: false, problem: "no-offer" } })
    setNow({ state: "giving" })
    const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), trust.offset)
    const outcome = await giveKeys(offer, { venue, entrance, key: venueKey, dep, today })
    if (outcome.ok) setText("")
    setNow({ state: "done", given: outcome })
    onGiven()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (now.state !== "giving") void give(text)
  }
  const photo = async (file: File) => {
    const { readOnePhoto } = await import("@homesafe/ui/scan")
    const found = await readOnePhoto(file)
    if (!found.ok) setNow({ state: "nothing-found" })
    else await give(found.text)
  }
  return (
    <form className="form stack g4" onSubmit={submit} noValidate>
      <SelectField
        label={t("screens.entrance")}
        value={entrance}
        onChange={(event) => setEntrance(Number(event.currentTarget.value))}
      >
        {venue.entrances.map(({ names }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entrance is its place.
          <option key={place} value={place}>
            {names ? nameIn(names, t.language) : t("venue.mainEntrance")}
          </option>
        ))}
      </SelectField>
      <FileField
        label={t("screens.photo")}
        choose={t("file.choosePhoto")}
        accept="image/*"
        capture="environment"
        onFile={(file) => void photo(file)}
      />
      <TextAreaField
        label={t("screens.text")}
        hint={t("screens.secret")}
        rows={3}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p>
        <Button type="submit" icon="key" busy={now.state === "giving"}>
          {t("screens.give")}
        </Button>
      </p>
      <Outcome now={now} />
    </form>
  )
}

function Outcome({ now }: { readonly now: State }) {
  const { t } = usePortal()
  if (now.state === "giving") return <p role="status">{t("screens.giving")}</p>
  if (now.state === "nothing-found") return <Banner level="fault">{t("screens.problem.nothing-found")}</Banner>
  if (now.state !== "done") return null
  if (!now.given.ok) return <Banner level="fault">{t(keyOf(now.given.problem))}</Banner>
  if (!now.given.taken) return <Banner level="caution">{t("screens.sent")}</Banner>
  return (
    <div role="status">
      <Banner level="info" icon="check" title={t("screens.given")}>
        {t("screens.givenText", { n: now.given.days })}
      </Banner>
    </div>
  )
}

function keyOf(problem: GiveProblem) {
  return problem === "offline" || isProblemCode(problem)
    ? (`problem.${problem}` as const)
    : (`screens.problem.${problem}` as const)
}
