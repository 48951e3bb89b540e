import type { Call, Input, MethodName, Output, Reply } from '../../shared/contract/index.ts'
import { usualGraceDays } from '../../shared/domain/rotation/types.ts'
import { inWords } from '../../shared/domain/text/in-words.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { unlockOnTerminal } from '../input/unlock-vault.ts'
import { withCore } from '../open-core.ts'
import { confirm, notConfirmed, type ConfirmOptions } from '../output/confirm-plan.ts'
import { formatDiff } from '../output/format-diff.ts'
import { finish, printNote } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable } from '../terminal/table.ts'
import { localTime } from './local-time.ts'

export interface RotateOptions extends ConfirmOptions {
  /** Days. */
  readonly grace?: number
  readonly delete?: string
}

export interface ResumeKeyOptions extends CommonOptions {
  readonly delete?: string
}

export interface FinishKeyOptions extends ConfirmOptions {
  readonly althoughUsed?: boolean
}

type Status = Output<'keys.status'>
type Key = Status['keys'][number]
type Rotation = Status['rotations'][number]

/** Calls a method; if the vault is locked and a person is there, unlocks it first. */
async function unlocked<M extends MethodName>(
  context: CliContext,
  call: Call,
  method: M,
  input: Input<M>,
): Promise<Reply<Output<M>>> {
  const answer = await call(method, input)
  if (answer.ok || answer.error.code !== 'VaultLocked') return answer
  const opened = await unlockOnTerminal(context, call)
  if (opened.ok) return call(method, input)
  return opened.error.code === 'ConfirmationNeeded' ? answer : opened
}

const usedInWords = (used: Key['lastUsed']): string =>
  used === undefined ? 'never' : `${localTime(used.at)}, ${used.service} in ${used.region}`

function ageInWords({ ageDays, tooOld, checkedAt }: Key): string {
  if (ageDays === undefined) return checkedAt === undefined ? 'not known' : 'not told'
  return `${ageDays} ${ageDays === 1 ? 'day' : 'days'}${tooOld === true ? ', over 90' : ''}`
}

const stateInWords: Readonly<Record<Rotation['state'], string>> = {
  planned: 'it stopped while AWS created a new key: stackpass keys resume',
  created: 'the new key exists but is stored nowhere: stackpass keys resume',
  proved: 'the new key is not written yet: stackpass keys resume',
  written: 'the new key is written but not yet tested from the file: stackpass keys resume',
  switched: 'the old key is not switched off yet: stackpass keys resume',
  inactive: 'the old key is switched off',
  undoing: 'it is being undone: stackpass keys resume',
}

function printRotation({ terminal }: CliContext, rotation: Rotation): void {
  const { profile, oldId, newId = 'a new key', state, deletableFrom } = rotation
  const until =
    state === 'inactive' && deletableFrom !== undefined
      ? `, and may be deleted from ${localTime(deletableFrom)}: stackpass keys finish ${profile}`
      : ''
  terminal.out(
    `${safeText(profile)}: ${newId} in the place of ${oldId}; ${safeText(stateInWords[state] + until)}.\n`,
  )
}

function printStatus(context: CliContext, { keys, rotations }: Status): void {
  const { terminal } = context
  if (keys.length === 0) terminal.out('No profile has a long-lived key.\n')
  else
    terminal.out(
      formatTable(
        [
          { title: 'Key', least: 20 },
          { title: 'Profiles', least: 12 },
          { title: 'Age' },
          { title: 'Last used' },
          { title: 'Keys of the user' },
        ],
        keys.map((key) => [
          { text: key.accessKeyId },
          { text: safeText(key.profiles.join(', ')) + (key.inVault ? ' (vault)' : '') },
          { text: ageInWords(key) },
          { text: key.keysOfUser === undefined ? 'not known' : usedInWords(key.lastUsed) },
          { text: key.keysOfUser === undefined ? 'not known' : String(key.keysOfUser) },
        ]),
        terminal,
      ),
    )
  for (const { profiles, failure } of keys)
    if (failure !== undefined) printNote(context, `${safeText(profiles[0] ?? '')}: ${safeText(failure)}`)
  for (const { profiles, others = [] } of keys)
    for (const { accessKeyId, active, lastUsed } of others)
      printNote(
        context,
        `The user of ${safeText(profiles[0] ?? '')} has another key, ${accessKeyId}: ${active ? 'active' : 'switched off'}, last used ${usedInWords(lastUsed)}.`,
      )
  for (const rotation of rotations) printRotation(context, rotation)
}

