import fs from "node:fs/promises"
import { createRequire } from "node:module"
import subsetFont from "subset-font"

const require = createRequire(import.meta.url)
const files = {
  hkRegular: "@expo-google-fonts/noto-sans-hk/400Regular/NotoSansHK_400Regular.ttf",
  hkBold: "@expo-google-fonts/noto-sans-hk/700Bold/NotoSansHK_700Bold.ttf",
  scRegular: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  scBold: "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
} as const

/** The four faces of a poster: Hong Kong forms, and Simplified ones that the Hong Kong face lacks. */
export type PosterFace = keyof typeof files

const loaded = new Map<PosterFace, Promise<Buffer>>()

function load(face: PosterFace): Promise<Buffer> {
  const known = loaded.get(face)
  if (known) return known
  const file = fs.readFile(require.resolve(files[face]))
  loaded.set(face, file)
  return file
}

/** The face cut down to these characters, as TrueType. */
export async function subsetFace(face: PosterFace, text: string): Promise<Buffer> {
  return subsetFont(await load(face), text, { targetFormat: "truetype" })
}
