import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { parseOwnCommand } from '../../shared/domain/aws/own-command.ts'
import { quotePosix } from '../../shared/domain/transfer/export/quoting.ts'
import { ok, type CodedError, type Result } from '../../shared/result.ts'
import type { CorePorts } from '../host/ports.ts'
import { createAllowList, type AllowList } from './allow-list.ts'
import { changeSince, startsMore } from './compare-pins.ts'
import { resolveCommand, resolveForAll, resolvePieces } from './resolve-command.ts'
import { shownCommand } from '../../shared/domain/text/shown-command.ts'
import { textHash } from './command-hash.ts'
import type { AllowedProcess, ConsentWhere, Place, ProcessPermission, ResolvedCommand } from './types.ts'

/** What the user is asked about: everything that the permission will cover. */
export interface Candidate {
  readonly profile: string
  readonly command: string
  readonly resolved: ResolvedCommand
  /** Why the user is asked again about a command that was allowed before. */
  readonly change?: string
  readonly isAllowed: boolean
}

export interface ProcessPermissions {
  readonly list: AllowList
  /**
   * Looked up on each run: a program may have been replaced since. `argv`: the pieces, for a tool that starts the program
   * without a shell. A yes covers the command as a shell reads it, so whatever these pieces start must be part of that.
   */
  check(command: string, profile: string, argv?: readonly string[]): Promise<ProcessPermission>
  /** Errors: ProcessMissing, ProcessUnsafe, AllowListUnsafe. */
  candidate(command: string, profile: string): Promise<Result<Candidate>>
  /** Keeps what the user said yes to. */
  allow(candidate: Candidate, where: ConsentWhere, at: Date): Promise<Result<void>>
  /** What has changed about an allowed command; undefined when nothing has. */
  changeOf(entry: AllowedProcess, command: string): Promise<string | undefined>
}

/** Which credential_process commands the user has seen and allowed and are unchanged. */
export type ProcessChecks = Pick<ProcessPermissions, 'check'>

/** Names profile, text, files and folder together: for consent that a script gives. */
export function fingerprintOf(
  profile: string,
  text: string,
  { pins, folder }: Pick<ResolvedCommand, 'pins' | 'folder'>,
) {
  const files = pins.map(({ role, path, by, sha256 }) => [role, path, by, sha256 ?? ''])
  return createHash('sha256')
    .update(JSON.stringify([profile, text, files, folder ?? '']))
    .digest('hex')
}

/** The command to type in a terminal to allow a profile's program. */
export function allowCommand(profile: string): string {
  const isWord = profile !== 'list' && profile !== 'revoke' && !profile.startsWith('-')
  return `stackpass allow ${isWord ? '' : '--profile '}${quotePosix(profile) ?? JSON.stringify(profile)}`
}

function currentFolder(home: string): string {
  try {
    return process.cwd()
  } catch {
    // It was deleted: nothing is relative to it any longer.
    return home
  }
}

