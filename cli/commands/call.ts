import type { MethodName } from '../../shared/contract/index.ts'
import { fail } from '../../shared/result.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { readStdin } from '../input/read-stdin.ts'
import { withCore } from '../open-core.ts'
import { printError, printJson } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { formatTable } from '../terminal/table.ts'

export interface CallOptions {
  readonly schema?: boolean
}

/** The list of methods for `call --help`: name, kind and what each does. */
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
  // A module of its own, with a static import of zod: `import('zod')` would bundle the whole of it.
  const { methodSchema } = await import('./method-schema.ts')
  const schema = methodSchema(method)
  if (schema === undefined) return usageError(context, `There is no method called "${method}".`)
  context.terminal.out(`${JSON.stringify(schema, undefined, 2)}\n`)
  return exitCodes.done
}

/** `call METHOD < input.json`: the contract itself. Nothing on standard input stands for `{}`. */
export async function runCall(context: CliContext, method: string, options: CallOptions): Promise<number> {
  if (options.schema === true) return printSchema(context, method)
  const text = process.stdin.isTTY ? '' : await readStdin()
  let input: unknown
  try {
    input = text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    // The parser's own message quotes the input, which may hold a secret.
    const reply = fail('BadInput', 'Standard input is not JSON.', {
      remedy: `\`stackpass call ${method} --schema\` shows what is expected.`,
    })
    printJson(context, reply)
    printError(context, reply.error)
    return exitCodes.refused
  }
  return withCore(
    context,
    async (call) => {
      const reply = await call(method as MethodName, input as never)
      printJson(context, reply)
      if (reply.ok) return exitCodes.done
      printError(context, reply.error)
      return exitCodes.refused
    },
    { askMfa: createMfaAsker(context.platform) },
  )
}
