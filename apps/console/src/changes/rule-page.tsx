import { call, listFileChanges, proposeRule, type ReplyOf } from "@homesafe/api"
import { bytesOfBase64url, readPolicy, serviceDay, writePolicy } from "@homesafe/protocol"
import { Banner, Button, Card, focusFirstError, PageHead, SelectField, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { MissingKey } from "../session/missing-key.tsx"
import { problemText } from "../session/problem-text.ts"
import { checkRule, emptyRule, type RuleForm } from "./check-rule.ts"
import { NoRight } from "./no-right.tsx"
import { ExemptFields, PlaceFields, TermFields, TextsFields } from "./rule-fields.tsx"
import { RulePreview } from "./rule-preview.tsx"
import { signNextFile } from "./send-change.ts"

type Files = ReplyOf<typeof listFileChanges>

/** Writes one more entry of the policy ledger; earlier entries cannot be touched from here or from anywhere. */
export function RulePage() {
  const { t, officer } = useConsole()
  const files = useCall(listFileChanges, {})
  return (
    <div className="stack g5">
      <PageHead crumbs={<a href="/changes">{t("changes.title")}</a>} title={t("rule.title")} text={t("rule.text")} />
      <MissingKey />
      {!officer.roles.includes("policy") && <Banner level="caution">{t("rule.needsRole")}</Banner>}
      <Waiting of={files}>
        {(value) => {
          const open = value.changes.find(({ file, state }) => file === "policy" && state === "proposed")
          return open ? (
            <Banner level="caution" title={t("problem.change-open")}>
              <a href={`/changes/${open.id}`}>{t("changes.look")}</a>
            </Banner>
          ) : (
            <>
              <NoRight keys={value.keys} />
              <RuleEditor files={value} />
            </>
          )
        }}
      </Waiting>
    </div>
  )
}

function RuleEditor({ files }: { readonly files: Files }) {
  const { t, deployment, officer, catalogue } = useConsole()
  const askAnew = useAskAnew()
  const today = serviceDay(files.today)
  const [form, setForm] = useState<RuleForm>(() => emptyRule(today))
  const [isTried, setTried] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const ledger = bytesOfBase64url(files.policy.file)
  const before = ledger && readPolicy(ledger)
  const { categories } = catalogue
  const checked = before?.ok ? checkRule(form, { before: before.value, categories, today }) : { faults: [] }
  const faults = isTried && "faults" in checked ? checked.faults : []
  const change = (part: Partial<RuleForm>) => setForm({ ...form, ...part })
  const propose = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if ("faults" in checked) return focusFirstError(event.currentTarget)
    setBusy(true)
    const { rule, policy } = checked
    const next = { file: "policy", seq: policy.seq, content: writePolicy(policy) } as const
    const signed = await signNextFile(officer, deployment.dep, next)
    const body = { ...rule, categories: [...rule.categories], exempt: [...rule.exempt] }
    const sent = signed.ok ? await call(proposeRule, { body: { rule: body, ...signed.value } }) : signed
    setBusy(false)
    askAnew()
    if (sent.ok) return goTo(`/changes/${sent.value.id}`)
    setFault(sent.problem === "no-key" ? t("key.missing") : problemText(t, sent.problem))
  }
  return (
    <div className="grid-2">
      <Card>
        <form className="stack g4" noValidate onSubmit={(event) => void propose(event)}>
          <PlaceFields form={form} faults={faults} onChange={change} />
          <SelectField
            label={t("rule.what")}
            value={form.rule}
            onChange={(event) => change({ rule: event.currentTarget.value as RuleForm["rule"] })} // as: the options below
          >
            {(["voluntary", "scan-or-form", "scan"] as const).map((rule) => (
              <option key={rule} value={rule}>
                {t(`rules.rule.${rule}`)}
              </option>
            ))}
          </SelectField>
          <fieldset className="field stack g2">
            <legend>{t("rules.when")}</legend>
            <p className="hint">{t("rule.whenHint")}</p>
            <div className="times">
              {(["from", "last"] as const).map((key) => (
                <TextField
                  key={key}
                  label={t(`rule.${key}`)}
                  type="date"
                  value={form[key]}
                  error={faults.includes(key) ? t(`rule.fault.${key}`) : undefined}
                  onChange={(event) => change({ [key]: event.currentTarget.value })}
                />
              ))}
            </div>
          </fieldset>
          <TextsFields part="by" form={form} faults={faults} onChange={change} />
          <TextsFields part="reason" form={form} faults={faults} onChange={change} />
          <ExemptFields form={form} onChange={change} />
          <TermFields form={form} faults={faults} onChange={change} />
          {faults.length > 0 && <Banner level="fault">{t("rule.fault.some", { n: faults.length })}</Banner>}
          {fault !== null && <Banner level="fault">{fault}</Banner>}
          <p className="small soft">{t("rule.forGood")}</p>
          <div>
            <Button type="submit" icon="key" busy={isBusy}>
              {t("propose.sign")}
            </Button>
          </div>
        </form>
      </Card>
      {"rule" in checked ? (
        <RulePreview rule={checked.rule} />
      ) : (
        <section className="stack g3" aria-labelledby="preview">
          <h2 id="preview">{t("preview.title")}</h2>
          <p className="soft">{t("rule.previewLater")}</p>
        </section>
      )}
    </div>
  )
}
