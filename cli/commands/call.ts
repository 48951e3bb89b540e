import type { MethodName } from '../../shared/contract/index.ts'
import { fail, ok } from '../../shared/result.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { decodeExactly } from '../input/decode-text.ts'
import { readStdin } from '../input/read-stdin.ts'
import { withCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { formatTable } from '../terminal/table.ts'

export interface CallOptions {
  readonly schema?: boolean
}

/** The list of methods for `call --help`: name, kind and description. */
export async function describeMethods(context: CliContext): Promise<string> {
  const { contract } = await import('../../shared/contract/index.ts')
  const rows = Object.entries(contract).map(([name, { kind, about }]) => [
    { text: name },
    { text: kind },
    { text: about },
  ])
  return formatTable([{ title: 'Method', least: 22 }, { title: 'Kind' }, { title: 'What it does' }], rows, {
    paint: context.terminal.paint,
    columns: undefined,
  })
}

/** `call METHOD --schema` */
async function printSchema(context: CliContext, method: string): Promise<number> {
  // A separate module with a static import of zod: `import('zod')` would bundle all of zod.
  const { methodSchema } = await import('./method-schema.ts')
  const schema = methodSchema(method)
  if (schema === undefined) return usageError(context, `There is no method called "${method}".`)
  context.terminal.out(`${JSON.stringify(schema, undefined, 2)}\n`)
  return exitCodes.done
}

/** `call METHOD < input.json`: calls a method of the contract. Empty standard input means `{}`. */
export async function runCall(context: CliContext, method: string, options: CallOptions): Promise<number> {
  if (options.schema === true) return printSchema(context, method)
  const read = process.stdin.isTTY ? ok(Buffer.alloc(0)) : await readStdin()
  const text = read.ok ? decodeExactly(read.value, 'Standard input') : read
  if (!text.ok) return finish(context, { json: true }, text, () => undefined)
  let input: unknown
  try {
    input = text.value.trim() === '' ? {} : JSON.parse(text.value)
  } catch {
    // The parser's own message quotes the input, which may hold a secret.
    const reply = fail('BadInput', 'Standard input is not JSON.', {
      reason: 'The input of a method is one JSON value.',
      remedy: `\`stackpass call ${method} --schema\` shows what is expected.`,
    })
    return finish(context, { json: true }, reply, () => undefined)
  }
  return withCore(
    context,
    async (call) =>
      finish(context, { json: true }, await call(method as MethodName, input as never), () => undefined),
    { askMfa: createMfaAsker(context.platform) },
  )
}
