import { Button, Icon } from "@homesafe/ui"
import { useEffect, useId, useRef } from "react"
import { useGate } from "../app/context.ts"
import type { RecordAnswer } from "./judge-record.ts"
import { playAnswer } from "./play-answer.ts"

/** A name stands on the screen for at most so long. */
const SHOWN_MS = 15_000

const ICONS = { valid: "check", unsure: "caution", old: "clock", invalid: "no" } as const

/** The answer over the whole screen: by colour, word, icon and sound. It goes at a touch, by itself, or when the page is no longer seen. */
export function RecordAnswerSheet({ answer, onDone }: { readonly answer: RecordAnswer; readonly onDone: () => void }) {
  const { t } = useGate()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const done = useRef(onDone)
  done.current = onDone
  useEffect(() => {
    dialog.current?.showModal()
    playAnswer(answer.tone)
    const clear = () => done.current()
    const hidden = () => document.visibilityState === "hidden" && clear()
    const timer = setTimeout(clear, SHOWN_MS)
    document.addEventListener("visibilitychange", hidden)
    return () => {
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", hidden)
    }
  }, [answer])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too, and the button has the focus.
    <dialog
      ref={dialog}
      className={`record-answer ${answer.tone}`}
      aria-labelledby={heading}
      onClose={onDone}
      onClick={onDone}
    >
      <div className="stack g4">
        <Icon name={ICONS[answer.tone]} size="l" />
        <h2 id={heading}>{t(`record.answer.${answer.tone}`)}</h2>
        {answer.tone === "valid" ? (
          <>
            {answer.names.map((name) => (
              <p key={name} className="record-name">
                <bdi>{name}</bdi>
              </p>
            ))}
            <p>{t("record.compare")}</p>
          </>
        ) : (
          <p>{t(answer.tone === "old" ? "record.old" : `record.why.${answer.why}`)}</p>
        )}
        {answer.tone !== "valid" && <p>{t("record.decide")}</p>}
        <Button kind="quiet" onClick={onDone}>
          {t("record.clear")}
        </Button>
      </div>
    </dialog>
  )
}
