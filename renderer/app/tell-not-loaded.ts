import { notifyError } from './notify.ts'

/** Says that part of the page could not load; input elsewhere is kept. */
export function tellNotLoaded(error: Error): void {
  notifyError({
    code: 'HostUnreachable',
    message: 'That could not be opened.',
    reason: `A part of the page did not load (${error.message}).`,
    remedy: 'Try again when Stackpass answers.',
  })
}
