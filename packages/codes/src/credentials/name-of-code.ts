/** The published name of a code for a vaccine, a maker, a disease, a result or a sort of test; null: it is not known here. Names are not translated. */
export function nameOfCode(_code: string): string | null {
  return null
}
