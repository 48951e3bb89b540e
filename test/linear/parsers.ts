import { dotnetVersion, goVersion, javaVersion } from '../../core/stacks/aws-version/compiled.ts'
import { npmVersion } from '../../core/stacks/aws-version/npm.ts'
import { pythonVersion } from '../../core/stacks/aws-version/python.ts'
import type { Detector } from '../../core/stacks/aws-version/types.ts'
import { maskStackSecrets } from '../../core/stacks/mask-secrets.ts'
import { editProjectConfig, editStackFileAll } from '../../shared/domain/pulumi/edit.ts'
import { effectiveIdentity } from '../../shared/domain/pulumi/effective.ts'
import { parseOptionPath } from '../../shared/domain/pulumi/option-path.ts'
import { findStackProblems } from '../../shared/domain/pulumi/problems/find-stack-problems.ts'
import { readProjectFile } from '../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile } from '../../shared/domain/pulumi/read/stack-file.ts'
import { parseFile } from '../../shared/domain/pulumi/tree/parse-file.ts'
import { parsePlainYaml } from '../../shared/domain/pulumi/tree/plain-yaml.ts'

/** What a text of someone else goes through. */
export type Work = (text: string) => unknown

const bytesOf = (text: string) => new TextEncoder().encode(text)

function problemsIn(text: string): unknown {
  const read = readStackFile(bytesOf(text), 'yaml')
  if (!read.ok) return read
  const stack = read.value
  const profiles = new Map([['dev', { region: 'eu-west-1' }]])
  const common = { project: undefined, environment: {}, verified: new Map() }
  const identity = effectiveIdentity({ ...common, stack, profiles })
  return findStackProblems({
    ...common,
    stack,
    identity,
    major: 7,
    knownProfiles: new Set(['dev']),
    expiredProfiles: new Set(),
    backend: { kind: 'cloud', url: undefined },
    neverRead: [],
    ambiguous: [],
  })
}

/** Every file that the detector asks for holds the text. */
const detect =
  (detector: Detector): Work =>
  (text) => {
    const read = Object.assign(() => Promise.resolve(text), {
      names: () => Promise.resolve(new Set(['a.csproj'])),
      refused: new Map<string, string>(),
    })
    return detector('/project', read)
  }

export const parsers: ReadonlyMap<string, Work> = new Map<string, Work>([
  ['stack file, YAML', (text) => readStackFile(bytesOf(text), 'yaml')],
  ['stack file, JSON', (text) => readStackFile(bytesOf(text), 'json')],
  ['problems of a stack file', problemsIn],
  ['tree of YAML', (text) => parseFile(bytesOf(text), 'yaml')],
  ['project file', (text) => readProjectFile(bytesOf(text), 'Pulumi.yaml')],
  ['tree of plain YAML', parsePlainYaml],
  [
    'edit of a stack file',
    (text) => editStackFileAll(bytesOf(text), [{ type: 'setProfile', profile: 'dev' }], 'yaml'),
  ],
  [
    'edit of a project file',
    (text) => editProjectConfig(bytesOf(text), [{ type: 'setProfile', profile: 'dev' }], 'yaml'),
  ],
  ['mask of a stack file', (text) => maskStackSecrets(bytesOf(text))],
  ['path of an option', parseOptionPath],
  ['version of Node.js', detect(npmVersion)],
  ['version of Python', detect(pythonVersion)],
  ['version of Go', detect(goVersion)],
  ['version of .NET', detect(dotnetVersion)],
  ['version of Java', detect(javaVersion)],
])
