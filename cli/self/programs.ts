import { execFile } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram, programEnvironment } from '../../core/system/find-program.ts'
import { redactSaid } from '../../shared/domain/secrets/redact.ts'
import type { CliContext } from '../context.ts'
import { namelessPath, type Fact, type FactGroup } from './fact.ts'

const longestAnswer = 200
const waitMs = 15_000

/** The first line that a program prints, with possible secrets removed. Undefined if it fails or takes too long. */
function firstLine(
  program: string,
  args: readonly string[],
  { env, platform, homeDir }: CliContext,
): Promise<string | undefined> {
  const options = {
    cwd: homeDir,
    env: { ...programEnvironment(env, platform), PULUMI_SKIP_UPDATE_CHECK: 'true' },
    timeout: waitMs,
    windowsHide: true,
  }
  return new Promise((resolve) => {
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      // botocore before 1.16 printed its version to standard error.
      const line = redactSaid(stdout.trim() || stderr.trim()).split('\n', 1)[0] ?? ''
      resolve(error === null && line !== '' ? line.slice(0, longestAnswer) : undefined)
    })
    child.stdin?.end()
  })
}

async function tool(name: string, args: readonly string[], context: CliContext): Promise<Fact> {
  const { env, platform, homeDir } = context
  const program = findProgram(name, env, { platform })
  if (program === undefined) return { name, value: 'not found in the absolute folders of PATH' }
  const at = namelessPath(program, homeDir)
  if (/\.(?:cmd|bat)$/i.test(program)) return { name, value: `${at} (a script, not asked for its version)` }
  const said = await firstLine(program, args, context).catch(() => undefined)
  return said === undefined
    ? { name, value: at, wrong: `${at} ${args.join(' ')} did not answer. Run it yourself to see why.` }
    : { name, value: `${said}  (${at})` }
}

const realPath = (path: string): string => {
  try {
    return realpathSync.native(path)
  } catch {
    // It was there a moment ago; use the path as found.
    return path
  }
}

/** The version in the package.json above a program of ours. */
function versionAbove(program: string): string | undefined {
  const file = join(dirname(dirname(program)), 'package.json')
  try {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown; version?: unknown }
    return name === 'stackpass' && typeof version === 'string' ? version : undefined
  } catch {
    // A shim, such as npm makes on Windows, or another program with our name.
    return undefined
  }
}

/** Which `stackpass` is on PATH: the one that runs now, or another. */
function onPath({ env, platform, homeDir, packageRoot, version }: CliContext): Fact {
  const name = 'on the PATH'
  const found = findProgram('stackpass', env, { platform })
  if (found === undefined)
    return { name, value: 'no stackpass: profiles that use it name this one by its path' }
  const real = realPath(found)
  const at = namelessPath(found, homeDir)
  if (dirname(dirname(real)) === realPath(packageRoot)) return { name, value: `${at}, this one` }
  const other = versionAbove(real)
  if (platform === 'win32' && other === undefined) return { name, value: at }
  return {
    name,
    value: `${at}, ${other ?? 'of an unknown version'}`,
    ...(other !== version && {
      wrong: `Shells and profiles start ${at}, which is not this Stackpass (${version}). Remove one of them.`,
    }),
  }
}

/** The relevant programs: this one, its runtime, and related tools. */
export async function programs(context: CliContext): Promise<FactGroup> {
  const { homeDir, packageRoot, version } = context
  const page = join(packageRoot, 'dist', 'renderer', 'index.html')
  return {
    title: 'Programs',
    facts: [
      { name: 'stackpass', value: `${version}  (${namelessPath(packageRoot, homeDir)})` },
      onPath(context),
      { name: 'node', value: `${process.versions.node}  (${namelessPath(process.execPath, homeDir)})` },
      existsSync(page)
        ? { name: 'page', value: 'there' }
        : {
            name: 'page',
            value: 'missing',
            wrong: 'The page was not built or not installed. Install again.',
          },
      ...(await Promise.all([tool('aws', ['--version'], context), tool('pulumi', ['version'], context)])),
    ],
  }
}
