import cookie from "@fastify/cookie"
import helmet from "@fastify/helmet"
import rateLimit from "@fastify/rate-limit"
import swagger from "@fastify/swagger"
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify"
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod"
import pino, { type Logger } from "pino"
import { sendProblem } from "./problem.ts"

/** What a server is besides its routes. */
export interface ServiceOptions {
  readonly title: string
  /** Largest body in bytes; 256 KiB unless told. */
  readonly bodyLimit?: number
  /** Calls of the interface per address and minute; null for processes that only the authority reaches. Files are not counted. */
  readonly perMinute?: number | null
  /** Where calls of the interface begin, and so are counted; `/v1/` unless told. */
  readonly counted?: string
  /** Addresses of the proxies before it, separated by commas: what they say of the caller's address is believed. */
  readonly proxies?: string
  readonly log?: Logger
}

/** A log that counts and never identifies: no request lines, no addresses, no bodies. */
export function makeLog(name: string): Logger {
  return pino({
    name,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["req", "res", "headers", "body", "ip"],
  })
}

/** What pages may load and do: this origin alone (S25), WebAssembly for the scanner, one policy for script addresses. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", "blob:", "data:"],
    mediaSrc: ["'self'", "blob:"],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    fontSrc: ["'self'"],
    frameSrc: ["'self'", "blob:"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["homesafe"],
  },
}

/** The same policy for pages that may also call these places. */
export function policyWith(connect: readonly string[]): string {
  const { directives } = contentSecurityPolicy
  return Object.entries({ ...directives, connectSrc: [...directives.connectSrc, ...connect] })
    .map(([name, values]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), ...values].join(" "))
    .join(";")
}

/** Features of the browser that no page of ours may use, the camera excepted. */
const permissionsPolicy = [
  "camera=(self)",
  ...[
    "accelerometer",
    "browsing-topics",
    "clipboard-read",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
  ].map((feature) => `${feature}=()`),
].join(", ")

/** Fastify with our edges: strict schemas, problem replies, slow clients closed in 15 s, security headers, OpenAPI 3.1. */
export async function createService(options: ServiceOptions): Promise<FastifyInstance> {
  const log: FastifyBaseLogger = options.log ?? pino({ level: "silent" })
  const app = Fastify({
    loggerInstance: log,
    disableRequestLogging: true,
    bodyLimit: options.bodyLimit ?? 262_144,
    requestTimeout: 10_000,
    trustProxy: options.proxies ?? false,
    http: { headersTimeout: 8_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 100 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: options.title, version: "0.1.0" } },
    transform: jsonSchemaTransform,
  })
  await app.register(helmet, {
    contentSecurityPolicy,
    referrerPolicy: { policy: "no-referrer" },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: { maxAge: 31_536_000 },
  })
  await app.register(cookie)
  if (options.perMinute)
    await app.register(rateLimit, {
      max: options.perMinute,
      timeWindow: "1 minute",
      addHeaders: {},
      // A whole campus may stand behind one address: its phones load the app and the list, which cost no more than reading a file.
      allowList: ({ url }) => !url.startsWith(options.counted ?? "/v1/"),
    })
  app.addHook("onRequest", async (request, reply) => {
    void reply.header("permissions-policy", permissionsPolicy)
    if (request.headers["content-encoding"] !== undefined) return sendProblem(reply, "encoding-refused")
  })
  app.setErrorHandler(
    (error: { statusCode?: number; code?: string; validation?: unknown; message?: string }, _, reply) => {
      if (error.validation) return sendProblem(reply, "malformed", fieldOf(error.validation))
      if (error.statusCode === 413) return sendProblem(reply, "too-large")
      if (error.statusCode === 429) return sendProblem(reply, "too-many-requests")
      if (error.statusCode !== undefined && error.statusCode < 500) return sendProblem(reply, "malformed")
      app.log.error({ code: error.code, message: error.message, stack: (error as Error).stack }, "unexpected") // as: thrown by code
      return sendProblem(reply, "unexpected")
    },
  )
  app.setNotFoundHandler((_, reply) => sendProblem(reply, "not-found"))
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger())
  app.get("/health", { schema: { hide: true } }, async () => ({ ok: true }))
  return app
}

function fieldOf(validation: unknown): string | undefined {
  const [first] = Array.isArray(validation) ? validation : []
  return typeof first?.instancePath === "string" ? first.instancePath.replace(/^\//, "").slice(0, 80) : undefined
}
