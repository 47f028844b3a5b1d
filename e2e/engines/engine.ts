/** A browser of another maker, driven through the few things that a walk needs. */
export interface Engine {
  /** Name and version, as the browser gives them. */
  readonly name: string
  readonly open: (url: string) => Promise<void>
  /** Evaluates an expression in the page; a promise is waited for. */
  readonly run: <T>(expression: string) => Promise<T>
  /** Puts a file into the page's photo button. */
  readonly choosePhoto: (file: string) => Promise<void>
  /** Opens a second page beside the first and gives its text, once that has this word in it. */
  readonly textBeside: (url: string, word: string) => Promise<string>
  readonly takePicture: (file: string) => Promise<void>
  readonly close: () => Promise<void>
}

const PATIENCE_MS = 30_000

/** Waits until an expression gives something. */
export async function waitFor<T>(engine: Engine, expression: string, what: string, patience = PATIENCE_MS): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    const found = await engine.run<T | null>(expression).catch(() => null) // between two pages there is nothing to ask
    if (found) return found
    if (Date.now() > end) throw new Error(`${what} did not come. The page says: ${await textOf(engine)}`)
    await new Promise((resume) => setTimeout(resume, 150))
  }
}

/** What a reader sees, in one line. */
export async function textOf(engine: Engine): Promise<string> {
  const text = await engine.run<string>("document.body ? document.body.innerText : ''").catch(() => "")
  return text.replace(/\s+/g, " ").trim()
}

/** Waits for a sentence; a regular expression's source. */
export function waitForText(engine: Engine, pattern: string, patience?: number): Promise<string> {
  const expression = `(document.body.innerText.match(new RegExp(${JSON.stringify(pattern)})) || [null])[0]`
  return waitFor(engine, expression, `“${pattern}”`, patience)
}

/** Presses the button or link with this name, once it is there. */
export async function press(engine: Engine, name: string, patience?: number): Promise<void> {
  const expression = `(() => {
    const named = (each) => each.getAttribute("aria-label") ?? each.textContent.replace(/\\s+/g, " ").trim()
    const all = [...document.querySelectorAll("a, button, summary, [role=button]")]
    const found = all.find((each) => new RegExp(${JSON.stringify(name)}).test(named(each)) && each.getClientRects().length > 0 && !each.disabled)
    if (!found) return false
    found.click()
    return true
  })()`
  await waitFor(engine, expression, `the button “${name}”`, patience)
}

/** Asks for a page's text until it has a word in it. */
export async function textWith(read: () => Promise<string>, word: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const text = await read().catch(() => "")
    if (text.includes(word)) return text
    await new Promise((resume) => setTimeout(resume, 200))
  }
  throw new Error(`“${word}” did not come in the second page: ${await read()}`)
}
