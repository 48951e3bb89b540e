import { expect, test } from '../support/test.ts'

test.use({
  files: { '.aws/config': '[profile etl]\nregion = eu-west-1\ncredential_process = /usr/bin/env true\n' },
})

test('the real dialog keeps nothing waiting, and closes with a no when the question is taken back', async ({
  app,
}) => {
  const asked = app.call('consent.request', { profile: 'etl' })
  let ended = false
  void asked.then(() => (ended = true))
  for (let count = 0; count < 10; count += 1)
    expect(await app.call('profiles.list')).toMatchObject({ ok: true })
  expect(await app.call('consent.list')).toMatchObject({
    value: { allowed: [], waiting: [{ profile: 'etl' }] },
  })
  expect(ended).toBe(false)
  await app.call('consent.cancel')
  expect(await asked).toMatchObject({ value: { decision: 'cancelled' } })
  expect(await app.call('consent.list')).toMatchObject({ value: { allowed: [] } })
  expect(await app.call('consent.request', { profile: 'etl' })).toMatchObject({
    error: { code: 'ConsentRefused' },
  })
})
