import type { FileProblemView, FileStatus, ProfileList } from '../../../shared/contract/models.ts'

export type Severity = FileProblemView['severity']

export type ProblemRow =
  | { readonly type: 'file'; readonly label: string; readonly count: number }
  | { readonly type: 'unreadable'; readonly file: FileStatus }
  | { readonly type: 'problem'; readonly problem: FileProblemView; readonly label: string }

/** The heading of problems that are in no file. */
const elsewhere = 'Environment'

/** How many problems of each severity there are; a file that cannot be read is an error. */
export function countProblems(list: ProfileList): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of list.problems) counts[severity]++
  counts.error += list.files.filter((file) => file.state === 'unreadable').length
  return counts
}

/** Errors that belong to no profile: of a whole file, or of the environment. */
export function countBesideProfiles(list: ProfileList): number {
  const known = new Set(list.profiles.map(({ name }) => name))
  const beside = list.problems.filter(
    ({ severity, profile }) => severity === 'error' && (profile === undefined || !known.has(profile)),
  )
  return beside.length + list.files.filter((file) => file.state === 'unreadable').length
}

/** Problems under their file, by line; those without a file last. */
export function problemRows(list: ProfileList, filter: Severity | 'all'): readonly ProblemRow[] {
  const rows: ProblemRow[] = []
  const shown = list.problems.filter(({ severity }) => filter === 'all' || severity === filter)
  const add = (label: string, file: FileStatus | undefined): void => {
    const here = shown.filter((problem) => problem.file === file?.kind)
    const unreadable = file?.state === 'unreadable' && (filter === 'all' || filter === 'error')
    const count = here.length + (unreadable ? 1 : 0)
    if (count === 0) return
    rows.push({ type: 'file', label, count })
    if (unreadable) rows.push({ type: 'unreadable', file })
    const byLine = [...here].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    for (const problem of byLine) rows.push({ type: 'problem', problem, label })
  }
  for (const file of list.files) add(file.label, file)
  add(elsewhere, undefined)
  return rows
}

const readerNames = { 'aws-cli': 'AWS CLI', 'js-sdk': 'JS SDK', spec: 'Other SDKs' }

/** The affected readers, in words; no readers means all of them. */
export function readersOf(problem: FileProblemView): readonly string[] {
  return problem.readers.length === 0 ? ['All tools'] : problem.readers.map((reader) => readerNames[reader])
}
