import { type CodedError, fail } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'

/** Shown when something could not be cached; everything carries on without it. */
export function unkept(
  what: string,
  error: unknown,
  { cacheDir }: { readonly cacheDir: string },
): CodedError {
  return fail('StateUnwritable', `${what.charAt(0).toUpperCase()}${what.slice(1)} could not be cached.`, {
    reason: `The system answered ${errno(error)} for ${cacheDir}.`,
    remedy: 'Make the folder writable, or set STACKPASS_HOME to another folder.',
  }).error
}
