export interface StandInRecord {
  readonly what: string
  readonly detail?: unknown
}

/** What the app did to the system, in order, for tests to look at. */
export const records: StandInRecord[] = []

export function record(what: string, detail?: unknown): void {
  records.push(detail === undefined ? { what } : { what, detail })
}
