import { plural } from '../../../ui/plural.ts'
import type { LeaseView } from './end-leases.ts'

/** What isolates the program, in one word and in one sentence. */
export const apartWords: Readonly<
  Record<LeaseView['keptApart'], { readonly word: string; readonly about: string }>
> = {
  jail: { word: 'Jail', about: '~/.aws, our folders and the keyring are out of its sight' },
  fence: { word: 'Fence', about: 'It could still read ~/.aws if it tried' },
  endpoint: { word: 'Endpoint', about: 'Whoever has its token gets credentials' },
  nothing: { word: 'Nothing', about: 'It ran already when it asked, and could read ~/.aws' },
}

export const endWords: Readonly<Record<NonNullable<LeaseView['ended']>['why'], string>> = {
  time: 'its time was over',
  you: 'ended by you',
  program: 'its program ended',
  lock: 'ended by a lock',
  gone: 'Stackpass was ended',
}

/** "Used 14 times". */
export const usedInWords = ({ used }: Pick<LeaseView, 'used'>): string =>
  used === 0 ? 'Not used' : `Used ${plural(used, 'time')}`

/** Whether a lease runs, according to the page's clock. */
export const isRunning = ({ ended, endsAt }: LeaseView, now: number): boolean =>
  ended === undefined && Date.parse(endsAt) > now
