import { Mark, makeQrSymbol, qrPath } from "@homesafe/ui"
import type { PosterLine, PosterSheet } from "@homesafe/ui/poster"
import { useMemo } from "react"

/** The poster on the screen, in the proportions of the paper. */
export function Sheet({
  sheet,
  label,
  codeLabel,
}: {
  readonly sheet: PosterSheet
  readonly label: string
  readonly codeLabel: string
}) {
  return (
    <article className="sheet" aria-label={label}>
      <div className="a4">
        {sheet.code && <span className="notch" aria-hidden="true" />}
        <div className="band">
          <Mark />
          <p className="ask">
            <Lines lines={sheet.act} />
          </p>
          <div className="marks">
            <b lang="en">HomeSafe</b>
            <Pairs lines={sheet.marks} />
          </div>
        </div>
        <div className="names">
          {sheet.venue.map((line) =>
            line.lang === "zh-Hans" ? (
              <span key={line.lang} lang={line.lang}>
                {line.text}
              </span>
            ) : (
              <b key={line.lang} lang={line.lang}>
                {line.text}
              </b>
            ),
          )}
        </div>
        {sheet.code ? (
          <div className="code">
            <div className="q">
              <Code bytes={sheet.code.bytes} digits={sheet.code.digits ?? ""} label={codeLabel} />
            </div>
            <Door lines={sheet.entrance} />
          </div>
        ) : (
          <div className="go-in">
            <p>
              <Lines lines={sheet.act} />
            </p>
            <Door lines={sheet.entrance} />
          </div>
        )}
        <div className="alt three">
          {sheet.promises.map((promise) => (
            <p key={promise.lang} lang={promise.lang}>
              <b>{promise.strong}</b> {promise.plain}
            </p>
          ))}
        </div>
        <div className="foot">
          <div>
            <b lang="en">{sheet.stamp}</b>
            <Lines lines={sheet.until} />
          </div>
          <div className="marks">
            <Pairs lines={sheet.demonstration} />
            <Lines lines={sheet.origin} />
          </div>
        </div>
      </div>
    </article>
  )
}

function Lines({ lines }: { readonly lines: readonly PosterLine[] }) {
  return lines.map((line) => (
    <span key={line.text} lang={line.lang} className="block">
      {line.text}
    </span>
  ))
}

/** Triples, one a language: Traditional and English stand on one line, where the room is small. */
export function Pairs({ lines }: { readonly lines: readonly PosterLine[] }) {
  return lines
    .filter((line) => line.lang === "zh-Hant")
    .map((line) => (
      <span key={line.text} className="block nowrap">
        <span lang={line.lang}>{line.text}</span> <span lang="en">{lines[lines.indexOf(line) + 1]?.text}</span>
      </span>
    ))
}

function Door({ lines }: { readonly lines: readonly PosterLine[] }) {
  if (lines.length === 0) return null
  return (
    <p className="door">
      {lines.map((line) => (
        <span key={line.lang} lang={line.lang}>
          {line.text}
        </span>
      ))}
    </p>
  )
}

function Code({ bytes, digits, label }: { readonly bytes: string; readonly digits: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    const symbol = makeQrSymbol({ bytes, digits })
    return { size: symbol.size, path: qrPath(symbol) }
  }, [bytes, digits])
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  )
}
