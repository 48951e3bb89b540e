import { join } from 'node:path'
import { ok } from '../../shared/result.ts'
import { createAwsFiles } from '../aws/aws-files.ts'
import type { EditCall, EditMethod } from '../edits/edit-kinds.ts'
import { planFileOperations } from '../edits/plan-file-operations.ts'
import { createPlanStore } from '../edits/plans.ts'
import { refreshActive } from '../features/active/activate-profile.ts'
import { readWriteInPlace } from '../files/in-place-setting.ts'
import { createFilesAndHistory } from '../history/files-and-history.ts'
import type { CorePorts } from '../host/ports.ts'
import { createRecentsFile } from '../state/recents.ts'
import { createQuickBase } from './quick-base.ts'

/**
 * The same functions as createCore runs for these methods, without the schemas and the features that they do not need, for
 * commands that set values. Only for operations that `touchesFilesOnly` lets through, and where no bridge is on.
 */
export function createQuickEdits(ports: CorePorts): { readonly call: EditCall; close(): Promise<void> } {
  const { now, paths, events, incident, answerWith } = createQuickBase(ports)
  // Each change of these brings along how its secrets are found.
  const { files } = createFilesAndHistory({
    ...paths,
    maskers: new Map(),
    now,
    writeInPlace: () => readWriteInPlace(paths.settingsFile),
  })
  const aws = createAwsFiles(files, ports)
  const recents = createRecentsFile(join(paths.stateDir, 'recents.json'))
  const plans = createPlanStore(files, events, now)
  const context = { ports, paths, now, files, aws, events, plans, recents }
  let refreshing: Promise<unknown> = Promise.resolve()
  events.subscribe(({ type }) => {
    if (type !== 'filesChanged') return
    refreshing = refreshActive(context).then(
      (refreshed) => !refreshed.ok && ports.onNotice?.(refreshed.error),
      (error: unknown) => incident('active', error),
    )
  })
  return {
    call: answerWith<EditMethod>({
      'edits.plan': ({ operations, summary }) => planFileOperations(context, operations, summary),
      'edits.apply': ({ planId }) => plans.apply(planId),
      'edits.discard': async ({ planId }) => {
        plans.discard(planId)
        return ok({})
      },
    }),
    async close() {
      await refreshing
      await files.close()
    },
  }
}
