import { notifyError } from './notify.ts'

/** Says that a part of the page could not be shown; what is typed elsewhere is still there. */
export function tellNotLoaded(error: Error): void {
  notifyError({
    code: 'HostUnreachable',
    message: 'That could not be opened.',
    reason: `A part of the page did not load (${error.message}).`,
    remedy: 'Try again when Stackpass answers.',
  })
}
