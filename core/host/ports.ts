import type { Caller, HandOutWay } from '../../shared/domain/handouts/types.ts'
import type { CodedError } from '../../shared/result.ts'

export interface Clipboard {
  read(): Promise<string>
  write(text: string): Promise<void>
}

/** A question for a code of an MFA device. It is asked again, with the same id, when a code was wrong. */
export interface MfaQuestion {
  readonly id: string
  readonly profile: string
  readonly serial: string
  /** What the code is for: `the role arn:…`. */
  readonly purpose: string
  /** How many profiles of the files use the device. */
  readonly serves: number
  /** How long to wait for an answer. Milliseconds since 1970, as below. */
  readonly endsAt: number
  /** Why the previous code was not accepted: AWS refused it, or it had been sent before, which AWS never accepts. */
  readonly wrong?: { readonly at: number; readonly why: 'refused' | 'sent' }
  readonly signal?: AbortSignal
}

/** Devices show a new code every half minute, at full half minutes. */
export const nextCodeAt = (now: number): number => (Math.floor(now / 30_000) + 1) * 30_000

/** The code; `undefined` when the user left the question, `null` where nobody can be asked. */
export type MfaAnswer = string | undefined | null

/** What the user is asked before a program may run. All texts are ready to show: nothing in them is hidden. */
export interface ConsentQuestion {
  readonly title: string
  readonly rows: readonly { readonly label: string; readonly text: string }[]
  /** What a yes does; by default it is about a program that runs. */
  readonly asks?: string
  /** Names profile, text, files and folder together. Never shown before the answer: a script may repeat it as consent. */
  readonly fingerprint: string
  readonly limitMs: number
}

export type ConsentAnswer =
  | { readonly kind: 'yes'; readonly where: 'terminal' | 'desktop' | 'command' }
  | { readonly kind: 'no' }
  /** Nobody can be asked here. */
  | { readonly kind: 'nobody'; readonly reason?: string }

/** A program that wants credentials of a profile. */
export interface HandOutQuestion {
  readonly profile: string
  readonly way: HandOutWay
  readonly caller: Caller
  readonly production: boolean
  readonly inVault: boolean
  readonly account?: string | undefined
  readonly role?: string | undefined
  /** What a lease would hold, in words, if a program requests one. */
  readonly leased?: string | undefined
  readonly limitMs: number
}

export interface PersonAnswer {
  /** `nobody`: nobody can be asked here. */
  readonly kind: 'once' | 'tree' | 'hour' | 'always' | 'no' | 'nobody'
}

export type ChromiumBrowser = 'chrome' | 'edge' | 'brave' | 'chromium'

/** A container of Firefox: one of two add-ons opens it, and creates it if necessary. */
export interface FirefoxContainer {
  readonly kind: 'firefox-container'
  readonly container: string
  /** The group's colour, as our settings name it. */
  readonly colour: string
  readonly addOn: 'open-external-links' | 'granted'
}

/** Where to open a link, when not in the system's default browser. */
export type BrowserTarget =
  | FirefoxContainer
  /** `directory`: the folder of the browser's profile below its data. */
  | { readonly kind: 'chromium'; readonly browser: ChromiumBrowser; readonly directory: string }

/** The system's store of secrets. Rejects with an error of the system. */
export interface Keychain {
  set(service: string, account: string, secret: string): Promise<void>
  get(service: string, account: string): Promise<string | undefined>
  remove(service: string, account: string): Promise<void>
}

/** A bug, for the log. Never holds input values. */
export interface Incident {
  readonly id: string
  readonly method: string
  readonly error: unknown
}

/** What a host gives core, which reads neither environment nor home folder by itself (docs/adr/0003). */
export interface CorePorts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDir: string
  readonly platform: NodeJS.Platform
  readonly host: 'desktop' | 'loopback' | 'cli'
  readonly version: string
  /** Absolute path of the `stackpass` program, where it is not on the PATH; hooks and credential processes name it. */
  readonly program?: string | undefined
  /** The file that is started as `stackpass`: a credential_process that runs exactly this one needs no consent. */
  readonly ownFile?: string
  /** The rows that completion reads (shared/domain/shells/completion). Absent: this host knows no command line. */
  readonly commandTable?: () => Promise<string>
  /** The root of a tree that looks like Linux on Windows, for tests. */
  readonly systemRoot?: string
  readonly now?: () => Date
  /** Waits this many milliseconds, such as for AWS to know a new key. Absent: by the clock. */
  readonly wait?: (ms: number) => Promise<void>
  /** The system's store of secrets. Absent: that of the platform, loaded when a key is kept there. */
  readonly keychain?: Keychain
  readonly clipboard?: Clipboard
  /** Absent: the question goes out as an event and `prompts.answer` answers it. */
  readonly askMfa?: (question: MfaQuestion) => Promise<MfaAnswer>
  /**
   * Asks whether a program may run, where no message of the page can answer: in a terminal or in a dialog of the system.
   * Ends with `no` when the signal fires. Absent: nobody can be asked.
   */
  readonly askConsent?: (question: ConsentQuestion, signal: AbortSignal) => Promise<ConsentAnswer>
  /**
   * Asks whether a program may have credentials, where no message of the page can answer: in a terminal or in a dialog of the
   * system. Ends with `no` when the signal fires. `others`: how many other questions wait now. Absent: nobody can be asked.
   */
  readonly askPerson?: (
    question: HandOutQuestion,
    signal: AbortSignal,
    others?: () => number,
  ) => Promise<PersonAnswer>
  /** What this command hands credentials out for; by default for `credentials`, in hosts with a page for the page. */
  readonly handOutWay?: HandOutWay
  /** Runs an argument vector that sets the environment of GUI programs; rejects when it fails. Default: it is started. */
  readonly runVector?: (vector: readonly string[]) => Promise<void>
  /**
   * Opens a web address in the user's browser through a private file that forwards, so that it is in no argument vector.
   * Resolves false where no browser can be started. Absent: no browser can be opened from here.
   */
  readonly openLink?: (url: string, target?: BrowserTarget) => Promise<boolean>
  /**
   * Whether a person is there who can sign in: a window of theirs, or a terminal. Absent: yes in hosts with a page, no
   * otherwise.
   */
  readonly hasPerson?: boolean
  /**
   * Lets a person choose a folder in a dialog of the system; undefined when the user left it. Absent: there is no such dialog.
   */
  readonly chooseFolder?: () => Promise<string | undefined>
  /** Shows a notification of the system. Absent: `expiryNotice` events tell the page, and the page shows it. */
  readonly notify?: (notice: { readonly title: string; readonly body: string }) => void
  /** True in hosts with a page: watch the files and report changes as events. */
  readonly watch?: boolean
  /** Called for a bug after it went to the log file. */
  readonly onIncident?: (incident: Incident) => void
  /** Called when background work, such as watching, meets an expected error. */
  readonly onNotice?: (error: CodedError) => void
}
