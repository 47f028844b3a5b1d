import { listListedExposures, MOST_IN_BUNDLE, type ReplyOf } from "@homesafe/api"
import { Banner, Button, Card, Check, Empty, PageHead, Segmented, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { PageSteps } from "../app/paged-rows.tsx"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { AdviceField } from "./advice-field.tsx"
import { draftMany, type WrittenNames } from "./draft-many.ts"
import { ManyRowLine } from "./many-row.tsx"
import { boardOf } from "./named-draft.ts"
import { PhonePreview } from "./phone-preview.tsx"
import { useProposeMany } from "./use-propose-many.ts"

const changes = ["listed", "fresh", "corrected", "returned"] as const

/** Warnings by name of many exposures of an imported list: chosen, looked at, signed and proposed in one act. */
export function ManyPage({ importId }: { readonly importId: string }) {
  const { t } = useConsole()
  const [change, setChange] = useState<(typeof changes)[number]>("listed")
  const [page, setPage] = useState(0)
  const query = { change, page, size: MOST_IN_BUNDLE }
  const list = useCall(listListedExposures, { params: { id: importId }, query })
  return (
    <div className="stack g5">
      <PageHead
        crumbs={<a href={`/imports/${importId}`}>{t("imports.exposuresTab")}</a>}
        title={t("many.title")}
        text={t("many.lead", { n: MOST_IN_BUNDLE })}
      />
      <MissingKey />
      <div className="scroll-x">
        <Segmented
          label={t("imports.changeFilter")}
          options={changes.map((value) => ({ value, label: t(`imports.change.${value}`) }))}
          value={change}
          onChange={(next) => {
            setChange(next)
            setPage(0)
          }}
        />
      </div>
      <Waiting of={list}>
        {(value) => (
          <>
            <Choice key={`${change} ${page}`} list={value} />
            <PageSteps
              onNewer={page > 0 ? () => setPage(page - 1) : null}
              onOlder={(page + 1) * MOST_IN_BUNDLE < value.total ? () => setPage(page + 1) : null}
            />
          </>
        )}
      </Waiting>
    </div>
  )
}

function Choice({ list: { exposures } }: { readonly list: ReplyOf<typeof listListedExposures> }) {
  const { t, deployment } = useConsole()
  const propose = useProposeMany()
  const [written, setWritten] = useState<ReadonlyMap<string, WrittenNames>>(new Map())
  const [oneForBoth, setOneForBoth] = useState(false)
  const [words, setWords] = useState("")
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [template, setTemplate] = useState(1)
  const [fault, setFault] = useState<string | null>(null)
  const { offset, timeZone } = deployment
  const startClock = sayTimes(deployment, t.language).unitClock(20_000, 0)
  const place = { offset, timeZone, startClock, now: Math.floor(Date.now() / 1000), oneForBoth }
  const fold = (text: string) => text.normalize("NFKC").toLowerCase()
  const rows = draftMany(exposures, written, place).filter(({ exposure: { names, place: where } }) =>
    fold([...names.map(({ text }) => text), where].join(" ")).includes(fold(words.trim())),
  )
  const ready = rows.filter(({ content }) => content !== null)
  const chosen = rows.filter(({ content, exposure }) => content !== null && ticked.has(exposure.id))
  const [first] = chosen.length > 0 ? chosen : ready
  const tick = (ids: readonly string[], isOn: boolean) => {
    const next = new Set(ticked)
    for (const id of ids) isOn ? next.add(id) : next.delete(id)
    setTicked(next)
  }
  const send = async () => {
    if (chosen.length === 0) return setFault(t("many.choose"))
    setFault(await propose.send(chosen, template))
  }
  if (exposures.length === 0) return <Empty icon="search" title={t("imports.noExposures")} />
  const areAll = ready.length > 0 && chosen.length === ready.length
  return (
    <div className="grid-2">
      <div className="stack g4">
        <Card>
          <div className="stack g4">
            <TextField
              label={t("many.filter")}
              type="search"
              value={words}
              onChange={({ currentTarget }) => setWords(currentTarget.value)}
            />
            <Check
              label={t("many.oneForBoth")}
              hint={t("many.oneForBothHint")}
              checked={oneForBoth}
              onChange={({ currentTarget }) => setOneForBoth(currentTarget.checked)}
            />
            <Check
              label={t("many.all", { n: ready.length })}
              checked={areAll}
              onChange={({ currentTarget }) =>
                tick(
                  ready.map(({ exposure }) => exposure.id),
                  currentTarget.checked,
                )
              }
            />
          </div>
        </Card>
        <ul className="card flush rows">
          {rows.map((row) => (
            <li key={row.exposure.id}>
              <ManyRowLine
                row={row}
                isTicked={ticked.has(row.exposure.id)}
                onTick={(isOn) => tick([row.exposure.id], isOn)}
                onNames={(names) => setWritten(new Map(written).set(row.exposure.id, names))}
              />
            </li>
          ))}
        </ul>
        <Card>
          <AdviceField template={template} onChange={setTemplate} />
        </Card>
        {fault !== null && <Banner level="fault">{fault}</Banner>}
        <div className="actions-bar">
          <p className="small grow" role="status">
            {propose.signed === null
              ? t("many.chosen", { n: chosen.length })
              : t("many.signing", { n: propose.signed, of: chosen.length })}
          </p>
          <Button icon="key" busy={propose.signed !== null} onClick={() => void send()}>
            {t("many.sign", { n: chosen.length })}
          </Button>
        </div>
      </div>
      {first?.content && (
        <PhonePreview
          template={template}
          exposedAt={boardOf(first.content, offset).from}
          board={boardOf(first.content, offset)}
        />
      )}
    </div>
  )
}
