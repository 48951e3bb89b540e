import { fail, ok, type CodedError, type Result } from '../../../result.ts'
import { parseFile } from '../tree/parse-file.ts'
import type { FileFormat, TreeNode } from '../tree/types.ts'
import { pairNode, readConfig, topText, type ConfigEntry } from './config.ts'
import { readContext } from './stack-file.ts'

/** What a project file says. */
export interface ProjectFile {
  readonly name: string
  /** A template that `pulumi new` would fill in: not a project. */
  readonly template: boolean
  readonly runtime: string | undefined
  readonly main: string | undefined
  /** Folder of the stack files relative to the project, from `stackConfigDir` or the old `config: <folder>`. */
  readonly stackConfigDir: string | undefined
  readonly backendUrl: string | undefined
  readonly config: readonly ConfigEntry[]
  /** Provider versions that a YAML program names: package name to version. */
  readonly packages: ReadonlyMap<string, string>
}

/** Names of project files, in the order in which the Pulumi CLI looks for them in a folder. */
export const projectFileNames = ['Pulumi.json', 'Pulumi.yaml', 'Pulumi.yml'] as const

/** JSON for `Pulumi.json`, YAML for the rest. */
export function formatOf(fileName: string): FileFormat {
  return fileName.toLowerCase().endsWith('.json') ? 'json' : 'yaml'
}

/**
 * Reads a project file. Errors: the codes of `parseFile`; RootNotMap; ConfigShapeInvalid for `config: <folder>` next
 * to `stackConfigDir`; InvalidValue for a missing name.
 */
export function readProjectFile(bytes: Uint8Array, fileName: string): Result<ProjectFile> {
  const parsed = parseFile(bytes, formatOf(fileName))
  if (!parsed.ok) return parsed
  const { root } = parsed.value
  if (root && root.kind !== 'map') {
    return fail('RootNotMap', 'The project file does not begin with keys and values.', {
      reason: 'The Pulumi CLI expects a map at the top level.',
      remedy: 'Correct the file in an editor.',
    })
  }
  const name = topText(root, 'name') ?? ''
  const problem = nameProblem(name)
  if (problem) return { ok: false, error: problem }
  const legacyFolder = topText(root, 'config')
  const folder = topText(root, 'stackConfigDir')
  if (legacyFolder !== undefined && folder !== undefined) {
    return fail('ConfigShapeInvalid', 'The project file names a config folder twice.', {
      reason: 'config: <folder> is the old spelling of stackConfigDir; the Pulumi CLI refuses both together.',
      remedy: 'Remove one of the two.',
    })
  }
  const runtime = pairNode(root, 'runtime')
  return ok({
    name,
    template: name.includes('${'),
    runtime: topText(root, 'runtime') ?? topText(runtime, 'name'),
    main: topText(root, 'main'),
    stackConfigDir: folder ?? legacyFolder,
    backendUrl: topText(pairNode(root, 'backend'), 'url'),
    config: readConfig(pairNode(root, 'config'), readContext(parsed.value)).flatMap(declaredValue),
    packages: packagesOf(root),
  })
}

/** The names that `pulumi new` gives. The loader accepts any other text as well. */
export const usualProjectName = /^[A-Za-z0-9_.-]{1,100}$/

function nameProblem(name: string): CodedError | undefined {
  if (name.trim() !== '') return undefined
  return fail('InvalidValue', 'The project has no name.', {
    reason: 'Pulumi does not load a project file without one.',
    remedy: 'Give it a name: line.',
  }).error
}

const declarations: ReadonlySet<string> = new Set(['type', 'items', 'description', 'secret', 'default'])

/** Project files hold values directly, under `value:`, or as the `default:` of a declaration, which may have none. */
function declaredValue(entry: ConfigEntry): ConfigEntry[] {
  if (entry.value.kind !== 'map') return [entry]
  const { entries } = entry.value
  const inner = entries.get('value')
  if (inner) return [{ ...entry, value: inner }]
  if (entries.size === 0 || ![...entries.keys()].every((key) => declarations.has(key))) return [entry]
  const value = entries.get('default')
  return value ? [{ ...entry, value }] : []
}

/** `packages: {aws: 7.2.0}` or `aws: pulumi/aws@7.2.0`, and `plugins.providers: [{name, version}]`. */
function packagesOf(root: TreeNode | undefined): Map<string, string> {
  const versions = new Map<string, string>()
  const packages = pairNode(root, 'packages')
  if (packages?.kind === 'map') {
    for (const pair of packages.pairs) {
      const version = pair.value.kind === 'scalar' ? pair.value.value : (topText(pair.value, 'version') ?? '')
      versions.set(pair.key.value, version.slice(version.lastIndexOf('@') + 1))
    }
  }
  const providers = pairNode(pairNode(root, 'plugins'), 'providers')
  if (providers?.kind === 'seq') {
    for (const { value } of providers.items) {
      const name = topText(value, 'name')
      const version = topText(value, 'version')
      if (name !== undefined && version !== undefined) versions.set(name, version)
    }
  }
  return versions
}
