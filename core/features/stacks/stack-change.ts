import { basename } from 'node:path'
import { editProjectConfig, editStackFileAll } from '../../../shared/domain/pulumi/edit.ts'
import { stackOfFile } from '../../../shared/domain/pulumi/stack-files.ts'
import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import { formatOf } from '../../../shared/domain/pulumi/read/project-file.ts'
import { secretRangesOf } from '../../../shared/domain/pulumi/read/stack-file.ts'
import { parseFile } from '../../../shared/domain/pulumi/tree/parse-file.ts'
import { joinSpans } from '../../../shared/domain/secrets/spans.ts'
import { fail } from '../../../shared/result.ts'
import type { FileChange } from '../../files/types.ts'
import { maskStackSecrets } from '../../stacks/mask-secrets.ts'
import { shownPath } from '../../system/shown-path.ts'
import { labelOutside } from './leaves-project.ts'
import { touchedState, type Target } from './touched.ts'

/** Stack files belong in the repository, where others read them. */
const stackFileMode = 0o644

/**
 * The change of one stack or project file. It can be made again on newer bytes while what it touches is the same. A
 * missing stack file is created, a missing project file is not.
 */
export function stackChange(
  path: string,
  target: Target,
  operations: readonly StackOperation[],
  homeDir: string,
  /** The real path of the file, when that is outside its project. */
  outside?: string,
): FileChange {
  const format = formatOf(path)
  const label = outside === undefined ? shownPath(path, homeDir) : labelOutside(path, outside, homeDir)
  return {
    path,
    label,
    kind: 'pulumi-stack',
    newFileMode: stackFileMode,
    edit(bytes) {
      if (target === 'stack') return editStackFileAll(bytes, operations, format, stackOfFile(basename(path)))
      if (bytes === undefined)
        return fail('ProjectNotFound', 'The project file is gone.', {
          remedy: 'Look for the projects again.',
          reason: 'It was moved or deleted in the meantime.',
          path: label,
        })
      return editProjectConfig(bytes, operations, format)
    },
    fingerprint: (bytes) => touchedState(bytes, path, target, operations),
    secretRanges(bytes) {
      const parsed = parseFile(bytes, format)
      const byLines = maskStackSecrets(bytes)
      return parsed.ok ? joinSpans([...secretRangesOf(parsed.value), ...byLines]) : byLines
    },
  }
}
