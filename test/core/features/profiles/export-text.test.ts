import { expect, it } from 'vitest'
import { memoryClipboard, must, openHome, secretInFile } from '../../home.ts'

const config = `[default]
region = eu-west-1
[profile 'with blank']
sso_session = acme
sso_account_id = 111122223333
sso_role_name = Read
s3 =
    addressing_style = path
[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
[sso-session other]
sso_region = us-east-1
`
const credentials = `[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secretInFile}\n`

it('puts a selection on the clipboard as sections of a config file, with the sessions it names and no secret', async () => {
  const clipboard = memoryClipboard()
  const { core } = openHome({ clipboard }, { config, credentials })
  const names = ['default', 'with blank']
  expect(await must(core, 'profiles.copyMany', { names, secrets: false })).toEqual({
    copied: '2 profiles',
    left: 2,
  })
  expect(await clipboard.read()).toBe(`[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1

[default]
region = eu-west-1

[profile 'with blank']
sso_session = acme
sso_account_id = 111122223333
sso_role_name = Read
s3 =
    addressing_style = path
`)
})

it('takes secrets along only when asked, and clears them again', async () => {
  const clipboard = memoryClipboard()
  const { core } = openHome({ clipboard }, { config, credentials })
  const copied = await must(core, 'profiles.copyMany', { names: ['default'], secrets: true })
  expect(copied).toEqual({ copied: '1 profile', left: 0, clearsInSeconds: 30 })
  expect(await clipboard.read()).toContain(`aws_secret_access_key = ${secretInFile}`)
  await core.forgetSecrets()
  expect(await clipboard.read()).toBe('')
  const missing = await core.dispatch('profiles.copyMany', { names: ['default', 'nobody'], secrets: true })
  expect(missing).toMatchObject({ ok: false, error: { code: 'ProfileNotFound' } })
  expect(await clipboard.read()).toBe('')
})

it('gives the account of plain keys from a portal name, and says that it is from the name', async () => {
  const name = '123456789012_AdministratorAccess'
  const { core } = openHome(
    {},
    {
      config: '',
      credentials: `[${name}]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secretInFile}\naws_session_token = abc\n`,
    },
  )
  const list = await must<{ profiles: unknown[] }>(core, 'profiles.list', {})
  expect(list.profiles).toMatchObject([{ name, account: '123456789012', accountFromName: true }])
})
