/** What the system tells of one process. */
export interface Running {
  readonly pid: number
  readonly parent: number
  /** The short name that the system has for it. */
  readonly title: string
  readonly words: readonly string[]
  readonly executable?: string
  readonly folder?: string
  readonly terminal?: string
  readonly startedAt: string
}
