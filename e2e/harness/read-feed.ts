import type { System } from "./run-system.ts"

/** What an outsider, who has no venue's code, can see of the newest list. */
export async function readFeed(
  system: System,
): Promise<{ readonly sizes: readonly number[]; readonly signers: readonly string[] }> {
  const head = (await (await fetch(`${system.publicOrigin}/feed/head`)).json()) as {
    bytes: string
    sigs: { role: string }[]
  }
  const manifest = JSON.parse(Buffer.from(head.bytes, "base64url").toString()) as {
    batch: { cells: { n: number; sha256: string }[]; texts: { sha256: string } }
  }
  const sizes: number[] = []
  for (const file of [...manifest.batch.cells, manifest.batch.texts]) {
    const bytes = new Uint8Array(await (await fetch(`${system.publicOrigin}/feed/${file.sha256}`)).arrayBuffer())
    sizes.push(bytes.length)
  }
  return { sizes: [...sizes, ...manifest.batch.cells.map((c) => c.n)], signers: head.sigs.map((s) => s.role).sort() }
}
