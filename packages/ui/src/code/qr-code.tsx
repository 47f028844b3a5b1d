import { type ReactNode, useMemo } from "react"
import { makeAnyQrSymbol, makeQrSymbol, type QrText, qrPath } from "./qr-symbol.ts"

/** A QR symbol as one SVG path, dark on white in every theme, with its quiet zone. `any`: another system's text, as long as a symbol holds it. */
export function QrCode({
  text,
  label,
  tooLong,
}: {
  readonly text: QrText | { readonly any: string }
  readonly label: string
  readonly tooLong?: ReactNode
}) {
  const [any, bytes, digits] = "any" in text ? [text.any] : [undefined, text.bytes, text.digits]
  const drawing = useMemo(() => {
    const symbol = any === undefined ? makeQrSymbol({ bytes: bytes ?? "", digits }) : makeAnyQrSymbol(any)
    return symbol && { size: symbol.size, path: qrPath(symbol) }
  }, [any, bytes, digits])
  if (!drawing) return tooLong
  return (
    <div className="qr">
      <svg viewBox={`0 0 ${drawing.size} ${drawing.size}`} role="img" aria-label={label}>
        <path d={drawing.path} />
      </svg>
    </div>
  )
}
