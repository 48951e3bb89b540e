/** A file that takes part in a credential_process, as it was when Stackpass looked at it. */
export interface Pin {
  readonly role: 'program' | 'script'
  /** Absolute, as found: in a folder of PATH, or as the command names it. */
  readonly path: string
  /** With all links resolved. */
  readonly realPath: string
  /**
   * `place`: a program of the system, in folders that only root can write to; updates of the system may replace it.
   * `content`: everything else, which is the same only while its bytes are.
   */
  readonly by: 'place' | 'content'
  /** Of a file that is identified by its content. */
  readonly sha256?: string | undefined
  /** Of its owner; -1 where the system has no such number. */
  readonly owner: number
}

/** How a command is started once it is allowed. */
export interface ProcessRun {
  readonly file: string
  readonly args: readonly string[]
  /** cmd.exe takes them unchanged. */
  readonly verbatim?: boolean
  readonly cwd: string
}

/** What a command starts, as far as its text tells. */
export interface ResolvedCommand {
  readonly pins: readonly Pin[]
  /** Set when the command names files of the current folder: it then runs only in this folder. */
  readonly folder?: string
  /** Parts that decide only at run time what starts. */
  readonly unknown: readonly string[]
  readonly run: ProcessRun
}

/** Where Stackpass looks at a command. */
export interface Place {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
  /** The current folder. */
  readonly cwd: string
}

/** Where consent was given. */
export type ConsentWhere = 'terminal' | 'desktop' | 'command'

export interface AllowedProcess {
  readonly profile: string
  /** SHA-256 of the exact text. */
  readonly textHash: string
  /** The text for people to read, with its secrets masked. */
  readonly shown: string
  readonly pins: readonly Pin[]
  readonly folder?: string | undefined
  /** As shown: a part may be the whole command, with its secrets. */
  readonly unknown: readonly string[]
  /** ISO 8601. */
  readonly at: string
  readonly where: ConsentWhere
}

/** Whether a command may run, and how; otherwise why not. */
export type ProcessPermission =
  | { readonly kind: 'allowed'; readonly run?: ProcessRun }
  | {
      readonly kind: 'refused'
      readonly code:
        'ProcessNotAllowed' | 'ProcessChanged' | 'ProcessMissing' | 'ProcessUnsafe' | 'AllowListUnsafe'
      /** Shown instead of "that you have not allowed". */
      readonly message?: string | undefined
      readonly reason: string
      readonly remedy: string
    }
