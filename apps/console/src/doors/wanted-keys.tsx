import { answerAtDoor, call } from "@homesafe/api"
import {
  base64urlOf,
  dayKeyOf,
  keysOf,
  proofOf,
  serviceDay,
  serviceDayOf,
  type TrustList,
  unixSeconds,
  venueIdOf,
} from "@homesafe/protocol"
import { type GenuineCode, sealVenueAnswer } from "@homesafe/protocol/officer"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import type { VenueAtDoor } from "./judge-door.ts"

/** Days whose key a decision lacks: the poster gives each of them, and the venue's own key stays in this browser (Spec §6). */
export function WantedKeys({ found, code }: { readonly found: VenueAtDoor; readonly code: GenuineCode }) {
  const { t, deployment, trust } = useConsole()
  const askAnew = useAskAnew()
  const [given, setGiven] = useState<readonly string[]>([])
  const [busy, setBusy] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const say = sayTimes(deployment, t.language)
  const give = async (request: string, day: number) => {
    setBusy(request)
    const box = await sealDay(code, trust, request, day)
    const checked = await stepUp()
    const sent =
      box === undefined
        ? NOT_READY
        : checked.ok
          ? await call(answerAtDoor, { params: { request }, body: { box } })
          : checked
    setBusy(null)
    setFault(sent.ok ? null : problemText(t, sent.problem))
    if (!sent.ok) return
    setGiven([...given, request])
    askAnew()
  }
  return (
    <section className="card stack g4" aria-labelledby="wanted">
      <h2 id="wanted">{t("door.wanted")}</h2>
      <p>{t("door.wantedText")}</p>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <ul className="rows">
        {found.wanted.map(({ request, day }) => (
          <li key={request} className="list-row roomy">
            <p className="grow t">{say.day(day)}</p>
            <Button
              kind="quiet"
              icon={given.includes(request) ? "check" : "key"}
              busy={busy === request}
              disabled={given.includes(request)}
              aria-label={`${t("door.give")}: ${say.day(day)}`}
              onClick={() => void give(request, day)}
            >
              {t(given.includes(request) ? "door.given" : "door.give")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const NOT_READY = { ok: false, problem: "not-ready" } as const

/** The box of one day's key; nothing when the trust list has no key to seal it to. */
async function sealDay(
  { venueKey, header, commit }: GenuineCode,
  trust: TrustList,
  id: string,
  wanted: number,
): Promise<string | undefined> {
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), trust.offset)
  const form = keysOf(trust, "form", today).at(-1)
  if (!form) return undefined
  const day = serviceDay(wanted)
  const answer = {
    vid: venueIdOf(commit),
    day,
    dayKey: dayKeyOf(venueKey, day),
    proof: proofOf(venueKey, header.notBefore, day),
  }
  return base64urlOf(await sealVenueAnswer(form.pub, { dep: trust.dep, id }, answer))
}
