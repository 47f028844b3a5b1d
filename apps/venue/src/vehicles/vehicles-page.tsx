import type { CallProblem, Venue } from "@homesafe/api"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import {
  Banner,
  Button,
  focusFirstError,
  Icon,
  LinkButton,
  PageHead,
  Progress,
  TextAreaField,
  TextField,
} from "@homesafe/ui"
import { type FormEvent, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { pathOfRoute } from "../app/route.ts"
import { MOST_MARKS, readMarks } from "./read-marks.ts"
import { registerVehicle, type VehicleOperator } from "./register-vehicle.ts"

interface Outcome {
  readonly plate: string
  readonly problem: CallProblem | null
}
interface Run {
  readonly of: number
  readonly done: readonly Outcome[]
}

/** Registers vehicles by their marks. `like` is a vehicle whose code ends: it is registered anew for the next days. */
export function VehiclesPage({ like }: { readonly like?: Venue }) {
  const { t, deployment } = usePortal()
  const { trust, dep } = deployment
  const [run, setRun] = useState<Run | null>(null)
  if (trust.plate === null) {
    return (
      <>
        <PageHead title={t("vehicles.title")} text={t("vehicles.lead")} />
        <Banner level="info" title={t("vehicles.notUsed")}>
          {t("vehicles.notUsedText")}
        </Banner>
      </>
    )
  }
  const start = async (plates: readonly string[], operator: VehicleOperator) => {
    const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), trust.offset)
    let done: readonly Outcome[] = []
    setRun({ of: plates.length, done })
    for (const plate of plates) {
      // The slow hash holds the page for a moment; what was done is drawn before it.
      await new Promise((resolve) => setTimeout(resolve))
      const answer = await registerVehicle(plate, operator, dep, today)
      done = [...done, { plate, problem: answer.ok ? null : answer.problem }]
      setRun({ of: plates.length, done })
      if (!answer.ok && STOPS.includes(answer.problem)) break
    }
  }
  return (
    <>
      <PageHead title={t(like ? "renew.title" : "vehicles.title")} text={t("vehicles.lead")} />
      {run === null ? (
        <VehiclesForm pattern={trust.plate} like={like} onSend={(plates, who) => void start(plates, who)} />
      ) : (
        <VehiclesRun run={run} onAgain={() => setRun(null)} />
      )}
    </>
  )
}

// What the next vehicle would meet too.
const STOPS: readonly CallProblem[] = [
  "offline",
  "not-signed-in",
  "too-many-requests",
  "too-many-waiting",
  "unexpected",
]

function VehiclesForm({
  pattern,
  like,
  onSend,
}: {
  readonly pattern: string
  readonly like: Venue | undefined
  readonly onSend: (plates: readonly string[], operator: VehicleOperator) => void
}) {
  const { t } = usePortal()
  const [marks, setMarks] = useState(like?.plate ?? "")
  const [operator, setOperator] = useState<VehicleOperator>({
    addressEn: like?.address.en ?? "",
    addressHant: like?.address.hant ?? "",
    registerNumber: like?.registerNumber ?? "",
  })
  const [isChecked, setChecked] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const read = readMarks(marks, pattern)
  const isEmpty = read.plates.length === 0 && read.wrong.length === 0
  const isMany = read.plates.length > MOST_MARKS
  const wrong = read.wrong.map(({ typed }) => typed).join(t("rules.joint"))
  const marksFault = isEmpty
    ? t("new.missing")
    : isMany
      ? t("vehicles.many", { n: MOST_MARKS })
      : wrong === ""
        ? undefined
        : t("vehicles.wrong", { marks: wrong })
  const missing = (field: keyof VehicleOperator) =>
    isChecked && operator[field].trim() === "" ? t("new.missing") : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const isWhole = Object.values(operator).every((text) => text.trim() !== "")
    if (marksFault === undefined && isWhole) return onSend(read.plates, trimmed(operator))
    requestAnimationFrame(() => form.current && focusFirstError(form.current))
  }
  const text = (field: keyof VehicleOperator) => ({
    value: operator[field],
    error: missing(field),
    onChange: (event: { currentTarget: { value: string } }) =>
      setOperator({ ...operator, [field]: event.currentTarget.value }),
  })
  return (
    <form ref={form} className="form stack g6" noValidate onSubmit={send}>
      <TextAreaField
        label={t("vehicles.marks")}
        hint={t("vehicles.marksHint")}
        error={isChecked || read.wrong.length > 0 ? marksFault : undefined}
        rows={5}
        autoCapitalize="characters"
        spellCheck={false}
        value={marks}
        onChange={(event) => setMarks(event.currentTarget.value)}
      />
      {read.wrong.some(({ proposals }) => proposals.length > 0) && (
        <div className="row wrap g2">
          <span>{t("vehicles.meant")}</span>
          {read.wrong.flatMap(({ typed, proposals }) =>
            proposals.map((plate) => (
              <Button key={typed + plate} kind="quiet" onClick={() => setMarks(marks.replace(typed, () => plate))}>
                {plate}
              </Button>
            )),
          )}
        </div>
      )}
      <div className="fields">
        <TextField
          label={t("vehicles.number")}
          hint={t("vehicles.numberHint")}
          maxLength={40}
          {...text("registerNumber")}
        />
        <TextField label={t("new.addressHant")} lang="zh-Hant" maxLength={200} {...text("addressHant")} />
        <TextField label={t("new.addressEn")} lang="en" maxLength={200} {...text("addressEn")} />
      </div>
      <p className="row g3 top small soft">
        <Icon name="info" />
        <span>{t("vehicles.noSecret")}</span>
      </p>
      <Button type="submit" big wide>
        {t(read.plates.length === 0 ? "vehicles.title" : "vehicles.send", { n: read.plates.length })}
      </Button>
    </form>
  )
}

function trimmed({ addressEn, addressHant, registerNumber }: VehicleOperator): VehicleOperator {
  return { addressEn: addressEn.trim(), addressHant: addressHant.trim(), registerNumber: registerNumber.trim() }
}

function VehiclesRun({ run, onAgain }: { readonly run: Run; readonly onAgain: () => void }) {
  const { t } = usePortal()
  const { of, done } = run
  const refused = done.filter(({ problem }) => problem !== null)
  const hasStopped = refused.some(({ problem }) => problem !== null && STOPS.includes(problem))
  return (
    <section className="stack g4" aria-label={t("vehicles.title")}>
      <div className="card stack g3" role="status">
        <Progress label={t("vehicles.title")} value={done.length} max={of} />
        <p>{t("vehicles.done", { n: done.length - refused.length, of })}</p>
        {done.length === of && <p className="small soft">{t("vehicles.waits")}</p>}
      </div>
      {refused.length > 0 && (
        <ul className="card flush rows">
          {refused.map(({ plate, problem }) => (
            <li key={plate} className="list-row">
              <div className="grow">
                <p className="t">{plate}</p>
                <p className="d">
                  {problem === "commitment-known" ? t("vehicles.known") : problem && t(`problem.${problem}`)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {(done.length === of || hasStopped) && (
        <p className="row wrap g3">
          <LinkButton icon="store" href={pathOfRoute({ page: "list" })}>
            {t("nav.venues")}
          </LinkButton>
          <Button kind="quiet" onClick={onAgain}>
            {t("vehicles.again")}
          </Button>
        </p>
      )}
    </section>
  )
}
