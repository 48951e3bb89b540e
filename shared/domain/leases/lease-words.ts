import type { LeaseRights } from './types.ts'

/** The rights of a lease in words; `full` is shown in red wherever there is colour. */
export function rightsInWords(rights: LeaseRights): string {
  switch (rights.kind) {
    case 'read-only':
      return 'Read-only'
    case 'policy':
      return 'Policy file'
    case 'full':
      return `Full rights of ${rights.of}`
  }
}

/** What narrows them, or why nothing does. */
export function narrowedByInWords(rights: LeaseRights): string {
  if (rights.kind === 'full') return 'The agent can do everything that it can'
  const what = rights.kind === 'read-only' ? 'ReadOnlyAccess' : 'Your policy'
  return rights.by === 'session-policy' ? `${what} as session policy` : `${what} on a session of the user`
}

/** Shown wherever a lease has ended. */
export const endedInWords =
  'An ended lease hands out nothing more. Keys it already handed out stay valid until their own end.'
