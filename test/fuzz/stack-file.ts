import { parseAllDocuments } from 'yaml'
import { maskStackSecrets } from '../../core/stacks/mask-secrets.ts'
import { editProjectConfig, editStackFile } from '../../shared/domain/pulumi/edit.ts'
import { migrationNames, type StackOperation } from '../../shared/domain/pulumi/operations.ts'
import { parseOptionPath } from '../../shared/domain/pulumi/option-path.ts'
import { readProjectFile } from '../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile } from '../../shared/domain/pulumi/read/stack-file.ts'
import type { FileFormat } from '../../shared/domain/pulumi/tree/types.ts'
import type { ConfigValue } from '../../shared/domain/pulumi/value.ts'
import { must, sameBytes, type Choices } from './choices.ts'
import { checkSplices } from './shared-file.ts'

const values: readonly ConfigValue[] = ['dev', '', 'no', '012345678901', 'a: b', '#x', "o'x", 'ü', 'a\nb', true, 7, null, ['a', 'b'], { a: 'b', 'b-c': 1 }, [{ roleArn: 'x' }]] // prettier-ignore
const paths = ['aws:retryMode', 'aws:defaultTags.tags.Env', 'aws:defaultTags.tags["a.b"]', 'aws:assumeRoles[0].roleArn', 'aws:assumeRoles[1]', 'aws:allowedAccountIds', 'aws:allowedAccountIds[0]', 'app:a', 'aws:endpoints[0].s3', 'aws:assumeRoles', 'aws:defaultTags'] // prettier-ignore
const environments = ['a/b', 'acme/x@3', 'env', 'acme/app-dev']

function operationOf(choices: Choices): StackOperation {
  const value = choices.of([...values, choices.text()])
  const word = typeof value === 'string' ? value : 'dev'
  const path = choices.of([...paths, choices.text()])
  return choices.of<StackOperation>([
    { type: 'setProfile', profile: word },
    { type: 'unsetProfile' },
    { type: 'setRegion', region: word },
    { type: 'unsetRegion' },
    { type: 'setOptionPath', path, value },
    { type: 'unsetOptionPath', path },
    { type: 'addEnvironment', name: choices.of(environments) },
    { type: 'removeEnvironment', name: choices.of(environments) },
    ...migrationNames.map((migration) => ({ type: 'migrateOption', migration }) as const),
    { type: 'expandJson', path },
    { type: 'renameKey', from: 'aws:config:region', to: 'aws:region' },
  ])
}

/**
 * What an independent reader finds outside of the keys that an operation may touch; undefined for a file that it does not
 * read without an error, or that has more than one meaning.
 */
function othersIn(bytes: Uint8Array, operation: StackOperation): string | undefined {
  const documents = parseAllDocuments(new TextDecoder().decode(bytes), { schema: 'failsafe' })
  if (!Array.isArray(documents) || documents.length !== 1) return undefined
  const [document] = documents
  if (document === undefined || document.errors.length > 0) return undefined
  const whole: unknown = document.toJS({ mapAsMap: true })
  if (!(whole instanceof Map)) return undefined
  const config: unknown = whole.get('config')
  const touched = keyIsTouched(operation)
  const inner = config instanceof Map ? [...config].filter(([key]) => !touched(String(key))) : []
  const rest = [...whole].filter(([key]) => key !== 'config' && key !== 'environment')
  return JSON.stringify([inner, rest], (_key, value: unknown) => (value instanceof Map ? [...value] : value))
}

function keyIsTouched(operation: StackOperation): (key: string) => boolean {
  if (!('path' in operation)) return (key) => key.startsWith('aws:')
  const parsed = parseOptionPath(operation.path)
  const first = parsed.ok ? parsed.value.key : undefined
  return (key) => key === first || key.replace(':config:', ':') === first
}

/** A stack or project file of any bytes: it is read, masked and edited. */
export function stackFile(choices: Choices, bytes: Uint8Array): void {
  const before = Uint8Array.from(bytes)
  const format: FileFormat = choices.of(['yaml', 'yaml', 'yaml', 'json'] as const)
  readStackFile(bytes, format)
  readProjectFile(bytes, format === 'json' ? 'Pulumi.json' : 'Pulumi.yaml')
  maskStackSecrets(bytes)
  const inProject = choices.of([false, false, true])
  const operation = operationOf(choices)
  const edit = (from: Uint8Array) =>
    inProject ? editProjectConfig(from, [operation], format) : editStackFile(from, operation, format)
  const outcome = edit(bytes)
  must(sameBytes(bytes, before), 'the bytes that were given are not written to')
  if (!outcome.ok) {
    must(outcome.error.code !== 'VerifyMismatch', 'an edit that was planned is right', operation)
    return
  }
  checkSplices(bytes, outcome)
  if (outcome.splices.length === 0) return
  const old = othersIn(bytes, operation)
  if (old !== undefined)
    must(othersIn(outcome.bytes, operation) === old, 'what was not asked for stays', operation)
  if (operation.type === 'unsetOptionPath' && operation.path.endsWith(']')) return
  const again = edit(outcome.bytes)
  must(again.ok && again.splices.length === 0, 'done twice is done once', operation)
}
