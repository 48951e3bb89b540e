import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { ownCommand } from '../../shared/domain/aws/own-command.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { roleIn } from '../../shared/domain/handouts/role-in.ts'
import type { KeptApart, Lease, LeasedProfile, LeaseEnd } from '../../shared/domain/leases/types.ts'
import { isVaultHeld } from '../../shared/domain/vault/held.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AwsFiles, AwsView } from '../aws/aws-files.ts'
import { ownTarget } from '../aws/own-target.ts'
import { profileMissing } from '../aws/profile-missing.ts'
import { credentialSources, type SourcesContext } from '../credentials/credential-sources.ts'
import type { CredentialContext } from '../credentials/types.ts'
import { askForHandOut, refusedHandOut } from '../handouts/ask-for-hand-out.ts'
import { findCaller } from '../handouts/find-caller.ts'
import type { HandingOut } from '../handouts/hand-out.ts'
import { recordHandOut } from '../handouts/ledger.ts'
import { thisOwner } from '../state/lock-owner.ts'
import { writePrivateFile } from '../state/write-private-file.ts'
import { vaultReady } from '../vault/vault-ready.ts'
import { hashOfToken, startBroker } from './broker.ts'
import { leaseCredentials } from './lease-credentials.ts'
import {
  askToEnd,
  givenPrefix,
  isLeaseFolder,
  readLeases,
  tidyLeases,
  writeLease,
  type KeptLease,
} from './lease-files.ts'
import { configOfLease } from './pair.ts'
import { socketFileName, tokenFileName } from './protocol.ts'
import { readOnlyInstead } from './read-only-instead.ts'
import { serveLease, type Listen, type ServedLease } from './serve-lease.ts'
import type { Subject } from './subject.ts'
import type { WantedRights } from './wanted-rights.ts'

export interface LeasesContext extends SourcesContext, Pick<HandingOut, 'isProduction' | 'askHandOut'> {
  readonly now: () => Date
  readonly aws: AwsFiles
  readonly onBug: (error: unknown) => void
}

export interface LeaseRequest {
  /** At least one. */
  readonly profiles: readonly string[]
  readonly wanted: WantedRights
  readonly minutes: number
  readonly asDefault: boolean
  readonly program: string
  readonly folder: string
  readonly keptApart: KeptApart
  /** Set where the program itself requests the lease: a person is asked about each profile, with these words. */
  readonly asked?: string
  /** The words that start Stackpass itself. */
  readonly ownWords: readonly string[]
}

export interface StartedLease extends ServedLease {
  readonly files: {
    readonly folder: string
    readonly config: string
    readonly credentials: string
    readonly token: string
  }
  /** Of an endpoint. */
  readonly url?: string
}

export interface Leases {
  /**
   * Asks where that is due, gets the credentials of each profile once, and serves them until the lease ends. Errors:
   * ProfileNotFound, HandOutRefused, RightsTooWide, those of the profiles, and StateUnwritable.
   */
  start(request: LeaseRequest): Promise<Result<StartedLease>>
  list(): Promise<readonly Lease[]>
  /** Errors: LeaseNotFound. */
  end(id: string, why: LeaseEnd): Promise<Result<undefined>>
  /** Ends all that still run. */
  endAll(why: LeaseEnd): Promise<void>
}

const followsTheActive = (name: string) =>
  fail('PointerCycle', `${name} follows the active profile and cannot be leased.`, {
    reason: 'A lease holds the profiles that it names, whichever is active.',
    remedy: 'Name the profile itself.',
  })

