// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { followEvents } from '../../../renderer/app/follow-events.ts'
import { sendFirstCall } from '../../../renderer/app/first-call.ts'
import { snapshotQuery } from '../../../renderer/app/core-queries.ts'
import { createQueryClient } from '../../../renderer/app/query-client.ts'
import { waitingToasts } from '../../../renderer/app/notify.ts'
import { isOutdated } from '../../../renderer/app/method-query.ts'
import { setHostLink } from '../../../renderer/app/transport.ts'
import { createFakeHostLink, type FakeHostLink } from '../fake-host-link.ts'
import { fewProfiles } from '../fake-data.ts'

let link: FakeHostLink
const snapshots = () => link.inputsOf('app.snapshot').length

beforeEach(() => {
  link = createFakeHostLink({ profiles: fewProfiles(Date.now()) })
  setHostLink(link)
})

describe('the first call', () => {
  it('is the one that the page waits for, and a later load makes its own', async () => {
    const client = createQueryClient()
    sendFirstCall()
    await client.fetchQuery({ ...snapshotQuery(client), staleTime: 0 })
    expect(snapshots()).toBe(1)
    expect(isOutdated(client, 'profiles.list', {})).toBe(false)
    await client.fetchQuery({ ...snapshotQuery(client), staleTime: 0 })
    expect(snapshots()).toBe(2)
  })

  it('does not hide a change that came while its answer was on the way', async () => {
    const client = createQueryClient()
    sendFirstCall()
    link.emit({ type: 'filesChanged' })
    await client.fetchQuery({ ...snapshotQuery(client), staleTime: 0 })
    expect(isOutdated(client, 'profiles.list', {})).toBe(true)
    expect(isOutdated(client, 'settings.get', {})).toBe(false)
  })

  it('loses nothing that the host asks for or tells before the code is there that acts on it', () => {
    sendFirstCall()
    link.emit({ type: 'pageReopened', why: 'crashed' })
    link.emit({ type: 'show', view: 'history' })
    const stop = followEvents(link, createQueryClient())
    expect(waitingToasts.get().map(({ title }) => title)).toEqual([
      'The page ended unexpectedly and was opened again. Anything typed and not saved is gone.',
    ])
    expect(location.hash).toContain('history')
    stop()
  })
})
