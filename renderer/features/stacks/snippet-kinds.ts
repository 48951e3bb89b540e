import {
  snippetGroups,
  type SnippetGroup,
  type SnippetKind,
} from '../../../shared/domain/pulumi/snippets/kinds.ts'

interface Tab<T extends string> {
  readonly value: T
  readonly label: string
}

const groupLabels: Readonly<Record<SnippetGroup, string>> = {
  pipeline: 'Pipeline',
  esc: 'ESC environment',
  program: 'Provider in a program',
  check: 'Check this machine',
}

const kindLabels: Readonly<Record<SnippetKind, string>> = {
  github: 'GitHub Actions',
  gitlab: 'GitLab',
  azure: 'Azure DevOps',
  'esc-oidc': 'OIDC, as variables',
  'esc-oidc-config': 'OIDC, as config',
  'esc-static': 'Keys, as variables',
  'esc-static-config': 'Keys, as config',
  typescript: 'TypeScript',
  python: 'Python',
  go: 'Go',
  csharp: 'C#',
  java: 'Java',
  yaml: 'YAML',
  'local-check': 'Nothing local signs in',
}

const kindsIn = (group: SnippetGroup): readonly SnippetKind[] => snippetGroups[group]

export const groupTabs: readonly Tab<SnippetGroup>[] = (Object.keys(snippetGroups) as SnippetGroup[]).map(
  (value) => ({ value, label: groupLabels[value] }),
)

export function kindTabs(group: SnippetGroup): readonly Tab<SnippetKind>[] {
  return kindsIn(group).map((value) => ({ value, label: kindLabels[value] }))
}

const languages: ReadonlyMap<string, SnippetKind> = new Map([
  ['nodejs', 'typescript'],
  ['bun', 'typescript'],
  ['python', 'python'],
  ['go', 'go'],
  ['dotnet', 'csharp'],
  ['java', 'java'],
  ['yaml', 'yaml'],
])

/** The initial kind of a group: for programs, the project's language. */
export function firstKind(group: SnippetGroup, runtime: string | undefined): SnippetKind {
  const own = group === 'program' ? languages.get(runtime ?? '') : undefined
  return own ?? kindsIn(group)[0]!
}
