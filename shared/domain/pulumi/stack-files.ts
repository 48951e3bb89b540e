/** Stack names as the Pulumi CLI accepts them (`tokens/stack_name.go`). */
export const stackNamePattern = /^[A-Za-z0-9_.-]{1,100}$/

export type IgnoredReason = 'backup' | 'wrong-extension' | 'outside-config-folder' | 'invalid-name'

export interface FolderStacks {
  /** Stack name to file name. */
  readonly stacks: ReadonlyMap<string, string>
  /** `Pulumi.<stack>.deploy.yaml`: deployment settings of a stack, not a stack of that name. */
  readonly ambiguous: ReadonlyMap<string, string>
  readonly ignored: ReadonlyMap<string, IgnoredReason>
}

/** Sorts the files of a folder into stack files and look-alikes. The extension must be that of the project file. */
export function stacksInFolder(fileNames: Iterable<string>, projectFileName: string): FolderStacks {
  const extension = projectFileName.slice(projectFileName.lastIndexOf('.'))
  const candidates = new Map<string, string>()
  const ignored = new Map<string, IgnoredReason>()
  for (const fileName of fileNames) {
    const match = /^Pulumi\.(.+)(\.(?:ya?ml|json|bak))$/.exec(fileName)
    if (!match) continue
    const [, name, found] = match as unknown as [string, string, string]
    if (found === '.bak') ignored.set(fileName, 'backup')
    else if (found !== extension) ignored.set(fileName, 'wrong-extension')
    else if (!stackNamePattern.test(name)) ignored.set(fileName, 'invalid-name')
    else candidates.set(name, fileName)
  }
  const stacks = new Map<string, string>()
  const ambiguous = new Map<string, string>()
  for (const [name, fileName] of [...candidates].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isDeploy = name.endsWith('.deploy') && candidates.has(name.slice(0, -'.deploy'.length))
    ;(isDeploy ? ambiguous : stacks).set(name, fileName)
  }
  return { stacks, ambiguous, ignored }
}

/** The name of the stack that a file of this name belongs to. */
export function stackOfFile(fileName: string): string | undefined {
  return /^Pulumi\.(.+)\.(?:ya?ml|json)$/.exec(fileName)?.[1]
}

/** File name of a stack, from the name or a reference (`org/project/stack`): only the last part counts. */
export function stackFileName(reference: string, projectFileName: string): string | undefined {
  const name = reference.slice(reference.lastIndexOf('/') + 1)
  if (!stackNamePattern.test(name)) return undefined
  return `Pulumi.${name}${projectFileName.slice(projectFileName.lastIndexOf('.'))}`
}
