/** Reads settings from the environment and says in plain words what is missing or wrong. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>) {
  const required = (name: string): string => {
    const value = environment[name]
    if (value === undefined || value === "") throw new Error(`${name} is not set: see docs/operations/settings.md`)
    return value
  }
  return {
    required,
    optional: (name: string, fallback: string): string => environment[name] || fallback,
    port: (name: string): number => {
      const value = Number(required(name))
      if (!Number.isInteger(value) || value < 0 || value > 65535) throw new Error(`${name} is not a port number`)
      return value
    },
  }
}
