export interface StandInRecord {
  readonly what: string
  readonly detail?: unknown
  /** When, for what the page asks; in milliseconds since 1970. */
  readonly at?: number
}

/** What the app did to the system, in order, for tests to look at. */
export const records: StandInRecord[] = []

export function record(what: string, detail?: unknown): void {
  records.push(detail === undefined ? { what } : { what, detail })
}

/** A call of the page. */
export function recordCall(method: unknown): void {
  records.push({ what: 'invoke', detail: method, at: Date.now() })
}
