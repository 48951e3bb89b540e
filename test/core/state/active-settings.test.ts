import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseActiveSettings } from '../../../core/state/active-settings.ts'
import { groupFinder, productionGroups } from '../../../shared/domain/groups/group-of.ts'
import { defaultSettings, settingsSchema } from '../../../shared/contract/settings.ts'

const group = fc.record({
  name: fc.constantFrom('live', 'test', ''),
  colour: fc.constantFrom('red', 'blue'),
  production: fc.oneof(fc.boolean(), fc.constant('yes')),
  rules: fc.oneof(fc.array(fc.constantFrom('a*', 'b', '')), fc.constant(7), fc.constant(undefined)),
})
const stored = fc.oneof(
  fc.anything(),
  fc.record(
    {
      exportRegion: fc.oneof(fc.boolean(), fc.anything()),
      confirmProduction: fc.oneof(fc.boolean(), fc.anything()),
      notifyExpiry: fc.oneof(fc.boolean(), fc.anything()),
      groups: fc.oneof(fc.array(group), fc.anything()),
      profileGroups: fc.oneof(
        fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('live', 'test'))),
        fc.anything(),
      ),
      fallback: fc.oneof(fc.record({ profile: fc.string(), minutes: fc.integer() }), fc.anything()),
    },
    { requiredKeys: [] },
  ),
)

it('says what the schema says, and never calls a production profile anything else', () => {
  fc.assert(
    fc.property(stored, (content) => {
      const read = parseActiveSettings(content)
      const fields = (typeof content === 'object' && content !== null ? content : {}) as Record<
        string,
        unknown
      >
      const expected = (name: 'exportRegion' | 'confirmProduction' | 'notifyExpiry' | 'fallback') => {
        const parsed = settingsSchema.shape[name].safeParse(fields[name])
        return parsed.success ? parsed.data : defaultSettings[name]
      }
      expect(read.exportRegion).toBe(expected('exportRegion'))
      expect(read.confirmProduction).toBe(expected('confirmProduction'))
      expect(read.notifyExpiry).toBe(expected('notifyExpiry'))
      expect(read.fallback).toEqual(expected('fallback'))
      const groups = settingsSchema.shape.groups.safeParse(fields['groups'])
      const pairs = settingsSchema.shape.profileGroups.safeParse(fields['profileGroups'])
      if (!groups.success || !pairs.success) return
      const expectedGroup = groupFinder({ groups: groups.data, profileGroups: pairs.data })
      for (const profile of ['a', 'b'])
        expect(groupFinder(read)({ name: profile })).toEqual(expectedGroup({ name: profile }))
      expect(productionGroups(read)).toEqual(productionGroups({ groups: groups.data }))
    }),
    { numRuns: 1000 },
  )
})
