import { listAccountRequests } from "@homesafe/api"
import { Empty, PageHead } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { AccountRow } from "./account-row.tsx"

/** What is asked about operators' accounts: venues whose owner's mailbox is lost, and the page that prints visitor cards. */
export function AccountsPage() {
  const { t } = useConsole()
  const list = useCall(listAccountRequests, {})
  return (
    <div className="stack g5">
      <PageHead title={t("accounts.title")} text={t("accounts.text")} />
      <Waiting of={list}>
        {({ requests, waiting }) => (
          <>
            <p className="soft">{t("accounts.count", { n: waiting })}</p>
            {requests.length === 0 ? (
              <Empty icon="key" title={t("accounts.empty")} text={t("accounts.emptyText")} />
            ) : (
              <ul className="card flush rows">
                {requests.map((request) => (
                  <li key={request.id}>
                    <AccountRow request={request} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Waiting>
    </div>
  )
}
