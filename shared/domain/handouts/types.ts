/**
 * A program as the system describes it. All of this is advisory: a program of the same user can make the system tell
 * something else.
 */
export interface CallerProcess {
  readonly pid: number
  /** The name that people use: `terraform`, `node index.js`. Nothing in it is hidden. */
  readonly name: string
  /** The file that runs, links followed. */
  readonly executable?: string
  /** Of an interpreter: the script, absolute where that is known, or `inline:` and a hash of a program in the arguments. */
  readonly script?: string
  /** With secrets masked and nothing hidden. */
  readonly commandLine?: string
  readonly folder?: string
  /** The terminal that it belongs to. */
  readonly terminal?: string
  /** Tells it from a later process with the same id; each system has its own form. */
  readonly startedAt?: string
  /** `shell`: people type here. `wrapper`: a shell that runs one command. `ground`: terminals, logins, the system. */
  readonly part: 'program' | 'shell' | 'wrapper' | 'ground'
}

/** Who wants credentials. */
export interface Caller {
  /** Nearest first. */
  readonly tree: readonly CallerProcess[]
  /** False: the system told nothing. */
  readonly known: boolean
}

/** The ways by which credentials leave Stackpass. */
export type HandOutWay =
  | 'credentials'
  | 'pointer'
  | 'twin'
  | 'exec'
  | 'env'
  | 'lease'
  | 'endpoint'
  | 'mcp'
  | 'copy'
  | 'console'
  | 'terminal'
  | 'session'

export interface HandOutRequest {
  readonly profile: string
  readonly way: HandOutWay
  readonly caller: Caller
  /** The id of a lease. */
  readonly lease?: string
  /** The requested name, if it is a twin of the profile. */
  readonly asked?: string
  /** What the files tell about them, for the question. */
  readonly account?: string | undefined
  readonly role?: string | undefined
  /** What a lease would hold, in words, if a program requests one. */
  readonly leased?: string | undefined
  /** True for a profile whose keys are in the vault. Production is looked up in the settings. */
  readonly inVault?: boolean
}

/** The reason why a program gets credentials, or does not. */
export type HandOutRule =
  | 'open' // nobody needs to be asked about the profile
  | 'asked-once'
  | 'asked-tree'
  | 'asked-hour'
  | 'standing'
  | 'lease'
  | 'you' // the person typed it in this terminal, or did it in the app

export type RefusalReason =
  | 'denied'
  | 'never' // by a standing rule
  | 'no-answer'
  | 'no-surface'
  | 'busy'
  | 'lease-ended'
  | 'not-leased'

export type Verdict =
  | { readonly allowed: true; readonly rule: HandOutRule }
  | { readonly allowed: false; readonly why: RefusalReason }

/** What happened at one hand-out, before it is written. */
export interface HandOutNote {
  readonly profile: string
  readonly account?: string
  readonly way: HandOutWay
  readonly caller: Caller
  readonly lease?: string
  /** `none`: nothing left Stackpass. */
  readonly from: 'fresh' | 'cached' | 'none'
  readonly verdict: Verdict
}

/** One line of the log. */
export interface LedgerEntry {
  /** Counts from 1 and never starts again. */
  readonly number: number
  /** ISO 8601. */
  readonly at: string
  readonly profile: string
  readonly account?: string
  readonly way: HandOutWay
  readonly program: string
  readonly pid?: number
  /** With secrets masked. */
  readonly command?: string
  /** The names from the outermost program to the nearest. */
  readonly tree: readonly string[]
  readonly folder?: string
  readonly lease?: string
  readonly from: 'fresh' | 'cached' | 'none'
  readonly verdict: 'given' | 'refused' | 'no-answer'
  /** By which rule, or why not. */
  readonly by: HandOutRule | RefusalReason
  /** The hash of the previous entry; zeros for the first one. */
  readonly previous: string
  readonly hash: string
}
