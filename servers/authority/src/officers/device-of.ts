const browsers = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
] as const
const systems = [
  ["Android", /\bAndroid\b/],
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMacintosh\b/],
  ["Linux", /\bLinux\b/],
] as const

/** Browser and system, as proper names, from what a browser calls itself; versions are not kept. Null where neither is known. */
export function deviceOf(agent: string | undefined): string | null {
  const known = [browsers, systems].flatMap((list) => list.find(([, sign]) => sign.test(agent ?? ""))?.[0] ?? [])
  return known.length === 0 ? null : known.join(", ")
}
