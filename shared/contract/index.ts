import type * as z from 'zod'
import type { CodedError } from '../result.ts'
import { activeMethods } from './active.ts'
import { appMethods } from './app.ts'
import { bridgeMethods } from './bridges.ts'
import { consentMethods } from './consent.ts'
import { consoleMethods } from './console.ts'
import { credentialMethods } from './credentials.ts'
import { editMethods } from './edits.ts'
import { folderMethods } from './folders.ts'
import { handoutMethods } from './handouts.ts'
import { historyMethods } from './history.ts'
import { importMethods } from './imports.ts'
import { leaseMethods } from './leases.ts'
import { keyMethods } from './keys.ts'
import { organisationMethods } from './organisations.ts'
import { profileMethods } from './profiles.ts'
import { sessionMethods } from './sessions.ts'
import { sessionProfileMethods } from './session-profiles.ts'
import { settingsMethods } from './settings.ts'
import { shellMethods } from './shells.ts'
import { stackMethods } from './stacks.ts'
import { terminalMethods } from './terminals.ts'
import { vaultMethods } from './vault.ts'
import { promptMethods, verifyMethods } from './verify.ts'

/** The one contract: every host is a thin adapter on it. */
export const contract = {
  ...appMethods,
  ...profileMethods,
  ...editMethods,
  ...importMethods,
  ...historyMethods,
  ...verifyMethods,
  ...consentMethods,
  ...handoutMethods,
  ...promptMethods,
  ...settingsMethods,
  ...activeMethods,
  ...shellMethods,
  ...folderMethods,
  ...credentialMethods,
  ...bridgeMethods,
  ...stackMethods,
  ...terminalMethods,
  ...sessionMethods,
  ...sessionProfileMethods,
  ...organisationMethods,
  ...consoleMethods,
  ...vaultMethods,
  ...leaseMethods,
  ...keyMethods,
}

export type Contract = typeof contract
export type MethodName = keyof Contract
/** The methods that change nothing. */
export type QueryName = {
  [M in MethodName]: Contract[M]['kind'] extends 'query' ? M : never
}[MethodName]
/** What a caller may send: fields with defaults may be left out. */
export type Input<M extends MethodName> = z.input<Contract[M]['input']>
/** What a handler gets. */
export type ParsedInput<M extends MethodName> = z.output<Contract[M]['input']>
export type Output<M extends MethodName> = z.output<Contract[M]['output']>

/** Errors cross every border as values. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: CodedError & { readonly incident?: string } }

/** How the page, the CLI and tests reach core. */
export type Call = <M extends MethodName>(method: M, input: Input<M>) => Promise<Reply<Output<M>>>
