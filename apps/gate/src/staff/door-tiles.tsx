import { doorMinutesNow, NO_CHALLENGE, type UnixSeconds } from "@homesafe/protocol"
import { screenAnswer } from "@homesafe/protocol/venue"
import { Button, DoorTile } from "@homesafe/ui"
import { type ReactNode, useId, useState } from "react"
import { useGate } from "../app/context.ts"
import { useDoorTime } from "../time/use-door-time.ts"

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const
type Digit = (typeof digits)[number]

function anotherDigit(before?: Digit): Digit {
  const rest = digits.filter((digit) => digit !== before)
  const [byte = 0] = crypto.getRandomValues(new Uint8Array(1))
  return rest[byte % rest.length] ?? 0
}

/** What is right at this door now: this minute and the last, for who was asked nothing, and for one digit. Spec 15-3. */
export function DoorTiles({ seed }: { readonly seed: Uint8Array }) {
  const { t, say } = useGate()
  const [digit, setDigit] = useState<Digit>(() => anotherDigit())
  const other = say[t.language === "en" ? "zh-Hant" : "en"]
  return (
    <div className="stack g6">
      <Pair seed={seed} challenge={NO_CHALLENGE} title={t("proof.shows")} />
      <div className="stack g3">
        <Pair
          seed={seed}
          challenge={digit}
          title={
            <>
              {t("proof.ask", { digit: t(`proof.digit.${digit}`) })}{" "}
              <span className="soft" lang={other.language}>
                {other("proof.ask", { digit: other(`proof.digit.${digit}`) })}
              </span>
            </>
          }
        />
        <p>
          <Button kind="quiet" icon="corrected" onClick={() => setDigit(anotherDigit(digit))}>
            {t("proof.another")}
          </Button>
        </p>
      </div>
    </div>
  )
}

function Pair({
  seed,
  challenge,
  title,
}: {
  readonly seed: Uint8Array
  readonly challenge: number
  readonly title: ReactNode
}) {
  const { t } = useGate()
  const heading = useId()
  const { moment, timeOf } = useDoorTime()
  const [current, last] = doorMinutesNow(moment)
  const tile = (minute: UnixSeconds) => <DoorTile hero answer={screenAnswer(seed, minute, challenge)} t={t} />
  return (
    <section className="stack g2" aria-labelledby={heading} data-challenge={challenge}>
      <h2 id={heading}>{title}</h2>
      <div className="proofs">
        <figure>
          <figcaption>{t("proof.now", { time: timeOf(current) })}</figcaption>
          {tile(current)}
        </figure>
        <figure>
          <figcaption>{t("proof.before", { time: timeOf(last) })}</figcaption>
          {tile(last)}
        </figure>
      </div>
    </section>
  )
}
