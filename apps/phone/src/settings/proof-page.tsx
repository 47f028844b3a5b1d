import { formatBytes, formatDate, formatMoment } from "@homesafe/i18n"
import { Banner, Button, Chip, Empty, Icon, ListRow } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { BuildSection } from "../build/build-section.tsx"
import { ask } from "../keeper/ask-keeper.ts"
import type { ReceiptView, SentRequest } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { ReceiptFacts } from "../upload/done-step.tsx"
import { EraseDialog } from "./settings-page.tsx"
import { TransparencyRow } from "./transparency-row.tsx"
import { type Permissions, usePermissions } from "./use-permissions.ts"

const FIRST_SHOWN = 12

/** What the app may use, what it sent, what it keeps: everything, with times and bytes. */
export function ProofPage() {
  const { t, overview } = useApp()
  const [requests, setRequests] = useState<readonly SentRequest[]>([])
  const [uploads, setUploads] = useState(0)
  const [receipts, setReceipts] = useState<readonly ReceiptView[]>([])
  const [isAll, setAll] = useState(false)
  const [isErasing, setErasing] = useState(false)
  const permissions = usePermissions()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview may mean a new request.
  useEffect(() => {
    void ask("requests", {}).then((log) => {
      setRequests(log.requests)
      setUploads(log.uploads)
    })
    void ask("receipts", {}).then((kept) => setReceipts(kept.receipts))
  }, [overview])
  const since = formatDate(overview.since * 1000, t.language, overview.timeZone)
  // A receipt outlives the log.
  const shared = Math.max(uploads, receipts.length)
  const shown = isAll ? requests : requests.slice(0, FIRST_SHOWN)
  return (
    <Page title={t("proof.title")} back="/settings" place="settings">
      <div className="stack g5">
        <Banner
          level={shared > 0 ? "info" : "corrected"}
          icon={shared > 0 ? "info" : "check"}
          title={shared > 0 ? t("proof.someLeft", { n: shared }) : t("proof.noneLeft")}
        >
          {t("proof.since", { date: since })}
        </Banner>
        <section className="stack g2" aria-labelledby="uses">
          <h2 id="uses">{t("proof.mayUse")}</h2>
          <PermissionRows permissions={permissions} />
          <p className="small soft row top g2">
            <Icon name="no" size="s" />
            <span>{t("proof.neverAsks")}</span>
          </p>
        </section>
        <section className="stack g2" aria-labelledby="sent">
          <h2 id="sent">{t("proof.sent")}</h2>
          <div className="card flush">
            {requests.length === 0 ? (
              <Empty icon="seal" title={t("proof.nothingSent")} />
            ) : (
              <ul className="rows">
                {shown.map((request, nth) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the log only grows at its other end.
                  <li className="list-row" key={requests.length - nth}>
                    <span className="grow">
                      <span className="t block">
                        {request.what === "health" ? t("health.title") : t(`proof.what.${request.what}`)}
                      </span>
                      <span className="d block num">
                        {formatMoment(request.at * 1000, t.language, overview.timeZone)}
                        {!request.isAnswered && ` · ${t("proof.noAnswer")}`}
                      </span>
                      <span className="d block num">
                        {t("proof.bytes", {
                          up: formatBytes(request.up, t.language),
                          down: formatBytes(request.down, t.language),
                        })}
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </div>
          {requests.length > FIRST_SHOWN && !isAll && (
            <Button kind="quiet" wide onClick={() => setAll(true)}>
              {t("proof.all", { n: requests.length })}
            </Button>
          )}
          <p className="small soft">{t("proof.sentNote", { host: location.host })}</p>
        </section>
        {receipts.length > 0 && (
          <section className="stack g2" aria-labelledby="receipts">
            <h2 id="receipts">{t("proof.receipts")}</h2>
            {receipts.map((receipt) => (
              <div key={receipt.signature} className="stack g2">
                <ReceiptFacts receipt={receipt} />
                <Button kind="quiet" onClick={() => void ask("deleteReceipt", { signature: receipt.signature })}>
                  {t("proof.deleteReceipt")}
                </Button>
              </div>
            ))}
          </section>
        )}
        <section className="stack g2" aria-labelledby="keeps">
          <h2 id="keeps">{t("proof.keeps")}</h2>
          <ul className="card flush rows">
            <li>
              <ListRow icon="diary" title={t("proof.diary")} text={t("proof.diaryText")} />
            </li>
          </ul>
        </section>
        <BuildSection />
        <section className="stack g2" aria-labelledby="documents">
          <h2 id="documents">{t("proof.documents")}</h2>
          <ul className="card flush rows">
            <li>
              <TransparencyRow />
            </li>
            {(["privacy", "security", "specification"] as const).map((name) => (
              <li key={name}>
                <ListRow icon="info" href={`/transparency/${name}.html`} title={t(`proof.document.${name}`)} />
              </li>
            ))}
          </ul>
          <p className="small soft">{t("proof.documentsNote")}</p>
        </section>
        <Button kind="danger" wide icon="x" onClick={() => setErasing(true)}>
          {t("erase.button")}
        </Button>
      </div>
      <EraseDialog open={isErasing} onClose={() => setErasing(false)} />
    </Page>
  )
}

function PermissionRows({ permissions }: { readonly permissions: Permissions | undefined }) {
  const { t } = useApp()
  const word = (is: boolean | undefined) => (
    <Chip tone={is ? "ok" : "line"}>{t(is === undefined ? "proof.unknown" : is ? "proof.on" : "proof.off")}</Chip>
  )
  return (
    <ul className="card flush rows">
      <li>
        <ListRow
          icon="camera"
          title={t("proof.camera")}
          text={t("proof.cameraText")}
          end={word(granted(permissions?.camera))}
        />
      </li>
      <li>
        <ListRow
          icon="bell"
          title={t("proof.notifications")}
          text={t("proof.notificationsText")}
          end={word(granted(permissions?.notifications))}
        />
      </li>
      <li>
        <ListRow
          icon="save"
          title={t("proof.storage")}
          text={t(permissions?.isPersisted ? "proof.storageText" : "proof.storageMayClear")}
          end={word(permissions?.isPersisted)}
        />
      </li>
      <li>
        <ListRow icon="home" title={t("proof.offline")} text={t("proof.offlineText")} end={word(permissions?.isKept)} />
      </li>
    </ul>
  )
}

function granted(state: Permissions["camera"] | undefined): boolean | undefined {
  return state === undefined || state === "unknown" ? undefined : state === "granted"
}
