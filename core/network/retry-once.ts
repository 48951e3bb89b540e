const resetCodes = new Set(['ECONNRESET', 'EPIPE'])
const pauseMs = 100

interface Token {
  getRetryCount(): number
  getRetryDelay(): number
}

interface RetryInfo {
  readonly error?: unknown
  readonly errorType: string
}

const token = (count: number): Token => ({
  getRetryCount: () => count,
  getRetryDelay: () => (count === 0 ? 0 : pauseMs),
})

/** Throttling, a 5xx answer, or a kept connection that the server had just closed. */
function isWorthRetry(info: RetryInfo): boolean {
  if (info.errorType === 'THROTTLING' || info.errorType === 'SERVER_ERROR') return true
  const error = info.error as { code?: unknown; $metadata?: { httpStatusCode?: number } } | undefined
  const status = error?.$metadata?.httpStatusCode ?? 0
  return status >= 500 || resetCodes.has(String(error?.code))
}

/**
 * The SDK's retry interface with one rule: at most two attempts, the second only where the first says nothing about the
 * credentials. A refused key is refused once, and reported at once.
 */
export const retryOnce = {
  acquireInitialRetryToken: () => Promise.resolve(token(0)),
  refreshRetryTokenForRetry: (current: Token, info: RetryInfo) =>
    current.getRetryCount() === 0 && isWorthRetry(info)
      ? Promise.resolve(token(1))
      : Promise.reject(new Error('No further attempt')),
  recordSuccess: () => undefined,
}
