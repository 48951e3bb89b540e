import type { CodedError } from '../shared/result.ts'

export interface Clipboard {
  read(): Promise<string>
  write(text: string): Promise<void>
}

export interface MfaQuestion {
  readonly profile: string
  readonly serial: string
}

/** The code; `undefined` when the question was left, `null` where nobody can be asked. */
export type MfaAnswer = string | undefined | null

/** A bug, for the log. Never holds input values. */
export interface Incident {
  readonly id: string
  readonly method: string
  readonly error: unknown
}

/** What a host lends to core. Core reads no global state: environment, clock and platform come in here. */
export interface CorePorts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDir: string
  readonly platform: NodeJS.Platform
  readonly host: 'desktop' | 'loopback' | 'cli'
  readonly version: string
  /** Absolute path of the `stackpass` program, where it is not on the PATH; hooks and credential processes name it. */
  readonly program?: string
  readonly now?: () => Date
  readonly clipboard?: Clipboard
  /** Absent: the question goes out as an event and `prompts.answer` answers it. */
  readonly askMfa?: (question: MfaQuestion) => Promise<MfaAnswer>
  /** Runs an argument vector that sets the environment of GUI programs; rejects when it fails. Default: it is started. */
  readonly runVector?: (vector: readonly string[]) => Promise<void>
  /** Shows a notification of the system. Absent: `expiryNotice` events tell the page, and the page shows it. */
  readonly notify?: (notice: { readonly title: string; readonly body: string }) => void
  /** True in hosts with a page: watch the files and report changes as events. */
  readonly watch?: boolean
  /** Called for a bug after it went to the log file. */
  readonly onIncident?: (incident: Incident) => void
  /** Called when background work, such as watching, meets an expected error. */
  readonly onNotice?: (error: CodedError) => void
}
