import { realpath } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { CorePorts } from '../host/ports.ts'
import { findProgram } from '../system/find-program.ts'
import { readForeignFile } from '../system/read-foreign-file.ts'

/** A larger file is not a script. */
const largestScript = 1024 * 1024

/** A program as a rule knows it. */
export interface ProgramIdentity {
  readonly name: string
  readonly identity: string
  readonly executable: string
  readonly script?: string
}

const missing = (program: string): Result<never> =>
  fail('ProcessMissing', `The program ${program} was not found.`, {
    reason: 'It is not a file, and no absolute folder of PATH has it.',
    remedy: 'Give its path.',
  })

/**
 * The file that will run when a program is started, as the system will report it: with links resolved, and for a script the
 * interpreter that its first line names, with the script. Errors: ProcessMissing.
 */
export async function identityOfProgram(
  program: string,
  { env, platform }: Pick<CorePorts, 'env' | 'platform'>,
): Promise<Result<ProgramIdentity>> {
  const isPath = isAbsolute(program) || /[\\/]/.test(program)
  const found = isPath ? resolve(program) : findProgram(program, env, { platform })
  const real = found === undefined ? undefined : await realpath(found).catch(() => undefined)
  if (found === undefined || real === undefined) return missing(program)
  const name = join(program).split(/[\\/]/).at(-1) ?? program
  const interpreter = await interpreterOf(real, env, platform)
  if (interpreter === undefined) return ok({ name, executable: real, identity: JSON.stringify([real, '']) })
  return ok({
    name,
    executable: interpreter,
    script: found,
    identity: JSON.stringify([interpreter, found]),
  })
}

/** What the first line of a script names, links followed; undefined for other files. */
async function interpreterOf(
  file: string,
  env: CorePorts['env'],
  platform: NodeJS.Platform,
): Promise<string | undefined> {
  const read = await readForeignFile(file, { maxBytes: largestScript })
  if (read.kind !== 'ok') return undefined
  const start = read.bytes.toString('utf8', 0, 512)
  const [, path = '', argument = ''] = /^#!\s?(\S+)(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(start) ?? []
  if (path === '') return undefined
  const isEnv = /(?:^|\/)env$/.test(path)
  const found = isEnv ? findProgram(argument, env, { platform }) : path
  return found === undefined ? undefined : realpath(found).catch(() => undefined)
}
