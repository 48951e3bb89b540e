/** One way of doing the thing that a row measures. */
export interface Contender {
  readonly name: string
  /** A fixed value that is not measured, so that a budget against it is in milliseconds. */
  readonly fixed?: true
  /** One repetition; resolves with its result in the row's unit. Rejects when the work was not done. */
  measure(): Promise<number>
}

/** A peer that could not be measured, and why. The results name it, but never estimate it. */
export interface Absent {
  readonly name: string
  readonly why: string
}

/** The requirement: our value relative to a peer's, or our value alone. */
export interface Budget {
  /** Peer whose value ours is divided by; absent for a limit in the row's own unit. */
  readonly against?: string
  /** The target. */
  readonly most: number
  /** If the target is not reached yet: the limit that only a regression exceeds. Without it, the target itself is the limit. */
  readonly gate?: number
}

export interface Row {
  readonly id: string
  readonly what: string
  readonly unit: 'ms' | 'MB' | 'kB'
  readonly repetitions: number
  /** Its input is recreated for each round, so no round is discarded. */
  readonly alwaysCold?: true
  readonly ours: Contender
  readonly peers: readonly Contender[]
  readonly absent: readonly Absent[]
  /** How it is measured, if the title does not make that clear. */
  readonly note?: string
  close?(): Promise<void>
}

/** Replaces a row that needs something that this machine lacks. */
export interface NotMeasured {
  readonly why: string
}

export interface RowResult {
  readonly id: string
  readonly what: string
  readonly unit: Row['unit']
  readonly ours: number
  readonly peers: readonly { readonly name: string; readonly value: number; readonly ratio: number }[]
  readonly absent: readonly Absent[]
  readonly budgets: readonly (Budget & {
    readonly value: number
    readonly met: boolean
    readonly held: boolean
    /** See `isTimed`. */
    readonly timed: boolean
    /** Why it is not judged on this machine. */
    readonly notJudged?: string
  })[]
  readonly note?: string
}
