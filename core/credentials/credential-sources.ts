import type { AwsView } from '../aws/aws-files.ts'
import { readerFile } from '../aws/reader-input.ts'
import { sectionsAsMaps } from '../aws/sections-as-maps.ts'
import type { ProcessChecks } from '../consent/process-permissions.ts'
import type { CorePorts } from '../host/ports.ts'
import type { Prompts } from '../host/prompts.ts'
import type { OwnFiles } from '../state/own-files.ts'
import type { StackpassPaths } from '../state/paths.ts'
import type { VaultKeys } from '../vault/types.ts'
import { createMfaStore } from './mfa-store.ts'
import { unkept } from './unkept.ts'
import type { CredentialContext } from './types.ts'

/** Whom resolving asks, and where they are. */
export interface SourcesContext {
  readonly ports: CorePorts
  readonly prompts: Prompts
  readonly processes: ProcessChecks
  readonly paths: StackpassPaths
  readonly vault: VaultKeys
  /** How to read and write our own files, when not as usual. */
  readonly ownFiles?: OwnFiles
}

type SourceFile = Pick<AwsView['config'], 'path' | 'state' | 'bytes' | 'document' | 'error'>

type Sources = Pick<AwsView, 'profiles'> & { readonly config: SourceFile; readonly credentials: SourceFile }

/** All that resolving credentials may read: the files as they are or will be, and the host. */
export function credentialSources(context: SourcesContext, view: Sources): CredentialContext {
  return {
    profiles: view.profiles,
    files: { config: readerFile(view.config), credentials: readerFile(view.credentials) },
    ssoSessions: sectionsAsMaps(view, 'sso-session'),
    services: sectionsAsMaps(view, 'services'),
    env: context.ports.env,
    home: context.ports.homeDir,
    locksDir: context.paths.locksDir,
    askMfa: (question) => context.prompts.askMfa(question),
    endMfa: (id) => context.prompts.endMfa(id),
    mfa: createMfaStore(context.paths, context.ownFiles),
    onUnkept: (what, error) => context.ports.onNotice?.(unkept(what, error, context.paths)),
    vault: context.vault,
    mayRun: (...asked) => context.processes.check(...asked),
  }
}
