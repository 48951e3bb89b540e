import type { Call, Input, Output, Reply } from '../../shared/contract/index.ts'
import type { PlanView } from '../../shared/contract/models.ts'
import type { StoreId } from '../../shared/domain/vault/stores.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { unlockOnTerminal } from '../input/unlock-vault.ts'
import { withCore } from '../open-core.ts'
import { confirmPlan, type ConfirmOptions } from '../output/confirm-plan.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable } from '../terminal/table.ts'
import { localTime } from './local-time.ts'
import { offerPurge } from './offer-purge.ts'

export interface MoveOptions extends ConfirmOptions {
  readonly store?: StoreId
  readonly all?: boolean
}

type Status = Output<'vault.status'>

const states: Readonly<Record<Status['held'][number]['state'], string>> = {
  held: '',
  unfinished: 'not finished: move it again, or take it out',
  both: 'the file holds a key too',
  unused: 'no profile asks for it',
}

const eachAsks = 'each command asks for the passphrase of the encrypted file, which nothing here keeps.'

function lockInWords({ locked, idleMinutes, asksEach }: Status): string {
  const after = idleMinutes === null ? 'no time without use' : `${idleMinutes} min without use`
  switch (locked) {
    case undefined:
      return idleMinutes === null
        ? 'Open. It locks with the screen and on suspend, while the app runs.'
        : `Open. It locks after ${after}, and with the screen and on suspend, while the app runs.`
    case 'passphrase':
      return asksEach === true
        ? `Open, but ${eachAsks}`
        : 'Open, but the encrypted file is still locked: stackpass unlock.'
    case 'idle':
      return `Locked after ${after}: stackpass unlock.`
    case 'by-you':
      return 'Locked: stackpass unlock.'
  }
}

function printHeld({ terminal }: CliContext, { held, stores }: Status): void {
  if (held.length === 0) return terminal.out('The vault holds no key.\n')
  const names = new Map(stores.map(({ id, name }) => [id, name]))
  const rows = held.map(({ profile, store, since, state }) => [
    { text: safeText(profile) },
    { text: names.get(store) ?? store },
    { text: localTime(since) },
    { text: states[state] },
  ])
  terminal.out(
    formatTable(
      [{ title: 'Profile', least: 12 }, { title: 'Kept in' }, { title: 'Since' }, { title: '' }],
      rows,
      terminal,
    ),
  )
}

function printStatus(context: CliContext, status: Status): void {
  const { terminal } = context
  const { paint } = terminal
  terminal.out(`${lockInWords(status)}\n`)
  const { held, plain, stores, suggested } = status
  terminal.out(
    `${held.length} ${held.length === 1 ? 'key' : 'keys'} in the vault, ${plain.length} in a plain file that any of your programs can read.\n`,
  )
  for (const { id, name, protects, not, unavailable } of stores) {
    terminal.out(`\n${paint('bold', name)} (--store ${id})${id === suggested ? ', offered first' : ''}\n`)
    if (unavailable === undefined) terminal.out(`  ${protects}\n  ${not}\n`)
    else terminal.out(`  ${safeText(unavailable)}\n`)
  }
}

function withStatus(
  context: CliContext,
  options: CommonOptions,
  print: (context: CliContext, status: Status) => void,
): Promise<number> {
  return withCore(context, async (call) =>
    finish(context, options, await call('vault.status', {}), (status) => print(context, status)),
  )
}

/** `vault status` */
export const runVaultStatus = (context: CliContext, options: CommonOptions): Promise<number> =>
  withStatus(context, options, printStatus)

/** `vault list` */
export const runVaultList = (context: CliContext, options: CommonOptions): Promise<number> =>
  withStatus(context, options, printHeld)

/** Plans; if the vault is locked and a person is there, unlocks it first. */
async function planned(
  context: CliContext,
  call: Call,
  input: Input<'vault.plan'>,
): Promise<Reply<PlanView>> {
  const plan = await call('vault.plan', input)
  if (plan.ok || plan.error.code !== 'VaultLocked') return plan
  const opened = await unlockOnTerminal(context, call, { isNew: plan.error.details?.['isNew'] === true })
  if (opened.ok) return call('vault.plan', input)
  return opened.error.code === 'ConfirmationNeeded' ? plan : opened
}

/** `vault move NAME… [--all] [--store STORE]` */
export function runVaultMove(
  context: CliContext,
  names: readonly string[],
  options: MoveOptions,
): Promise<number> {
  if (names.length > 0 === (options.all === true))
    return Promise.resolve(usageError(context, 'Give names of profiles, or --all.'))
  return withCore(context, async (call) => {
    const status = await call('vault.status', {})
    if (!status.ok) return finish(context, options, status, () => undefined)
    const { plain, stores, suggested } = status.value
    const profiles = options.all === true ? plain : [...names]
    if (profiles.length === 0) {
      context.terminal.out('No plain file holds a key.\n')
      return exitCodes.done
    }
    const store = stores.find(({ id }) => id === (options.store ?? suggested))
    const plan = await planned(context, call, {
      action: 'move',
      profiles,
      ...(store !== undefined && { store: store.id }),
    })
    if (plan.ok && store !== undefined && options.json !== true)
      printNote(context, `Into: ${store.name}. ${store.protects} ${store.not}`)
    const code = await confirmPlan(context, call, options, plan, 'Move this?')
    if (code === exitCodes.done && options.dryRun !== true)
      await offerPurge(context, call, options, profiles, 'the move')
    return code
  })
}

/** `vault take-out NAME…` */
export function runVaultTakeOut(
  context: CliContext,
  profiles: readonly string[],
  options: ConfirmOptions,
): Promise<number> {
  return withCore(context, async (call) => {
    const plan = await planned(context, call, { action: 'takeOut', profiles: [...profiles] })
    return confirmPlan(context, call, options, plan, 'Put the key back into the plain file?')
  })
}

/** `lock` and `vault lock` */
export function runLock(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) =>
    finish(context, options, await call('vault.lock', {}), () =>
      context.terminal.out('The vault is locked.\n'),
    ),
  )
}

/** `unlock` and `vault unlock` */
export function runUnlock(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) => {
    const opened = await unlockOnTerminal(context, call)
    const status = opened.ok ? await call('vault.status', {}) : undefined
    const asksEach = status?.ok === true && status.value.asksEach === true
    return finish(context, options, opened, () =>
      context.terminal.out(asksEach ? `The vault is open, and ${eachAsks}\n` : 'The vault is open.\n'),
    )
  })
}