/** Starts and lists leases. Creating it reads nothing. */
export function createLeases(context: LeasesContext): Leases {
  const { ports, paths, now, aws } = context
  const place = { paths, now }

  async function profileOf(name: string, view: AwsView): Promise<Result<MergedProfile>> {
    if (!view.profiles.has(name)) return profileMissing(name, view)
    const target = await ownTarget(name, view, () => Promise.resolve(undefined))
    if (!target.ok) return target.error.code === 'CredentialsUnavailable' ? followsTheActive(name) : target
    const profile = view.profiles.get(target.value)
    return profile === undefined ? profileMissing(target.value, view) : ok(profile)
  }

  /** A person agrees to the lease as they would to the profile itself; a program that starts one needs an answer. */
  async function allowed(profile: MergedProfile, leased?: string): Promise<Result<undefined>> {
    const caller = await findCaller(ports)
    const inVault = isVaultHeld(profile)
    const verdict = await askForHandOut(context, {
      profile: profile.name,
      way: leased === undefined ? 'exec' : 'mcp',
      caller,
      leased,
      inVault,
      ...roleIn(profile),
    })
    if (verdict.allowed) return ok(undefined)
    const way = leased === undefined ? 'lease' : 'mcp'
    await recordHandOut(context, { profile: profile.name, way, caller, from: 'none', verdict })
    return refusedHandOut(profile.name, verdict.why, await context.isProduction(profile.name))
  }

  async function subjectsOf(
    request: LeaseRequest,
    id: string,
    view: AwsView,
    sources: CredentialContext,
  ): Promise<Result<readonly Subject[]>> {
    const subjects: Subject[] = []
    for (const asked of new Set(request.profiles)) {
      const profile = await profileOf(asked, view)
      if (!profile.ok) return profile
      const ready = await vaultReady(profile.value.name, view.profiles, sources.vault)
      if (!ready.ok) return ready
      const yes = await allowed(profile.value, request.asked)
      if (!yes.ok) return yes
      const first = await leaseCredentials(
        {
          leaseId: id,
          profile: profile.value,
          wanted: request.wanted,
          seconds: request.minutes * 60,
          readOnlyInstead: readOnlyInstead(profile.value, view.profiles),
        },
        sources,
      )
      if (!first.ok) return first
      subjects.push({ asked, profile: profile.value, first: first.value })
    }
    return ok(subjects)
  }

  function commandOf(words: readonly string[], name: string, tokenFile: string): Result<string> {
    const parts: string[] = []
    for (const word of [...words, tokenFile, name]) {
      const quoted = ownCommand({ active: true }, { platform: ports.platform, program: word })
      if (!quoted.ok) return quoted
      parts.push(quoted.value.slice(0, -' credentials --active'.length))
    }
    const [file = '', last = ''] = parts.slice(-2)
    return ok([...parts.slice(0, -2), 'credentials', '--lease', file, '--', last].join(' '))
  }

  function configFor(
    request: LeaseRequest,
    subjects: readonly Subject[],
    view: AwsView,
    sources: CredentialContext,
    tokenFile: string,
  ): Result<string> {
    const pairs = []
    for (const { asked } of subjects) {
      const command = commandOf(request.ownWords, asked, tokenFile)
      if (!command.ok) return command
      pairs.push({ profile: view.profiles.get(asked)!, command: command.value })
    }
    return configOfLease(pairs, sources.services, request.asDefault)
  }

  async function start(request: LeaseRequest): Promise<Result<StartedLease>> {
    await tidyLeases(place)
    const id = randomBytes(4).toString('hex')
    const view = await aws.view()
    const sources = credentialSources(context, view)
    const subjects = await subjectsOf(request, id, view, sources)
    if (!subjects.ok) return subjects
    const folder = await mkdtemp(join(givenTo(ports), givenPrefix))
    const files = {
      folder,
      token: join(folder, tokenFileName),
      config: join(folder, 'config'),
      credentials: join(folder, 'credentials'),
    }
    const remove = async (): Promise<void> => {
      if (isLeaseFolder(folder)) await rm(folder, { recursive: true, force: true })
    }
    try {
      await chmod(folder, 0o700)
      const config = configFor(request, subjects.value, view, sources, files.token)
      if (!config.ok) {
        await remove()
        return config
      }
      const token = randomBytes(32).toString('hex')
      const isWindows = ports.platform === 'win32'
      const address = isWindows
        ? `\\\\.\\pipe\\${givenPrefix}${randomBytes(16).toString('hex')}`
        : join(folder, socketFileName)
      // The SDKs send the file's content; a line end must not be part of a header.
      const isEndpoint = request.keptApart === 'endpoint'
      const tokenText = isEndpoint ? token : isWindows ? `${token}\n${address}\n` : `${token}\n`
      await writePrivateFile(files.token, tokenText, { durable: false })
      await writePrivateFile(files.config, config.value, { durable: false })
      await writePrivateFile(files.credentials, '', { durable: false })
      const startedAt = now()
      const lease: Lease = {
        id,
        program: request.program,
        folder: request.folder,
        keptApart: request.keptApart,
        profiles: subjects.value.map(leasedProfile),
        startedAt: startedAt.toISOString(),
        endsAt: new Date(startedAt.getTime() + request.minutes * 60_000).toISOString(),
        used: 0,
        refused: 0,
      }
      const { token: _own, ...server } = thisOwner()
      const kept: KeptLease = { version: 1, lease, tokenHash: hashOfToken(token), server, given: folder }
      await writeLease(place, kept)
      let url: string | undefined
      const listen: Listen = async (give, onForged) => {
        const common = { tokenHash: kept.tokenHash, give, onForged, onBug: context.onBug }
        if (!isEndpoint) return startBroker({ ...common, address, platform: ports.platform })
        const { startEndpoint } = await import('./endpoint.ts')
        const [profile = ''] = request.profiles
        const endpoint = await startEndpoint({ ...common, profile, endsAt: lease.endsAt })
        url = endpoint.url
        return endpoint
      }
      const serving = { kept, subjects: subjects.value, sources, wanted: request.wanted, remove }
      const served = await serveLease(context, serving, listen)
      return ok({ ...served, files, ...(url !== undefined && { url }) })
    } catch (error) {
      await remove()
      throw error
    }
  }

  async function end(id: string, why: LeaseEnd): Promise<Result<undefined>> {
    const all = await readLeases(place)
    const found = all.find(({ lease }) => lease.id === id)
    if (found === undefined || found.lease.ended !== undefined) {
      return fail('LeaseNotFound', `No lease ${id} is running.`, {
        reason: found === undefined ? 'There is none with this id.' : 'It has already ended.',
        remedy: '`stackpass agent list` shows the running ones.',
      })
    }
    await askToEnd(place, id, why)
    return ok(undefined)
  }

  return {
    start,
    end,
    list: async () => (await readLeases(place)).map(({ lease }) => lease),
    async endAll(why) {
      for (const { lease } of await readLeases(place))
        if (lease.ended === undefined) await askToEnd(place, lease.id, why)
    },
  }
}

function leasedProfile({ asked, first }: Subject): LeasedProfile {
  const { accountId } = first.credentials
  return { name: asked, rights: first.rights, ...(accountId !== undefined && { account: accountId }) }
}

/** The runtime folder of the session if there is one, which is memory and ends with it; otherwise the one for temporary files. */
function givenTo({ env, platform }: Pick<SourcesContext['ports'], 'env' | 'platform'>): string {
  const runtime = env['XDG_RUNTIME_DIR'] ?? ''
  return platform === 'linux' && isAbsolute(runtime) ? runtime : tmpdir()
}
