import type { ReaderAnswers, VerifiedAccount } from '../../../shared/domain/pulumi/identity/types.ts'
import { expiryOf } from '../../../shared/domain/aws/expiry.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import type { LoadedProject } from '../../stacks/load-project.ts'
import type { AccountName } from '../../state/account-names.ts'
import { createRefusedRenewals } from '../../sessions/refused-renewals.ts'
import { lookAt } from './looked-at.ts'
import { createReaderAnswers } from './readers.ts'
import type { StackContext } from './types.ts'

/** What is known outside the projects, made once for a whole list. The same object while nothing changes. */
export interface Facts {
  readonly view: AwsView
  /** Profiles with their region. */
  readonly profiles: ReadonlyMap<string, { readonly region?: string }>
  /** Undefined when one of the AWS files cannot be read, so that it may hold the name. */
  readonly knownProfiles: ReadonlySet<string> | undefined
  readonly verified: ReadonlyMap<string, VerifiedAccount>
  readonly expired: ReadonlySet<string>
  /** The names that AWS has for accounts, by their digits. */
  readonly accountNames: ReadonlyMap<string, AccountName>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The name of the environment in sentences. */
  readonly environmentName: string
  readonly homeDir: string
  /** What the readers make of a profile, for a program that runs in a folder. */
  readonly readerAnswers: (folder: string) => ReaderAnswers
}

/** The facts for projects: looks at the files that their stacks name. */
export type FactsFor = (projects: readonly LoadedProject[]) => Promise<Facts>

const overCodes: ReadonlySet<string | undefined> = new Set(['Expired', 'SsoSessionOver'])

function regionsOf(view: AwsView): ReadonlyMap<string, { readonly region?: string }> {
  return new Map(
    [...view.profiles].map(([name, profile]) => {
      const region = profile.settings.get('region')?.value
      return [name, region === undefined || region === '' ? {} : { region }]
    }),
  )
}

/** The token files of web identities that profiles name. */
function tokenFilesOf({ profiles }: AwsView): string[] {
  return [...profiles.values()].flatMap(
    ({ settings }) => settings.get('web_identity_token_file')?.value ?? [],
  )
}

/** Gives the current facts; asks nothing over the network. */
export function createFacts(context: StackContext): FactsFor {
  const { ports, now } = context
  let last: { readonly key: string; readonly facts: Facts } | undefined
  return async (projects) => {
    const time = now().getTime()
    const view = await context.aws.view()
    const [results, files, accountNames] = await Promise.all([
      context.verified.current('pulumi'),
      lookAt(projects, ports.homeDir, ports.env, time, {
        refused: createRefusedRenewals(context.paths),
        tokenFiles: tokenFilesOf(view),
      }),
      context.accountNames.read(),
    ])
    const verified = new Map<string, VerifiedAccount>()
    const expired = new Set<string>()
    for (const [name, result] of results) {
      if (overCodes.has(result.failure?.code)) expired.add(name)
      if (result.status !== 'valid' || result.account === undefined) continue
      verified.set(name, {
        accountId: result.account,
        at: Date.parse(result.checkedAt),
        ...(result.arn !== undefined && { arn: result.arn }),
      })
    }
    for (const [name, profile] of view.profiles) {
      const end = expiryOf(profile)
      if (end !== undefined && Date.parse(end) <= time) expired.add(name)
    }
    const key = JSON.stringify([[...verified], [...expired].sort(), files.signature, [...accountNames]])
    if (last?.key === key && last.facts.view === view) return last.facts
    const readable = view.config.state !== 'unreadable' && view.credentials.state !== 'unreadable'
    const facts: Facts = {
      view,
      profiles: regionsOf(view),
      knownProfiles: readable ? new Set(view.profiles.keys()) : undefined,
      verified,
      expired,
      accountNames,
      // Reading the environment of the process asks the system for each variable, and each stack would read it.
      environment: { ...ports.env },
      environmentName: ports.host === 'cli' ? 'this shell' : 'Stackpass',
      homeDir: ports.homeDir,
      readerAnswers: createReaderAnswers({ view, homeDir: ports.homeDir, now: () => now().getTime(), files }),
    }
    last = { key, facts }
    return facts
  }
}
