import { findProgram } from '../../../core/system/find-program.ts'

/** Why a test cannot run that starts these programs; undefined where all of them are here. */
export function whyNoPrograms(...names: readonly string[]): string | undefined {
  const missing = names.filter((name) => findProgram(name, process.env) === undefined)
  return missing.length === 0 ? undefined : `this machine lacks ${missing.join(', ')}`
}
