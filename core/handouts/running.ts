/** What the system tells about one process. */
export interface Running {
  readonly pid: number
  readonly parent: number
  /** The system's short name for it. */
  readonly title: string
  readonly words: readonly string[]
  readonly executable?: string
  readonly folder?: string
  readonly terminal?: string
  readonly startedAt: string
}
