import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ProfileMap } from '../../../core/aws/profile-map.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'

const line = fc.constantFrom(
  '[default]',
  '[profile default]',
  '[profile a]',
  '[a]',
  '[profile "b c"]',
  '[sso-session a]',
  '[a',
  'aws_access_key_id = AKIAX',
  'aws_secret_access_key = s',
  'region = x',
  '  nested = 1',
  '',
)
const file = fc.array(line, { maxLength: 14 }).map((lines) => Buffer.from(lines.join('\n')))

it('gives one profile as it gives all of them', () => {
  fc.assert(
    fc.property(fc.option(file), fc.option(file), (configBytes, credentialsBytes) => {
      const config = configBytes ? parseSharedFile(configBytes, 'config') : undefined
      const credentials = credentialsBytes ? parseSharedFile(credentialsBytes, 'credentials') : undefined
      const all = mergeProfiles(config, credentials)
      const one = new ProfileMap(config, credentials)
      for (const name of ['default', 'a', 'b c', 'nobody']) {
        expect(one.has(name)).toBe(all.has(name))
        const [got, expected] = [one.get(name), all.get(name)]
        expect(got?.kind).toBe(expected?.kind)
        expect(got && [...got.settings]).toEqual(expected && [...expected.settings])
      }
      expect(one.size).toBe(all.size)
      expect([...one.keys()]).toEqual([...all.keys()])
    }),
    { numRuns: 500 },
  )
})
