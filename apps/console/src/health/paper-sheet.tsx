import type { IssuedHealthCode } from "@homesafe/api"
import { formatMoment } from "@homesafe/i18n"
import { Button, QrCode } from "@homesafe/ui"
import { useHealth } from "./health-context.ts"

const PREFIX = "HSHC1:"

/** The sheet that is printed: colour as a word, the symbol, until when, the number, and how it can end. */
export function PaperSheet({ code }: { readonly code: IssuedHealthCode & { readonly number: number } }) {
  const { t, tc, timeZone } = useHealth()
  const { colour, holder, text, until, number, reasons } = code
  return (
    <section className="health-sheet stack g3" aria-labelledby="health-sheet">
      <h2 id="health-sheet">
        {tc("title")}: {tc(`colour.word.${colour}`)}
      </h2>
      <QrCode
        text={{ bytes: PREFIX, digits: text.slice(PREFIX.length) }}
        label={tc("code.qr", { colour: tc(`colour.${colour}`) })}
      />
      <p className="num">{tc("code.holder", holder)}</p>
      <p className="num">
        <strong>{tc("officer.paperUntil", { when: formatMoment(until * 1000, t.language, timeZone) })}</strong>
      </p>
      <p className="num">{tc("officer.paperNumber", { serial: number })}</p>
      {reasons.flatMap(({ rule, basis }) =>
        basis === null
          ? []
          : [
              <p key={rule} className="small">
                {tc("basis", { basis: t.language === "en" ? basis.en : basis.hant })}
              </p>,
            ],
      )}
      <p className="small">{tc("officer.paperStatic")}</p>
      <p className="no-print">
        <Button icon="print" onClick={() => print()}>
          {tc("officer.printNow")}
        </Button>
      </p>
    </section>
  )
}
