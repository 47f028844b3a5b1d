// One worker of all open tabs holds the store (Spec §5). The others pass their questions to it and its answers back.

/** A question from a page. */
export interface Question {
  readonly id: string
  readonly name: string
  readonly input: unknown
  /** The page's clock, seconds. */
  readonly now: number
}
/** Its answer; `failed` carries the text of a bug, for the page's error view. */
export type Answer =
  | { readonly id: string; readonly output: unknown }
  | { readonly id: string; readonly failed: string; readonly isNoRoom?: boolean }
type Signal =
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "changed" }
  | { readonly kind: "elected" }

/** How the page of this worker is spoken to. */
export interface PageLink {
  readonly answer: (answer: Answer) => void
  readonly changed: () => void
}

const LOCK = "vt1-store"

/** Runs this worker as the keeper if it wins the lock, and as a messenger until then. Returns the ear for its own page. */
export function electKeeper(
  page: PageLink,
  work: (question: Question, changed: () => void) => Promise<Answer>,
): (question: Question) => void {
  const channel = new BroadcastChannel(LOCK)
  const say = (signal: Signal) => channel.postMessage(signal)
  const waiting = new Map<string, Question>()
  let isKeeper = false

  const changed = () => {
    page.changed()
    say({ kind: "changed" })
  }
  const ask = (question: Question) => {
    if (isKeeper) {
      void work(question, changed).then((answer) => page.answer(answer))
      return
    }
    waiting.set(question.id, question)
    say({ kind: "question", question })
  }
  channel.onmessage = ({ data }: MessageEvent<Signal>) => {
    if (data.kind === "question" && isKeeper) {
      void work(data.question, changed).then((answer) => say({ kind: "answer", answer }))
    } else if (data.kind === "answer" && waiting.delete(data.answer.id)) page.answer(data.answer)
    else if (data.kind === "changed") page.changed()
    // The old keeper's tab was closed: what it had not answered is asked again.
    else if (data.kind === "elected") for (const question of waiting.values()) say({ kind: "question", question })
  }
  void navigator.locks.request(LOCK, () => {
    isKeeper = true
    say({ kind: "elected" })
    const own = [...waiting.values()]
    waiting.clear()
    for (const question of own) ask(question)
    // A locked store closes with the tab that had opened it: every page looks again.
    changed()
    return new Promise<never>(() => {}) // held until the worker ends
  })
  return ask
}
