import type { Settings } from '../../shared/contract/models.ts'
import type { Call, Input, Reply } from '../../shared/contract/index.ts'
import { ok } from '../../shared/result.ts'
import { didYouMean } from '../../shared/domain/text/did-you-mean.ts'
import type { CliContext, CommonOptions, WriteOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable } from '../terminal/table.ts'

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function printSettings(context: CliContext, settings: Settings): void {
  const rows = Object.entries(settings).map(([key, value]) => [
    { text: key },
    { text: safeText(inWords(value)) },
  ])
  context.terminal.out(formatTable([{ title: 'Setting' }, { title: 'Value' }], rows, context.terminal))
}

function unknownSetting(context: CliContext, key: string, settings: Settings): number {
  const meant = didYouMean(key, Object.keys(settings))
  return usageError(
    context,
    `There is no setting "${key}". ${meant}Settings: ${Object.keys(settings).join(', ')}.`,
  )
}

/** `settings get [KEY]` */
export function runSettingsGet(
  context: CliContext,
  key: string | undefined,
  options: CommonOptions,
): Promise<number> {
  return withCore(context, async (call) => {
    const reply = await call('settings.get', {})
    if (reply.ok && key !== undefined && !Object.hasOwn(reply.value, key))
      return unknownSetting(context, key, reply.value)
    if (key === undefined || !reply.ok)
      return finish(context, options, reply, (settings) => printSettings(context, settings))
    return finish(context, options, ok(reply.value[key as keyof Settings]), (value) =>
      context.terminal.out(`${safeText(inWords(value))}\n`),
    )
  })
}

/** Reads a value as JSON if it is JSON (`true`, `5`, `["a"]`), else as text. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Words an invalid value for the person who typed it; the contract's schema gives the reason. */
function aboutSetting<T>(key: string, reply: Reply<T>): Reply<T> {
  if (reply.ok || reply.error.code !== 'BadInput') return reply
  const remedy = `Give a value of that kind. \`stackpass settings get ${key}\` prints the present one.`
  return { ...reply, error: { ...reply.error, message: `${key} cannot be set to this.`, remedy } }
}

/** Shows what `settings set` would change, checked with the same schema. */
async function previewSetting(
  context: CliContext,
  call: Call,
  key: string,
  patch: Input<'settings.set'>,
  options: WriteOptions,
): Promise<number> {
  const { contract } = await import('../../shared/contract/index.ts')
  const parsed = contract['settings.set'].input.safeParse(patch)
  // Let core say what is wrong; it writes nothing for an invalid value.
  if (!parsed.success)
    return finish(context, options, aboutSetting(key, await call('settings.set', patch)), () => undefined)
  const before = await call('settings.get', {})
  if (!before.ok) return finish(context, options, before, () => undefined)
  const after = { ...before.value, ...parsed.data } as Settings
  const name = key as keyof Settings
  return finish(context, options, { ok: true, value: after }, () => {
    context.terminal.out(`- ${key} = ${safeText(inWords(before.value[name]))}\n`)
    context.terminal.out(`+ ${key} = ${safeText(inWords(after[name]))}\nNothing was written (--dry-run).\n`)
  })
}

/** `settings set KEY VALUE`. The contract's schema checks the key and the value. */
export function runSettingsSet(
  context: CliContext,
  key: string,
  value: string,
  options: WriteOptions,
): Promise<number> {
  const patch = Object.fromEntries([[key, readValue(value)]]) as Input<'settings.set'>
  return withCore(context, async (call) => {
    const before = await call('settings.get', {})
    if (before.ok && !Object.hasOwn(before.value, key)) return unknownSetting(context, key, before.value)
    if (options.dryRun === true) return previewSetting(context, call, key, patch, options)
    const reply = aboutSetting(key, await call('settings.set', patch))
    return finish(context, options, reply, (settings) =>
      context.terminal.out(`${key} is ${safeText(inWords(settings[key as keyof Settings]))}\n`),
    )
  })
}
