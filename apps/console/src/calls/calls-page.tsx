import { type CallLine, listCalls } from "@homesafe/api"
import { Banner, Button, Empty, PageHead, Segmented } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { PagedRows } from "../app/paged-rows.tsx"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { HandOver } from "../cases/hand-over.tsx"
import { PurposeCard } from "../session/purpose-card.tsx"
import { CallRow } from "./call-line.tsx"
import { useContacts } from "./use-contacts.ts"

const whose = ["mine", "nobody", "all"] as const

/** The work-list of telephone calls, by when they are due. */
export function CallsPage() {
  const { t } = useConsole()
  const [chosen, choose] = useState<(typeof whose)[number]>("mine")
  const [isHandingOver, setHandingOver] = useState(false)
  return (
    <div className="stack g5">
      <PageHead
        title={t("calls.title")}
        text={t("calls.text")}
        actions={
          <Button kind="quiet" icon="hand" onClick={() => setHandingOver(true)}>
            {t("tasks.handOver")}
          </Button>
        }
      />
      <Segmented
        label={t("calls.whose")}
        options={whose.map((value) => ({ value, label: t(`calls.whose.${value}`) }))}
        value={chosen}
        onChange={choose}
      />
      <Calls key={chosen} whose={chosen} />
      {isHandingOver && <HandOver onClose={() => setHandingOver(false)} />}
    </div>
  )
}

function Calls({ whose: asked }: { readonly whose: (typeof whose)[number] }) {
  const { t } = useConsole()
  const [page, setPage] = useState(0)
  const found = useCall(listCalls, { query: { whose: asked, page } })
  const { contacts, fault, open } = useContacts()
  const closed = (calls: readonly CallLine[]) => calls.flatMap(({ id }) => (contacts.has(id) ? [] : [id]))
  return (
    <Waiting of={found}>
      {({ calls, total, now }) => (
        <>
          {fault !== null && <Banner level="fault">{fault}</Banner>}
          {closed(calls).length > 0 && (
            <PurposeCard
              text={t("calls.readText")}
              action={t("calls.read", { n: closed(calls).length })}
              onRead={(purpose) => open(closed(calls), purpose)}
            />
          )}
          <PagedRows
            items={calls}
            total={total}
            page={page}
            onPage={setPage}
            empty={<Empty icon="call" title={t("calls.none")} text={t("calls.noneText")} />}
          >
            {(line) => <CallRow line={line} contact={contacts.get(line.id)} now={now} withCase />}
          </PagedRows>
        </>
      )}
    </Waiting>
  )
}
