import { declaredAccount } from '../../../shared/domain/aws/arn-account.ts'
import { candidateThatCounts, effectiveIdentity } from '../../../shared/domain/pulumi/effective.ts'
import { checkAccount, type AccountVerdict } from '../../../shared/domain/pulumi/identity/account-guard.ts'
import {
  effectiveConfig,
  type EffectiveEntry,
} from '../../../shared/domain/pulumi/identity/effective-config.ts'
import type { Candidate, EffectiveIdentity } from '../../../shared/domain/pulumi/identity/types.ts'
import type { ProjectFile } from '../../../shared/domain/pulumi/read/project-file.ts'
import type { StackFile } from '../../../shared/domain/pulumi/read/stack-file.ts'
import type { LoadedProject } from '../../stacks/load-project.ts'
import { programFolder } from '../../stacks/program-folder.ts'
import { versionOf } from './option-views.ts'
import { type Facts } from './facts.ts'

/** What the files say about a stack, as they are or as an edit would leave them. */
export interface StackFiles {
  readonly stack: StackFile | undefined
  readonly project: ProjectFile | undefined
  /** The project that they belong to. */
  readonly of: LoadedProject
}

export interface StackIdentity {
  readonly config: ReadonlyMap<string, EffectiveEntry>
  /** Without its account where an imported environment may decide otherwise. */
  readonly identity: EffectiveIdentity
  /** The place that counts, even where pulumi-aws cannot use what is there. */
  readonly winner: Candidate | undefined
  /** Imported environments that may set other credentials than the winner, by name. */
  readonly undecided: readonly string[]
  /** Imported environments that come before the winner if they set what they may, by name. */
  readonly doubtful: readonly string[]
  readonly verdict: AccountVerdict
}

/** Joins the engine's answer with what is verified or declared about the account. */
export function identityOf(files: StackFiles, facts: Facts): StackIdentity {
  const config = effectiveConfig(files.stack, files.project)
  const { environment, profiles, verified } = facts
  const found = effectiveIdentity({
    stack: files.stack,
    project: files.project,
    environment,
    profiles,
    verified,
    major: files.of.aws?.major,
    version: versionOf(files.of.aws),
    release: files.of.aws?.version,
    readerAnswers: facts.readerAnswers(programFolder(files.of.found)),
  })
  const winner = candidateThatCounts(found.credentials)
  const imports = files.stack?.environment.imports ?? []
  const isOpen = imports.length > 0 && winner?.origin !== 'stack' && winner?.origin !== 'esc'
  const identity: EffectiveIdentity = {
    ...found,
    profile: isOpen ? undefined : found.profile,
    account: accountOf(found, isOpen, facts),
  }
  const at = found.credentials.findIndex((candidate) => candidate === winner)
  const isDoubtful = found.credentials.slice(0, Math.max(at, 0)).some(({ state }) => state === 'unknown')
  const names = imports.map(({ name }) => name)
  return {
    config,
    identity,
    winner,
    doubtful: isDoubtful ? names : [],
    undecided: isOpen ? names : [],
    verdict: checkAccount(config, identity.account?.accountId),
  }
}

/** A role that is assumed last decides, whatever comes before it; otherwise the account of the winning profile. */
function accountOf(found: EffectiveIdentity, isOpen: boolean, facts: Facts): EffectiveIdentity['account'] {
  if (found.hops.length > 0) return found.account
  if (isOpen) return undefined
  if (found.account !== undefined || found.profile === undefined || found.ownFiles) return found.account
  const profile = facts.view.profiles.get(found.profile)
  const accountId = declaredAccount((key) => profile?.settings.get(key)?.value)
  return accountId === undefined ? undefined : { accountId, from: 'role' }
}
