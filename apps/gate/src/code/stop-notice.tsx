import { Icon } from "@homesafe/ui"
import { useGate } from "../app/context.ts"
import type { CodeNow } from "./make-code.ts"

/** There is no code to scan now: said plainly, to visitors first and to staff after them. */
export function StopNotice({ state }: { readonly state: Exclude<CodeNow["state"], "code"> }) {
  const { t, say } = useGate()
  return (
    <section className="stop stack g4" role="status">
      <Icon name="caution" />
      <h1 className="stack g1">
        {(["zh-Hant", "en", "zh-Hans"] as const).map((language) => (
          <span key={language} lang={language} className={`scan-${language}`}>
            {say[language]("code.stop.title")}
          </span>
        ))}
      </h1>
      <p className="soft">{t(`code.stop.${state}`)}</p>
    </section>
  )
}
