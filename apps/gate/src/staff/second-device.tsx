import { copyBytes, digitsOfBytes, serviceDayOf } from "@homesafe/protocol"
import { composeUrl, writeDoorPairing } from "@homesafe/protocol/venue"
import { Button, QrCode, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useGate } from "../app/context.ts"
import { grantOf } from "../app/grant-of.ts"
import type { KeptScreen } from "../keys/gate-database.ts"
import { useNow } from "../time/use-now.ts"

/** Today's seed for a second device of the staff's, shown only when it is asked for. Spec §15. */
export function SecondDevice({ screen, seed }: { readonly screen: KeptScreen; readonly seed: Uint8Array }) {
  const { t, facts } = useGate()
  const [isShown, setShown] = useState(false)
  const day = serviceDayOf(useNow(), facts.trust.offset)
  const grant = grantOf(screen)
  if (!grant) return null
  const bytes = writeDoorPairing({ day, vid: grant.vid, doorSeed: copyBytes(seed) })
  const { text, url } = composeUrl(location.host, "p", bytes)
  return (
    <section className="stack g2">
      <h2>{t("second.title")}</h2>
      <p className="small">{t("second.text")}</p>
      <Button kind="quiet" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t(isShown ? "second.hide" : "second.show")}
      </Button>
      {isShown && (
        <>
          <div className="offer-code">
            <QrCode text={{ bytes: text, digits: digitsOfBytes(bytes) }} label={t("second.code")} />
          </div>
          <TextAreaField label={t("pair.asText")} readOnly rows={3} value={url} />
        </>
      )}
    </section>
  )
}
