import proxy from "@fastify/http-proxy"
import Fastify from "fastify"

/** Where a front sends what it is asked for. */
export interface FrontPlaces {
  /** The server whose address people type. */
  readonly server: string
  /** The health-code service, which answers below /health-code/v1/ alone. */
  readonly health: string
}

/**
 * What a reverse proxy does in a real deployment: one address for people, two servers behind it that never see each other's calls. It keeps
 * nothing, logs nothing, and tells the server behind it whose call it is. Returns what stops it.
 */
export async function serveFront(port: number, { server, health }: FrontPlaces): Promise<() => Promise<void>> {
  const front = Fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 5_000 } })
  const to = (upstream: string, prefix: string) =>
    front.register(proxy, {
      upstream,
      prefix,
      rewritePrefix: prefix,
      http2: false,
      disableRequestLogging: true,
      replyOptions: {
        // The address that the page has: both servers compare it with where a call says that it comes from.
        rewriteRequestHeaders: ({ headers: { host }, ip }, headers) => ({
          ...headers,
          ...(host === undefined ? {} : { host }),
          "x-forwarded-for": ip,
        }),
      },
    })
  await to(health, "/health-code/v1")
  await to(server, "/")
  await front.listen({ host: "127.0.0.1", port })
  return () => front.close()
}
