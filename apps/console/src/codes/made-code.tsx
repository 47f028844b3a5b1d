import type { MadeCode } from "@homesafe/api"
import { formatUploadCode } from "@homesafe/protocol"
import { Button, QrCode } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"

const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const

/** A code that was just made, in every form in which it can be handed over. It lives in this page's memory alone. */
export function MadeCodeView({ made }: { readonly made: MadeCode }) {
  const { t, deployment } = useConsole()
  const groups = formatUploadCode(made.digits).split(" ")
  const say = (group: string) =>
    [...group].map((digit) => t(`spoken.${digits[Number(digit)] ?? "0"}`)).join(t("spoken.between"))
  return (
    <div className="made-code">
      <div className="stack g3 grow">
        <p className="upload-code" data-kind="upload-code">
          {formatUploadCode(made.digits)}
        </p>
        <p>{t("code.text", { time: sayTimes(deployment, t.language).moment(made.expires) })}</p>
        <h3>{t("codes.aloud")}</h3>
        <ol className="spoken">
          {groups.map((group, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be alike; a group is its place.
            <li key={place}>
              <span className="mono">{group}</span> {say(group)}
            </li>
          ))}
        </ol>
        <p className="small soft">{t("codes.checkDigit")}</p>
      </div>
      <div className="stack g3 code-picture">
        <QrCode text={{ bytes: made.link.slice(0, -made.digits.length), digits: made.digits }} label={t("codes.qr")} />
        <p className="small soft">{t("codes.qrText")}</p>
        <CopyLink link={made.link} />
      </div>
    </div>
  )
}

function CopyLink({ link }: { readonly link: string }) {
  const { t } = useConsole()
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="stack g2">
      <p className="small">
        {t("code.link")}: <span className="mono break">{link}</span>
      </p>
      <div>
        <Button
          kind="quiet"
          onClick={() =>
            void navigator.clipboard.writeText(link).then(
              () => setCopied(true),
              () => undefined,
            )
          }
        >
          {t(isCopied ? "action.copied" : "codes.copyLink")}
        </Button>
      </div>
    </div>
  )
}