/** `keys status [NAME…]` */
export function runKeysStatus(
  context: CliContext,
  names: readonly string[],
  options: CommonOptions,
): Promise<number> {
  return withCore(context, async (call) =>
    finish(
      context,
      options,
      await unlocked(context, call, 'keys.check', names.length > 0 ? { profiles: [...names] } : {}),
      (status) => printStatus(context, status),
    ),
  )
}

function printPreview(
  context: CliContext,
  { profiles, user, steps, files, vault }: Output<'keys.preview'>,
): void {
  const { terminal } = context
  terminal.out(`The key of ${safeText(user)} is in ${safeText(inWords(profiles))}.\n`)
  if (vault.length > 0)
    terminal.out(`The key of ${safeText(inWords(vault))} is in the vault, and is replaced there.\n`)
  terminal.out(files.map((file) => formatDiff(file, terminal)).join(''))
  for (const [index, step] of steps.entries()) terminal.out(`${index + 1}. ${step}\n`)
}

/** `keys rotate NAME [--dry-run] [--grace 7d|now] [--delete ID] [--yes]` */
export function runKeysRotate(context: CliContext, name: string, options: RotateOptions): Promise<number> {
  const input = {
    profile: name,
    graceDays: options.grace ?? usualGraceDays,
    ...(options.delete !== undefined && { remove: options.delete }),
  }
  return withCore(context, async (call) => {
    if (options.dryRun === true || options.yes !== true) {
      const seen = await unlocked(context, call, 'keys.preview', input)
      if (!seen.ok || options.dryRun === true)
        return finish(context, options, seen, (value) => {
          printPreview(context, value)
          context.terminal.out('Nothing was changed (--dry-run).\n')
        })
      if (options.json !== true) printPreview(context, seen.value)
      const answer = await confirm(context, `Rotate the key of ${safeText(name)}?`)
      if (answer !== true) return notConfirmed(context, options, answer)
    }
    const done = await unlocked(context, call, 'keys.rotate', input)
    return finish(context, options, done, ({ rotation }) => {
      if (rotation === undefined)
        context.terminal.out(`${safeText(name)} has a new key, and the old one is deleted.\n`)
      else {
        printRotation(context, rotation)
        context.terminal.out(`Back to the old key: stackpass keys undo ${safeText(name)}\n`)
      }
    })
  })
}

/** `keys resume [--delete ID]` */
export function runKeysResume(context: CliContext, options: ResumeKeyOptions): Promise<number> {
  return withCore(context, async (call) =>
    finish(
      context,
      options,
      await unlocked(
        context,
        call,
        'keys.resume',
        options.delete === undefined ? {} : { remove: options.delete },
      ),
      ({ said }) =>
        context.terminal.out(
          said.length === 0 ? 'No rotation is under way.\n' : `${safeText(said.join('\n'))}\n`,
        ),
    ),
  )
}

/** `keys finish NAME [--although-used] [--yes]` */
export function runKeysFinish(context: CliContext, name: string, options: FinishKeyOptions): Promise<number> {
  return withCore(context, async (call) => {
    if (options.yes !== true) {
      const answer = await confirm(context, `Delete the old key of ${safeText(name)} for good?`)
      if (answer !== true) return notConfirmed(context, options, answer)
    }
    const input = { profile: name, ...(options.althoughUsed === true && { althoughUsed: true }) }
    return finish(context, options, await unlocked(context, call, 'keys.finish', input), ({ deleted }) =>
      context.terminal.out(`The old key ${deleted} is deleted.\n`),
    )
  })
}

/** `keys undo NAME [--yes]` */
export function runKeysUndo(context: CliContext, name: string, options: ConfirmOptions): Promise<number> {
  return withCore(context, async (call) => {
    if (options.yes !== true) {
      const answer = await confirm(
        context,
        `Give ${safeText(name)} its old key again, and delete the new one?`,
      )
      if (answer !== true) return notConfirmed(context, options, answer)
    }
    return finish(
      context,
      options,
      await unlocked(context, call, 'keys.undo', { profile: name }),
      ({ restored }) => context.terminal.out(`${safeText(name)} has its old key ${restored} again.\n`),
    )
  })
}
