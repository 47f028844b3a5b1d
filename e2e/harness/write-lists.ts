/** The day before today on a clock that stands so many milliseconds off, as day, month and year. */
function yesterday(offset: number): readonly [string, string, string] {
  const [year = "", month = "", day = ""] = new Date(Date.now() + offset - 36 * 3_600_000)
    .toISOString()
    .slice(0, 10)
    .split("-")
  return [day, month, year]
}

/** A list as New Zealand published them, of places that do not exist: one row good, one to be repaired, one that cannot be right. */
export function writeNewZealand(
  offset: number,
  { hallEnds, gymEnds }: { readonly hallEnds: string; readonly gymEnds: string },
): string {
  const day = yesterday(offset).join("/")
  const row = (id: string, name: string, from: string, until: string) =>
    `${id},${name},"1 Quiet Street, Elsewhere 0000",Elsewhere,"${day}, ${from}","${day}, ${until}",Watch for symptoms,-36.8,174.7`
  return [
    "id,Event,Location,City,Start,End,Advice,LAT,LNG",
    row("a0l4a000000ZZ01", "Kowhai Hall", "1:00 pm", hallEnds),
    row("a0l4a000000ZZ02", `Fern Cafe ${day}`, "9:00 am", "9:30 am"),
    row("a0l4a000000ZZ03", "Tui Gym", "3:00 pm", gymEnds),
    "",
  ].join("\r\n")
}

/** A table in words that no reader knows, parted by semicolons. */
export function unknownTable(offset: number, name: string): string {
  const [day, month, year] = yesterday(offset)
  return `Lokal;Tag;Von;Bis;Zahl\n${name};${year}-${month}-${day};18:00;21:30;12\n`
}
