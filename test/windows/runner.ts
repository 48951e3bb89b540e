import { TestRunner } from 'vitest'
import { startTests } from 'vitest/internal/browser'

/** What one file of tests ended with, as build/windows reads it. */
export interface FileReport {
  readonly passed: number
  readonly skipped: number
  readonly failures: readonly { readonly name: string; readonly message: string }[]
}

interface Task {
  readonly type: string
  readonly name: string
  readonly mode: string
  readonly tasks?: readonly Task[]
  readonly result?: {
    readonly state?: string
    readonly errors?: readonly { readonly message?: string; readonly diff?: string }[]
  }
}

function reportOf(files: readonly Task[]): FileReport {
  const failures: { name: string; message: string }[] = []
  let passed = 0
  let skipped = 0
  const visit = (task: Task, above: readonly string[]): void => {
    const name = [...above, task.name]
    const errors = task.result?.errors ?? []
    if (task.result?.state === 'fail' && (task.type === 'test' || errors.length > 0))
      failures.push({
        name: name.join(' > '),
        message: errors.map(({ message, diff }) => [message, diff].filter(Boolean).join('\n')).join('\n'),
      })
    else if (task.type === 'test' && task.result?.state === 'pass') passed += 1
    else if (task.type === 'test') skipped += 1
    for (const inner of task.tasks ?? []) visit(inner, name)
  }
  for (const file of files) visit(file, [])
  return { passed, skipped, failures }
}

/** Vitest's own runner, with a bundle in the place of its loader. */
class BundleRunner extends TestRunner {
  override importFile(filepath: string): unknown {
    return import(filepath)
  }
}

/** Runs one bundled file of tests by Vitest's own runner, expectations and spies. */
export async function runFile(url: string, config: ConstructorParameters<typeof TestRunner>[0]) {
  const runner = new BundleRunner(config)
  const traced = <T>(_: string, options: unknown, run?: () => T): T =>
    (typeof options === 'function' ? (options as () => T) : run!)()
  runner.__setTraces({ $: traced } as unknown as Parameters<TestRunner['__setTraces']>[0])
  const files = await startTests([{ filepath: url, testLocations: undefined }], runner)
  return reportOf(files as readonly Task[])
}
