/** Where a venue is, in degrees (WGS 84), to about a metre. */
export interface Position {
  readonly lat: number
  readonly lng: number
}

/** Reads "22.2819, 114.1583" as maps show it, latitude first, with a comma or a space; nothing where it names no place on earth. */
export function readPosition(text: string): Position | undefined {
  const [, lat, lng] =
    /^([+-]?\d{1,2}(?:\.\d+)?)°?(?:\s*[,，]\s*|\s+)([+-]?\d{1,3}(?:\.\d+)?)°?$/.exec(text.normalize("NFKC").trim()) ??
    []
  const position = { lat: roundedTo5(Number(lat)), lng: roundedTo5(Number(lng)) }
  return Math.abs(position.lat) <= 90 && Math.abs(position.lng) <= 180 ? position : undefined
}

/** A position as `readPosition` reads it. */
export function sayPosition({ lat, lng }: Position): string {
  return `${lat}, ${lng}`
}

const roundedTo5 = (degrees: number) => Math.round(degrees * 1e5) / 1e5
