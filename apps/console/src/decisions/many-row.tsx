import { sayNotice } from "@homesafe/i18n/notice"
import { translateShared } from "@homesafe/i18n/shared"
import { Check, Chip, TextField } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import type { ManyRow, WrittenNames } from "./draft-many.ts"
import { boardOf } from "./named-draft.ts"

/** One listed exposure: what the public page would say of it, in both languages, or why it cannot be chosen. */
export function ManyRowLine({
  row: { exposure, names, isHalfNamed, content, fault },
  isTicked,
  onTick,
  onNames,
}: {
  readonly row: ManyRow
  readonly isTicked: boolean
  readonly onTick: (isOn: boolean) => void
  readonly onNames: (names: WrittenNames) => void
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const board = content && boardOf(content, deployment.offset)
  const listed = exposure.names.map(({ text }) => text).join(" · ")
  const title = board ? sayNotice(translateShared("en"), { ...board.about, names: board.names }) : listed
  return (
    <section className="list-row roomy top" aria-label={listed}>
      <div className="grow stack g2">
        <Check
          label={title}
          hint={board ? say.span(board.from, board.until) : say.span(exposure.start, exposure.end)}
          checked={isTicked && content !== null}
          disabled={content === null}
          onChange={({ currentTarget }) => onTick(currentTarget.checked)}
        />
        {board && <p lang="zh-Hant">{sayNotice(translateShared("zh-Hant"), { ...board.about, names: board.names })}</p>}
        {exposure.place !== "" && <p className="d">{exposure.place}</p>}
        {isHalfNamed && exposure.decision === null && (
          <div className="pair">
            {(["en", "hant"] as const).map((language) => (
              <TextField
                key={language}
                label={t(language === "en" ? "named.en" : "named.hant")}
                maxLength={80}
                value={names[language]}
                onChange={({ currentTarget }) => onNames({ ...names, [language]: currentTarget.value })}
              />
            ))}
          </div>
        )}
        {fault !== null && (
          <p>
            {exposure.decision === null ? (
              <Chip tone="caution">{t(fault)}</Chip>
            ) : (
              <a href={`/decisions/${exposure.decision.id}`}>{t("many.warned")}</a>
            )}
          </p>
        )}
      </div>
    </section>
  )
}
