import type { StoreId } from '../../shared/domain/vault/stores.ts'
import type { Call, Reply } from '../../shared/contract/index.ts'
import type { ImportCandidate } from '../../shared/contract/models.ts'
import { exitCodes, type CliContext, type WriteOptions } from '../context.ts'
import { decodeLoosely } from '../input/decode-text.ts'
import { readImportFile } from '../input/read-import-file.ts'
import { readStdin } from '../input/read-stdin.ts'
import { withCore } from '../open-core.ts'
import { expiryText } from '../output/expiry-text.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { writePlan } from '../output/write-plan.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell } from '../terminal/table.ts'

export interface ImportOptions extends WriteOptions {
  /** The profile name for a single candidate. */
  readonly as?: string
  /** Numbers of the candidates to take, as listed. */
  readonly only?: readonly number[]
  readonly expires?: string
  readonly list?: boolean
  /** Import even if a token may be cut off. */
  readonly anyway?: boolean
  /** Where to keep long-lived keys instead of the plain file. */
  readonly store?: StoreId
}

async function readSource(source: string): Promise<Reply<string>> {
  const read = await (source === '-' ? readStdin() : readImportFile(source))
  return read.ok ? { ok: true, value: decodeLoosely(read.value) } : read
}

/** A candidate and its target profile. */
interface Target {
  readonly candidate: ImportCandidate
  readonly profile: string
  readonly replaces: ImportCandidate['replaces']
}

/** Uses the candidate's own name, or the one that the user gave. */
async function targetOf(call: Call, candidate: ImportCandidate, as: string | undefined): Promise<Target> {
  const { suggestedName, replaces } = candidate
  if (as === undefined || as === suggestedName) return { candidate, profile: suggestedName, replaces }
  const there = await call('profiles.show', { name: as })
  return { candidate, profile: as, replaces: there.ok ? there.value.summary : undefined }
}

/** Undefined when the user cancels. */
async function readPaste(context: CliContext): Promise<Reply<string> | undefined> {
  const { pasteHidden } = await import('../input/paste-hidden.ts')
  const pasted = await pasteHidden(() =>
    printNote(context, 'Paste the text, which is not shown, then press Ctrl-D.'),
  )
  return pasted && { ok: true, value: decodeLoosely(pasted) }
}

function replaced({ replaces }: Target): string {
  if (replaces === undefined) return 'new profile'
  return replaces.accessKeyId === undefined
    ? `${replaces.kind}, without keys`
    : `replaces ${replaces.accessKeyId}`
}

function targetRow(target: Target): Cell[] {
  const { candidate } = target
  const expiry = expiryText(candidate.expiresAt, new Date())
  return [
    { text: String(candidate.index + 1) },
    { text: safeText(target.profile) },
    { text: safeText(candidate.accessKeyId ?? '') },
    { text: candidate.hasToken ? 'token' : '' },
    { text: expiry === undefined ? '' : `${expiry.text}${candidate.expiryAssumed ? ' (assumed)' : ''}` },
    { text: safeText(replaced(target)) },
    { text: safeText(candidate.problem?.message ?? ''), colour: 'red' },
  ]
}

function printTargets(context: CliContext, targets: readonly Target[], to: 'out' | 'err'): void {
  const { terminal } = context
  const columns = ['No', 'Profile', 'Access key', 'Token', 'Keys', 'Now', 'Problem'].map((title) => ({
    title,
  }))
  const paint = to === 'out' ? terminal.paint : terminal.errPaint
  terminal[to](formatTable(columns, targets.map(targetRow), { paint, columns: terminal.columns }))
}

function choose(candidates: readonly ImportCandidate[], options: ImportOptions): ImportCandidate[] | string {
  const { only } = options
  const unknown = only?.find((number) => !candidates.some(({ index }) => index === number - 1))
  if (unknown !== undefined) return `There is no number ${unknown} in this text.`
  const chosen = candidates.filter(({ index }) => only === undefined || only.includes(index + 1))
  if (options.as === '') return 'The name after --as is empty.'
  if (options.as !== undefined && chosen.length !== 1)
    return `--as takes one set of keys; this text has ${chosen.length}. Choose with --only.`
  return chosen
}

/** `profiles import [FILE]`: finds credentials in text, shows old and new, and writes the chosen ones. */
export async function runImport(
  context: CliContext,
  source: string,
  options: ImportOptions,
): Promise<number> {
  const pasted = source === '-' && process.stdin.isTTY
  const text = await (pasted ? readPaste(context) : readSource(source))
  if (text === undefined) return exitCodes.interrupted
  if (!text.ok) return finish(context, options, text, () => undefined)
  return withCore(context, async (call) => {
    const found = await call('imports.parse', { text: text.value })
    if (!found.ok) return finish(context, options, found, () => undefined)
    for (const note of found.value.notes) printNote(context, note)
    const chosen = choose(found.value.candidates, options)
    if (typeof chosen === 'string') return usageError(context, chosen)
    const targets = await Promise.all(chosen.map((candidate) => targetOf(call, candidate, options.as)))
    if (options.list === true)
      return finish(context, options, found, () => printTargets(context, targets, 'out'))
    if (options.json !== true) printTargets(context, targets, 'err')
    const plan = await call('imports.plan', {
      importId: found.value.importId,
      ...(options.store !== undefined && { keepIn: options.store }),
      choices: targets.map(({ candidate, profile }) => ({
        index: candidate.index,
        profile,
        ...(options.expires !== undefined && { expiresAt: options.expires }),
        ...(options.anyway === true && { anyway: true }),
      })),
    })
    const good = chosen.filter(({ problem }) => problem === undefined).map(({ index }) => index + 1)
    if (!plan.ok && good.length > 0 && good.length < chosen.length)
      printNote(context, `Nothing was written. The others can be taken with --only ${good.join(',')}.`)
    return writePlan(context, call, options, plan, { fold: true })
  })
}
