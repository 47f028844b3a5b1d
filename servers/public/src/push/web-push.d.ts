declare module "web-push" {
  /** What is used of the package: it encrypts (RFC 8291) and signs (RFC 8292); we send. */
  const webPush: {
    generateRequestDetails(
      subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
      payload: Buffer,
      options: {
        TTL: number
        topic: string
        urgency: "very-low" | "low" | "normal" | "high"
        vapidDetails: { subject: string; publicKey: string; privateKey: string }
      },
    ): { headers: Record<string, string | number>; body: Buffer }
  }
  export default webPush
}
