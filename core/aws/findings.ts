import { diagnose, diagnoseFiles } from '../../shared/domain/aws/diagnostics/diagnose.ts'
import type { Diagnostic } from '../../shared/domain/aws/types.ts'
import type { AwsView } from './aws-files.ts'

/** Findings that depend on the time, such as an ended session, are this old at most. Milliseconds. */
const findingsHold = 60_000

const known = new WeakMap<AwsView, { readonly at: number; readonly findings: readonly Diagnostic[] }>()

function filesOf({ config, credentials }: AwsView) {
  return {
    config: config.document,
    credentials: credentials.document,
    configMode: config.mode,
    credentialsMode: credentials.mode,
  }
}

/**
 * What is wrong in the shared files, computed when it is first asked for. Apart from the view itself, because commands
 * that switch or sign in never ask, and would load the rules of it all.
 */
export function findingsOf(view: AwsView): readonly Diagnostic[] {
  const at = view.now().getTime()
  const before = known.get(view)
  if (before !== undefined && at - before.at <= findingsHold) return before.findings
  const { profiles, environment } = view
  const findings = diagnose({ ...filesOf(view), profiles, now: at, environment })
  known.set(view, { at, findings })
  return findings
}

/** Those of the files as such and of their headers; much faster, as no setting is looked at. */
export const fileFindingsOf = (view: AwsView): readonly Diagnostic[] => diagnoseFiles(filesOf(view))
