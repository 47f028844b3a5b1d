import { IconButton, makeQrSymbol, qrPath } from "@homesafe/ui"
import type { PosterSheet } from "@homesafe/ui/poster"
import { useEffect, useRef } from "react"
import { usePortal } from "../app/context.ts"
import { Pairs } from "./poster-sheet.tsx"

/** The poster for a tablet at the door: a large code, the names, what to do in three languages. Esc or Close leaves. */
export function FullScreen({ sheet, onClose }: { readonly sheet: PosterSheet; readonly onClose: () => void }) {
  const { t } = usePortal()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // Where the browser has none (an iPhone) the page itself is covered.
    void document.documentElement.requestFullscreen?.().catch(() => undefined)
    const left = () => {
      if (!document.fullscreenElement) dialog.current?.close()
    }
    document.addEventListener("fullscreenchange", left)
    return () => {
      document.removeEventListener("fullscreenchange", left)
      if (document.fullscreenElement) void document.exitFullscreen()
    }
  }, [])
  useEffect(keepAwake, [])
  const symbol = sheet.code && makeQrSymbol(sheet.code)
  return (
    <dialog ref={dialog} className="full-screen" aria-label={t("poster.fullScreen")} onClose={onClose}>
      <div className="leave">
        <IconButton icon="x" label={t("action.close")} onClick={() => dialog.current?.close()} />
      </div>
      {symbol && (
        <svg viewBox={`-4 -4 ${symbol.size + 8} ${symbol.size + 8}`} role="img" aria-label={t("poster.code")}>
          <path d={qrPath(symbol)} />
        </svg>
      )}
      <div className="words">
        <p className="act">
          {sheet.act.map((line) => (
            <span key={line.lang} lang={line.lang}>
              {line.text}
            </span>
          ))}
        </p>
        <p className="venue">
          {[...sheet.venue, ...sheet.entrance].map((line) => (
            <span key={line.text} lang={line.lang}>
              {line.text}
            </span>
          ))}
        </p>
        <p className="small">
          <Pairs lines={[...sheet.marks, ...sheet.until, ...sheet.demonstration]} />
        </p>
      </div>
    </dialog>
  )
}

/** Keeps the screen lit where the browser can; it lets go while the page is not seen, so it is asked again. */
function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let isOver = false
  const ask = async () => {
    if (document.visibilityState !== "visible") return
    const got = await navigator.wakeLock?.request("screen").catch(() => undefined)
    if (isOver) await got?.release()
    else lock = got
  }
  const again = () => void ask()
  void ask()
  document.addEventListener("visibilitychange", again)
  return () => {
    isOver = true
    document.removeEventListener("visibilitychange", again)
    void lock?.release()
  }
}
