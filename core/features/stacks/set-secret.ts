import { spawn } from 'node:child_process'
import { parseOptionPath } from '../../../shared/domain/pulumi/option-path.ts'
import { isKnownIn, newestMajor, optionNamed } from '../../../shared/domain/pulumi/options/table.ts'
import { jsonContainer } from '../../../shared/domain/pulumi/edit/expand-json.ts'
import { jsonKindAt, setSecretCommand } from '../../../shared/domain/pulumi/secret-command.ts'
import { isList } from '../../../shared/domain/pulumi/value.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { redactSaid } from '../../../shared/domain/secrets/redact.ts'
import type { CorePorts } from '../../host/ports.ts'
import { findProgram, programEnvironment } from '../../system/find-program.ts'
import type { ChosenStack } from './resolve-stacks.ts'

const timeLimit = 120_000
const keptOutput = 4_000

interface Ended {
  readonly code: number | null
  readonly stderr: string
  readonly timedOut: boolean
}

/** Runs the CLI with the value on standard input only: other programs can see argv and environment. */
function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: CorePorts['env'],
  value: string,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...programEnvironment(env), PULUMI_SKIP_UPDATE_CHECK: 'true' },
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: timeLimit,
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-keptOutput)
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, stderr, timedOut: signal === 'SIGTERM' }))
    // A program that ends without reading its input says why on standard error.
    child.stdin.on('error', () => undefined)
    child.stdin.end(value)
  })
}

/** What the CLI said, with the value removed should it repeat it. */
function saidBy(stderr: string, value: string): string {
  const text = redactSaid(stderr, [value], '••••')
    .replace(/^error:\s*/gm, '')
    .trim()
  return text.split('\n').slice(-3).join(' ')
}

function checkPath(path: string, major: number | undefined): Result<undefined> {
  const parsed = parseOptionPath(path)
  if (!parsed.ok) return parsed
  const { key } = parsed.value
  const option = optionNamed(key)
  if (!key.startsWith('aws:') || (option && isKnownIn(option, major ?? newestMajor))) return ok(undefined)
  return fail('OptionUnknown', `pulumi-aws has no option ${key}.`, {
    reason: 'It is not among the settings of the provider that Stackpass knows.',
    remedy: 'Check the spelling; case matters.',
  })
}

/**
 * Has the Pulumi CLI encrypt and store a value: `pulumi config set --secret --path`. Errors: SecretNeedsPulumi where the CLI
 * is not installed, PulumiFailed with what it said, BadInput, OptionUnknown, InvalidValue
 * for a list or map that is not given as JSON.
 */
export async function setSecret(
  { project, stack }: ChosenStack,
  path: string,
  value: string,
  ports: CorePorts,
): Promise<Result<undefined>> {
  const checked = checkPath(path, project.aws?.major)
  if (!checked.ok) return checked
  const json = jsonKindAt(path)
  const given = json && jsonContainer(value)
  if (json !== undefined && (given === undefined || isList(given) !== (json === 'list')))
    return fail('InvalidValue', `The value of ${path} is no ${json} as JSON.`, {
      reason: `The provider takes a ${json} there, and an encrypted value is one text.`,
      remedy: `Give the whole ${json}, such as ${json === 'list' ? '["a", "b"]' : '{"name": "value"}'}.`,
    })
  const program = findProgram('pulumi', ports.env, { platform: ports.platform })
  if (program === undefined) {
    return fail('SecretNeedsPulumi', 'The Pulumi CLI is not installed, or not on the PATH.', {
      reason:
        'Only it can encrypt a value with the key of the stack. Stackpass does not look in relative folders of PATH.',
      remedy: `Install it, or run \`${setSecretCommand(path, stack.name)}\` in the folder of the project where it is.`,
    })
  }
  const flags = ['--non-interactive', '--color=never', `--stack=${stack.name}`]
  const args = ['config', 'set', '--secret', '--path', ...flags, '--', path]
  const ended = await run(program, args, project.found.folder, ports.env, value)
  if (ended.code === 0) return ok(undefined)
  return fail('PulumiFailed', `The Pulumi CLI did not set ${path}.`, {
    reason: ended.timedOut
      ? `It did not end within ${timeLimit / 1_000} seconds.`
      : saidBy(ended.stderr, value) || `It ended with exit code ${ended.code}.`,
    remedy:
      'Sign in to the backend and make sure that it has this stack; a passphrase must be in the environment.',
  })
}
