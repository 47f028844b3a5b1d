import { useMemo } from "react"
import { makeQrSymbol, type QrText, qrPath } from "./qr-symbol.ts"

/** A QR symbol as one SVG path, dark on white in every theme, with its quiet zone. */
export function QrCode({ text, label }: { readonly text: QrText; readonly label: string }) {
  const { bytes, digits } = text
  const drawing = useMemo(() => {
    const symbol = makeQrSymbol({ bytes, digits })
    return { size: symbol.size, path: qrPath(symbol) }
  }, [bytes, digits])
  return (
    <div className="qr">
      <svg viewBox={`0 0 ${drawing.size} ${drawing.size}`} role="img" aria-label={label}>
        <path d={drawing.path} />
      </svg>
    </div>
  )
}
