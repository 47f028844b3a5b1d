import type { FastifyInstance } from "fastify"

/** Listens, tells a parent process that it is ready, and stops in order when asked to. */
export async function runService(
  app: FastifyInstance,
  where: { readonly host: string; readonly port: number },
  close: () => Promise<void> = async () => {},
): Promise<void> {
  await app.listen(where)
  process.send?.({ ready: true })
  const end = async () => {
    await app.close()
    await close()
    process.exit(0)
  }
  const stop = () => void end()
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
  // A supervisor that was killed leaves a closed channel behind: nobody would ever stop this process.
  process.once("disconnect", stop)
}
