/** One way of doing the thing that a row measures. */
export interface Contender {
  readonly name: string
  /** A value that is set and not measured, so that a budget against it is one in milliseconds. */
  readonly fixed?: true
  /** One repetition; resolves with what it took, in the row's unit. Rejects when the work was not done. */
  measure(): Promise<number>
}

/** A peer that could not be measured, and why. It is named in the results and never filled in. */
export interface Absent {
  readonly name: string
  readonly why: string
}

/** What must hold: our value against a peer's, or our value alone. */
export interface Budget {
  /** Peer whose value ours is divided by; absent for a limit in the row's own unit. */
  readonly against?: string
  /** The target. */
  readonly most: number
  /** Where the target is not reached yet: what a regression would exceed. Without it the target itself must hold. */
  readonly gate?: number
}

export interface Row {
  readonly id: string
  readonly what: string
  readonly unit: 'ms' | 'MB' | 'kB'
  readonly repetitions: number
  /** What it works on is made anew for each round, so that no round is thrown away. */
  readonly alwaysCold?: true
  readonly ours: Contender
  readonly peers: readonly Contender[]
  readonly absent: readonly Absent[]
  /** How it is measured, where that is not plain from the title. */
  readonly note?: string
  close?(): Promise<void>
}

/** What stands for a row that needs something that this machine lacks. */
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