/** The permissions to run a credential_process, from the list on disk and the programs as they are now. */
export function createProcessPermissions(
  { env, platform, homeDir: home, ownFile }: Pick<CorePorts, 'env' | 'platform' | 'homeDir' | 'ownFile'>,
  paths: { readonly stateDir: string; readonly locksDir: string },
): ProcessPermissions {
  const list = createAllowList(paths.stateDir, paths.locksDir)
  const place = (): Place => ({ env, platform, home, cwd: currentFolder(home) })

  const refusal = (
    error: CodedError,
    code: 'ProcessMissing' | 'ProcessUnsafe' | 'AllowListUnsafe',
  ): ProcessPermission => ({
    kind: 'refused',
    code,
    message: error.message,
    reason: error.reason ?? '',
    remedy: error.remedy ?? '',
  })

  /** Shown where a shell would have found it. */
  const withoutShell = (permission: ProcessPermission): ProcessPermission =>
    permission.kind === 'allowed'
      ? permission
      : {
          ...permission,
          reason: `The AWS CLI and boto3 run no shell: ${permission.reason}`,
          remedy: 'Write the full path in credential_process, without ~, variables and pipes.',
        }

  /** The permissions of a command, one for each folder that it may run in. */
  async function entriesOf(command: string, profile: string) {
    const read = await list.read()
    if (!read.ok) return read
    const hash = textHash(command)
    const { allowed, wasAllowedBefore } = read.value
    const entries = allowed.filter((one) => one.profile === profile && one.textHash === hash)
    return ok({ entries, before: entries.length === 0 && wasAllowedBefore(profile, command) })
  }

  /** What differs from what was allowed; undefined when nothing does. */
  function changeFrom(entries: readonly AllowedProcess[], resolved: ResolvedCommand): string | undefined {
    const here = entries.find(({ folder }) => folder === resolved.folder) ?? entries[0]
    return here === undefined ? undefined : changeSince(here, resolved)
  }

  /** True for a command of ours that starts this very program, which already runs. */
  async function isOwn(command: string): Promise<boolean> {
    if (ownFile === undefined || parseOwnCommand(command) === undefined) return false
    const resolved = await resolveCommand(command, place())
    if (!resolved.ok || resolved.value.unknown.length > 0) return false
    const own = await realpath(ownFile).catch(() => undefined)
    return resolved.value.pins.length > 0 && resolved.value.pins.every(({ realPath }) => realPath === own)
  }

  const earlier = 'You allowed it with an earlier version, which did not record which program it was.'

  return {
    list,
    async check(command, profile, argv) {
      const remedy = `Run \`${allowCommand(profile)}\` in a terminal, or change the profile.`
      const found = await entriesOf(command, profile)
      if (!found.ok) return refusal(found.error, 'AllowListUnsafe')
      const { entries, before } = found.value
      if (entries.length === 0) {
        if (await isOwn(command)) return { kind: 'allowed' }
        return {
          kind: 'refused',
          code: 'ProcessNotAllowed',
          reason: before ? earlier : 'It runs a program of your machine, so Stackpass asks first.',
          remedy,
        }
      }
      const resolved = await resolveForAll(command, place())
      if (!resolved.ok) {
        return refusal(
          resolved.error,
          resolved.error.code === 'ProcessUnsafe' ? 'ProcessUnsafe' : 'ProcessMissing',
        )
      }
      const change = changeFrom(entries, resolved.value)
      if (change !== undefined) return { kind: 'refused', code: 'ProcessChanged', reason: change, remedy }
      // Not measured on Windows, where all commands are started as the JS SDK does it.
      if (argv === undefined || platform === 'win32') return { kind: 'allowed', run: resolved.value.run }
      const pieces = await resolvePieces(argv, place())
      if (!pieces.ok) {
        const code = pieces.error.code === 'ProcessUnsafe' ? 'ProcessUnsafe' : 'ProcessMissing'
        return withoutShell(refusal(pieces.error, code))
      }
      const more = startsMore(resolved.value, pieces.value)
      if (more !== undefined) return { kind: 'refused', code: 'ProcessChanged', reason: more, remedy }
      const { cwd } = resolved.value.run
      return { kind: 'allowed', run: { ...pieces.value.run, cwd } }
    },
    async candidate(command, profile) {
      const found = await entriesOf(command, profile)
      if (!found.ok) return found
      const resolved = await resolveForAll(command, place())
      if (!resolved.ok) return resolved
      const { entries, before } = found.value
      const change = before ? earlier : changeFrom(entries, resolved.value)
      return ok({
        profile,
        command,
        resolved: resolved.value,
        ...(change !== undefined && { change }),
        isAllowed: entries.length > 0 && change === undefined,
      })
    },
    allow({ profile, command, resolved: { pins, folder, unknown } }, where, at) {
      const entry = {
        profile,
        textHash: textHash(command),
        shown: shownCommand(command),
        pins,
        folder,
        unknown: unknown.map(shownCommand),
      }
      return list.add({ ...entry, at: at.toISOString(), where })
    },
    async changeOf(entry, command) {
      const { folder } = entry
      const resolved = await resolveForAll(command, {
        ...place(),
        ...(folder !== undefined && { cwd: folder }),
      })
      return resolved.ok ? changeSince(entry, resolved.value) : resolved.error.message
    },
  }
}
