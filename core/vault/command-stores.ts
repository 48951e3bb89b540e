import * as nodePath from 'node:path'
import { storeLabel, type StoreId } from '../../shared/domain/vault/stores.ts'
import { redactSaid } from '../../shared/domain/secrets/redact.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { findProgram } from '../system/find-program.ts'
import { runWithInput, type Said } from './run-with-input.ts'
import type { VaultStore } from './types.ts'

export interface CommandPlace {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
}

/** 1Password and GPG may ask a person. Milliseconds. */
const longestWait = 120_000

interface Command {
  available(): Promise<Result<undefined>>
  run(args: readonly string[], input?: string): Promise<Result<Said>>
  refused(said: Said, secrets?: readonly string[]): ReturnType<typeof fail>
}

function command(id: StoreId, program: string, place: CommandPlace): Command {
  const { name } = storeLabel(id, place.platform)
  const find = (): Result<string> => {
    const found = findProgram(program, place.env, { platform: place.platform })
    if (found !== undefined) return ok(found)
    return fail('VaultUnavailable', `${name} cannot be used: there is no program ${program}.`, {
      reason: 'No absolute folder of PATH has it.',
      remedy: `Install ${program}, or choose another store.`,
    })
  }
  return {
    available: () => {
      const found = find()
      return Promise.resolve(found.ok ? ok(undefined) : found)
    },
    async run(args, input) {
      const found = find()
      if (!found.ok) return found
      const how = { env: place.env, timeoutMs: longestWait, ...(input !== undefined && { input }) }
      return ok(await runWithInput(found.value, args, how))
    },
    refused: ({ exitCode, stderr }, secrets = []) =>
      fail('VaultUnavailable', `${name} did not complete the request.`, {
        reason:
          redactSaid(stderr, secrets).trim() ||
          (exitCode === undefined ? 'It did not end in time.' : `It ended with exit code ${exitCode}.`),
        remedy: `Run ${nodePath.basename(program)} in a terminal to see whether it is signed in and unlocked.`,
      }),
  }
}

/** `pass`, the password store: one GPG file for each item below the folder `stackpass`. */
export function createPassStore(place: CommandPlace): VaultStore {
  const { available, run, refused } = command('pass', 'pass', place)
  const path = (item: string): string => `stackpass/${Buffer.from(item).toString('hex')}`
  const isMissing = ({ stderr }: Said): boolean => /is not in the password store/.test(stderr)
  return {
    id: 'pass',
    available,
    async put(item, secret) {
      const said = await run(['insert', '--multiline', '--force', path(item)], `${secret}\n`)
      if (!said.ok) return said
      return said.value.exitCode === 0 ? ok(undefined) : refused(said.value, [secret])
    },
    async get(item) {
      const said = await run(['show', path(item)])
      if (!said.ok) return said
      if (said.value.exitCode === 0) return ok(said.value.stdout.replace(/\n$/, ''))
      return isMissing(said.value) ? ok(undefined) : refused(said.value)
    },
    async remove(item) {
      const said = await run(['rm', '--force', path(item)])
      if (!said.ok) return said
      return said.value.exitCode === 0 || isMissing(said.value) ? ok(undefined) : refused(said.value)
    },
  }
}

interface OnePasswordItem {
  readonly fields?: readonly { readonly id?: string; readonly value?: string }[]
}

function fieldOf(text: string): string | undefined {
  try {
    const { fields = [] } = JSON.parse(text) as OnePasswordItem
    return fields.find(({ id }) => id === 'notesPlain')?.value
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

interface ListedItem {
  readonly id: string
  readonly title: string
  readonly created_at?: string
}

const isListed = (value: unknown): value is ListedItem =>
  typeof (value as ListedItem | null)?.id === 'string' && typeof (value as ListedItem).title === 'string'

/** The ids of the items with a title, the newest first; undefined where the output is not a list. */
function idsIn(text: string, title: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text === '' ? '[]' : text)
    if (!Array.isArray(list)) return undefined
    const made = ({ created_at: at = '' }: ListedItem): string => at
    return list
      .filter(isListed)
      .filter((one) => one.title === title)
      .sort((one, other) => (made(one) < made(other) ? 1 : -1))
      .map(({ id }) => id)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * 1Password by its command `op`: a secure note for each item. The new one is created before the old one is deleted, so a process
 * that is killed in between leaves both, and the newer one counts.
 */
export function createOnePasswordStore(place: CommandPlace): VaultStore {
  const { available, run, refused } = command('onepassword', 'op', place)
  const title = (item: string): string => `Stackpass ${item}`
  const isMissing = ({ stderr }: Said): boolean => /isn't an item|not found/i.test(stderr)
  const isSeveral = ({ stderr }: Said): boolean => /more than one item/i.test(stderr)
  const idsOf = async (item: string): Promise<Result<readonly string[]>> => {
    const said = await run(['item', 'list', '--categories', 'Secure Note', '--format', 'json'])
    if (!said.ok) return said
    const ids = said.value.exitCode === 0 ? idsIn(said.value.stdout, title(item)) : undefined
    return ids === undefined ? refused(said.value) : ok(ids)
  }
  const removeAll = async (ids: readonly string[]): Promise<Result<undefined>> => {
    for (const id of ids) {
      const said = await run(['item', 'delete', id])
      if (!said.ok) return said
      if (said.value.exitCode !== 0 && !isMissing(said.value)) return refused(said.value)
    }
    return ok(undefined)
  }
  const show = (name: string): Promise<Result<Said>> =>
    run(['item', 'get', name, '--format', 'json', '--reveal'])
  return {
    id: 'onepassword',
    available,
    async put(item, secret) {
      const old = await idsOf(item)
      if (!old.ok) return old
      const fields = [{ id: 'notesPlain', type: 'STRING', purpose: 'NOTES', value: secret }]
      const template = JSON.stringify({ title: title(item), category: 'SECURE_NOTE', fields })
      const said = await run(['item', 'create', '-'], template)
      if (!said.ok) return said
      return said.value.exitCode === 0 ? removeAll(old.value) : refused(said.value, [secret])
    },
    async get(item) {
      let said = await show(title(item))
      if (said.ok && said.value.exitCode !== 0 && isSeveral(said.value)) {
        const ids = await idsOf(item)
        if (!ids.ok) return ids
        said = await show(ids.value[0] ?? title(item))
      }
      if (!said.ok) return said
      if (said.value.exitCode === 0) return ok(fieldOf(said.value.stdout))
      return isMissing(said.value) ? ok(undefined) : refused(said.value)
    },
    async remove(item) {
      const ids = await idsOf(item)
      return ids.ok ? removeAll(ids.value) : ids
    },
  }
}
